// The page of the endpoint, made livelier: it is a plain form before this runs, and stays one where it cannot run.

import { NoAnswer, ask, given } from "./answer.js";
import { canChart, chart } from "./chart.js";
import { code } from "./code.js";
import { describe, places } from "./columns.js";
import { h } from "./dom.js";
import { canPivot, pivot } from "./pivot.js";
import { table } from "./table.js";
import { Terms } from "./terms.js";

const FORMATS = { table: ["csv", "tsv", "json", "xml"], graph: ["turtle", "jsonld", "ntriples", "rdfxml", "nquads", "trig"] };
const LONGEST = 6000;

const LIMIT = /\bLIMIT\s+(\d+)(?:\s+OFFSET\s+\d+)?\s*(?:#[^\n]*(?:\n\s*|$))*$/i;

const form = document.querySelector("form.query");
const area = document.getElementById("query");
const page = { ...form.dataset, root: form.dataset.root, chosen: form.dataset.chosen === "true", language: document.documentElement.lang };
const words = JSON.parse(form.dataset.words);
const numbers = new Intl.NumberFormat(page.language, { maximumFractionDigits: 2 });
words.number = (value) => numbers.format(value);

start();

/** Read the LIMIT with which a query ends: an answer of as many rows may not be all. */
function limit(query) {
  return Number(LIMIT.exec(query.slice(-500))?.[1] ?? NaN);
}

async function start() {
  const vocabulary = await (await fetch(page.vocabulary)).json();
  const terms = new Terms(page, vocabulary.prefixes);
  const button = form.querySelector("button");
  const place = document.getElementById("result");
  const hint = document.getElementById("code-hint");
  const address = new URL(location.href);
  let wanted = address.searchParams.get("show");
  let running = null;
  let leave = () => {};
  const editor = code(area, vocabulary, page, words, () => run());
  hint.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (running) running.abort();
    else run();
  });
  window.addEventListener("popstate", () => location.reload());
  const brought = given();
  if (brought) show(brought, area.value);
  else if (address.searchParams.get("query")?.trim() && !document.querySelector(".failure")) run(false);

  async function run(push = true) {
    running?.abort();
    const mine = (running = new AbortController());
    const query = editor.getValue();
    area.value = query;
    if (push) remember(query);
    button.textContent = words.stop;
    place.setAttribute("aria-busy", "true");
    try {
      show(await ask(page.endpoint, query, mine.signal), query);
    } catch (error) {
      if (error.name !== "AbortError") fail(error instanceof NoAnswer ? error.message : words.unreachable);
    }
    if (running !== mine) return;
    running = null;
    button.textContent = words.run;
    place.removeAttribute("aria-busy");
  }

  function remember(query) {
    const fields = new URLSearchParams({ query });
    if (page.chosen) fields.set("lang", page.language);
    if (wanted) fields.set("show", wanted);
    const next = `${page.endpoint}?${fields}`;
    if (next.length < LONGEST) history.pushState(null, "", next);
    document.title = document.title.replace(/^.*?·/, `${words.answer} ·`);
  }

  function fail(message) {
    leave();
    place.replaceChildren(h("section", { class: "failure", role: "alert" }, h("h2", {}, words.failed), h("p", { lang: "en" }, message)));
    const line = /line (\d+)/.exec(message);
    if (line) editor.getDoc().setCursor({ line: Number(line[1]) - 1, ch: 0 });
  }

  function show(answer, query) {
    leave();
    leave = () => {};
    if (answer.boolean !== undefined) {
      place.replaceChildren(heading(), h("p", { class: "yesno" }, answer.boolean ? words.yes : words.no), forms(answer, query));
      return;
    }
    const columns = describe(answer);
    const views = { table: (at) => { at.replaceChildren(table(answer, columns, terms, words)); } };
    if (canChart(columns)) views.chart = (at) => { at.replaceChildren(chart(answer, columns, terms, words)); };
    if (places(answer)) views.map = (at) => map(at, answer, columns);
    if (canPivot(columns)) views.pivot = (at) => { at.replaceChildren(pivot(answer, columns, terms, words)); };
    const at = h("div", { class: "view", id: "view" });
    const choose = (name) => { leave(); leave = () => {}; views[name](at); };
    const first = wanted in views ? wanted : "table";
    const told = words.rows.replace("{total}", words.number(answer.rows.length)).replace("{seconds}", words.number(answer.seconds));
    const cut = answer.rows.length === limit(query) ? h("p", { class: "hint" }, words.limited.replace("{total}", words.number(answer.rows.length))) : "";
    place.replaceChildren(heading(), h("p", { role: "status" }, told), cut, switches(Object.keys(views), first, choose), at, forms(answer, query));
    if (answer.rows.length) choose(first);
    else at.replaceChildren(h("p", {}, words.none));
  }

  async function map(at, answer, columns) {
    const made = await import("./map.js");
    leave = await made.map(at, answer, columns, terms, words, page.basemap);
  }

  /** The ways to see the answer, as radio buttons: the arrow keys change them. */
  function switches(names, first, choose) {
    return h("fieldset", { class: "views" }, h("legend", { class: "hidden" }, words.views), names.map((name) => h("label", {},
      h("input", { type: "radio", name: "view", value: name, checked: name === first, change: () => {
        wanted = name === "table" ? null : name;
        const here = new URL(location.href);
        if (wanted) here.searchParams.set("show", wanted);
        else here.searchParams.delete("show");
        history.replaceState(null, "", here);
        choose(name);
      } }), h("span", {}, words[`view_${name}`]))));
  }

  function heading() {
    return h("h2", { id: "answer" }, words.answer);
  }

  function forms(answer, query) {
    const link = (format) => `${page.endpoint}?${new URLSearchParams({ format, query })}`;
    const copy = h("button", { type: "button", class: "plain", click: async () => {
      await navigator.clipboard.writeText(location.href);
      copy.textContent = words.copied;
    } }, words.copy);
    return h("div", { class: "take" }, h("p", {}, words.take), h("ul", { class: "forms" },
      FORMATS[answer.graph ? "graph" : "table"].map((format) => h("li", {}, h("a", { href: link(format), rel: "nofollow", download: format === "csv" || format === "tsv" ? `answer.${format}` : null }, format)))),
      navigator.clipboard ? copy : null);
  }
}
