// What the endpoint answers: columns and rows of terms, a yes or no, or why there is no answer.

const ACCEPT = "text/tab-separated-values, application/n-triples;q=0.9";
const TRIPLE = /^(<[^>]*>) (<[^>]*>) (.*) \.$/;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const BARE = { integer: /^[+-]?\d+$/, decimal: /^[+-]?\d*\.\d+$/, double: /e/i, boolean: /^(true|false)$/ };
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
  const found = read(text, (response.headers.get("Content-Type") || "").includes("n-triples"));
  return { ...found, seconds: (performance.now() - started) / 1000 };
}

/** Take the answer that the page brought along, if it did: what the page asked need not be asked again. */
export function given() {
  const brought = document.getElementById("given");
  if (!brought) return null;
  const { text, graph, seconds } = JSON.parse(brought.textContent);
  return { ...read(text, graph), seconds };
}

function read(text, graph) {
  if (graph) return { columns: ["s", "p", "o"], rows: triples(text), graph: true };
  const [head, ...lines] = text.split(/\r?\n/);
  if (head === "true" || head === "false") return { columns: [], rows: [], boolean: head === "true" };
  if (lines.at(-1) === "") lines.pop();
  const columns = head ? head.split("\t").map((name) => name.replace(/^\?/, "")) : [];
  return { columns, rows: lines.map((line) => row(columns, line.split("\t"))) };
}

function row(columns, cells) {
  const made = {};
  columns.forEach((name, place) => { if (cells[place]) made[name] = term(cells[place]); });
  return made;
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
  if (!found) return bare(text);
  return { type: "literal", value: unescape(found[1]), "xml:lang": found[2], datatype: found[3] };
}

function bare(text) {
  const kind = Object.keys(BARE).find((name) => BARE[name].test(text));
  return text.startsWith("_:") || !kind ? { type: "bnode", value: text } : { type: "literal", value: text, datatype: XSD + kind };
}

function unescape(text) {
  return text.replace(ESCAPE, (_, short, long, letter) =>
    letter ? LETTERS[letter] ?? letter : String.fromCodePoint(parseInt(short || long, 16)));
}
