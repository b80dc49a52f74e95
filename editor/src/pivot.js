// An answer as a pivot table: one column down, one across, and their sum or number where they meet, with totals.

import { number, tellsPlace, text } from "./columns.js";
import { choice, h } from "./dom.js";

const WIDEST = 60;

/** Say whether there are two columns to set against each other. */
export function canPivot(columns) {
  return columns.filter((one) => !one.number).length >= 2;
}

/** Show the pivot table. */
export function pivot(answer, columns, terms, words) {
  const names = columns.filter((one) => !one.number && !tellsPlace(one.name));
  const values = columns.filter((one) => one.number && !tellsPlace(one.name));
  const size = (one) => new Set(answer.rows.map((row) => row[one.name]?.value)).size;
  const bySize = [...names].sort((a, b) => size(a) - size(b));
  let across = bySize[0];
  let down = names.find((one) => one !== across);
  let of = values[0] || null;
  const place = h("div");
  const find = (name) => names.find((one) => one.name === name);
  const draw = () => place.replaceChildren(cross(answer.rows, down, across, of, terms, words));
  draw();
  const pairs = names.map((one) => [one.name, one.name]);
  return h("div", {},
    h("div", { class: "choices" },
      choice(words.pivot_down, pairs, down.name, (name) => { down = find(name); draw(); }),
      choice(words.pivot_across, pairs, across.name, (name) => { across = find(name); draw(); }),
      choice(words.pivot_of, [["", words.pivot_count], ...values.map((one) => [one.name, words.pivot_sum.replace("{name}", one.name)])],
        of?.name || "", (name) => { of = values.find((one) => one.name === name) || null; draw(); })),
    place);
}

function cross(rows, down, across, of, terms, words) {
  const lines = new Map();
  const heads = new Map();
  for (const row of rows) {
    const line = text(row, down, terms.shorten) || "–";
    const head = text(row, across, terms.shorten) || "–";
    const value = of ? number(row, of.name) : 1;
    heads.set(head, (heads.get(head) || 0) + value);
    if (!lines.has(line)) lines.set(line, { row, cells: new Map(), total: 0 });
    const found = lines.get(line);
    found.cells.set(head, (found.cells.get(head) || 0) + value);
    found.total += value;
  }
  const collator = new Intl.Collator(terms.language, { numeric: true });
  const all = [...heads.keys()].sort(collator.compare);
  const shown = all.slice(0, WIDEST);
  const sum = [...heads.values()].reduce((a, b) => a + b, 0);
  const cell = (value) => h("td", { class: "number" }, value ? words.number(value) : "");
  const ordered = [...lines].sort(([a], [b]) => collator.compare(a, b));
  const head = h("tr", {}, h("th", { scope: "col" }, `${down.name} \\ ${across.name}`),
    shown.map((one) => h("th", { scope: "col", class: "number" }, one)), h("th", { scope: "col", class: "number" }, words.total));
  const body = ordered.map(([, line]) => h("tr", {}, h("th", { scope: "row" }, terms.cell(line.row, down) || "–"),
    shown.map((one) => cell(line.cells.get(one))), h("td", { class: "number sum" }, words.number(line.total))));
  const foot = h("tr", {}, h("th", { scope: "row" }, words.total), shown.map((one) => cell(heads.get(one))),
    h("td", { class: "number sum" }, words.number(sum)));
  const left = all.length - shown.length;
  return h("div", {},
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words.pivot },
      h("table", { class: "pivot" }, h("thead", {}, head), h("tbody", {}, body), h("tfoot", {}, foot))),
    left > 0 ? h("p", { class: "hint" }, words.pivot_left.replace("{count}", words.number(left))) : null);
}
