// An answer as a table: sorted by a click on a heading, narrowed down by a word, a few hundred rows at a time.

import { text } from "./columns.js";
import { h } from "./dom.js";

const STEP = 200;

/** Show the table. */
export function table(answer, columns, terms, words) {
  let rows = answer.rows;
  let shown = STEP;
  let sorted = null;
  const body = h("tbody");
  const more = h("button", { type: "button", class: "plain", click: () => { shown += STEP * 5; draw(); } });
  const count = h("p", { class: "hint", role: "status" });
  const headings = columns.map((column) => {
    const button = h("button", { type: "button", click: () => sort(column, heading) }, column.name);
    const heading = h("th", { scope: "col", class: column.number ? "number" : null }, button);
    return heading;
  });
  const filter = h("input", { type: "search", id: "filter", autocomplete: "off", input: () => narrow(filter.value) });

  function narrow(word) {
    const wanted = word.toLocaleLowerCase();
    const has = (row) => columns.some((column) => text(row, column, terms.shorten).toLocaleLowerCase().includes(wanted));
    rows = wanted ? answer.rows.filter(has) : answer.rows;
    if (sorted) rows = ordered(rows, sorted.column, sorted.down, terms);
    shown = STEP;
    draw();
  }

  function sort(column, heading) {
    const down = sorted?.column === column ? !sorted.down : column.number;
    sorted = { column, down };
    for (const one of headings) one.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows = ordered(rows, column, down, terms);
    draw();
  }

  function draw() {
    body.replaceChildren(...rows.slice(0, shown).map((row) => h("tr", {}, columns.map((column) =>
      h("td", { class: column.number ? "number" : column.time ? "time" : null }, terms.cell(row, column))))));
    const left = rows.length - shown;
    more.hidden = left <= 0;
    more.textContent = words.more.replace("{count}", words.number(Math.min(left, STEP * 5)));
    const all = rows.length === answer.rows.length;
    count.textContent = (all ? words.shown : words.narrowed)
      .replace("{shown}", words.number(Math.min(shown, rows.length)))
      .replace("{total}", words.number(rows.length))
      .replace("{all}", words.number(answer.rows.length));
  }

  draw();
  return h("div", {},
    h("p", { class: "choice" }, h("label", { for: "filter" }, words.filter), filter),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words.table },
      h("table", {}, h("thead", {}, h("tr", {}, headings)), body)),
    count, more);
}

function ordered(rows, column, down, terms) {
  const collator = new Intl.Collator(terms.language, { numeric: true });
  const compare = column.number
    ? (a, b) => Number(a[column.name]?.value ?? NaN) - Number(b[column.name]?.value ?? NaN)
    : (a, b) => collator.compare(text(a, column, terms.shorten), text(b, column, terms.shorten));
  return [...rows].sort((a, b) => (down ? -compare(a, b) : compare(a, b)) || 0);
}
