// What the endpoint answers: columns and rows of terms, a yes or no, or why there is no answer.

const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9";
const TRIPLE = /^(<[^>]*>) (<[^>]*>) (.*) \.$/;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/;
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g;
const LETTERS = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };

/** A query that gave no answer. */
export class NoAnswer extends Error {}

/** Ask the endpoint; raises NoAnswer with the endpoint's own words. */
export async function ask(endpoint, query, signal) {
  const started = performance.now();
  const body = new URLSearchParams({ query });
  const response = await fetch(endpoint, { method: "POST", headers: { Accept: ACCEPT }, body, signal });
  const text = await response.text();
  if (!response.ok) throw new NoAnswer(reason(text, response.status));
  const found = read(text, response.headers.get("Content-Type") || "");
  return { ...found, seconds: (performance.now() - started) / 1000 };
}

function read(text, type) {
  if (!type.includes("json")) return { columns: ["s", "p", "o"], rows: triples(text), graph: true };
  const answer = JSON.parse(text);
  if ("boolean" in answer) return { columns: [], rows: [], boolean: answer.boolean };
  const columns = answer.head.vars || [];
  return { columns, rows: answer.results.bindings };
}

function reason(text, status) {
  try {
    const said = JSON.parse(text);
    return said.detail || said.message || said.title || `${status}`;
  } catch {
    return /^\s*</.test(text) ? `${status}` : text.trim() || `${status}`;
  }
}

function triples(text) {
  return text.split("\n").map((line) => TRIPLE.exec(line)).filter(Boolean)
    .map(([, s, p, o]) => ({ s: term(s), p: term(p), o: term(o) }));
}

function term(text) {
  if (text.startsWith("<")) return { type: "uri", value: unescape(text.slice(1, -1)) };
  const found = LITERAL.exec(text);
  if (!found) return { type: "bnode", value: text };
  return { type: "literal", value: unescape(found[1]), "xml:lang": found[2], datatype: found[3] };
}

function unescape(text) {
  return text.replace(ESCAPE, (_, short, long, letter) =>
    letter ? LETTERS[letter] ?? letter : String.fromCodePoint(parseInt(short || long, 16)));
}
