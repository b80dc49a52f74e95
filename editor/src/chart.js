// An answer as a chart: bars by name, or columns along time.

import { number, tellsPlace, text } from "./columns.js";
import { choice, h, svg } from "./dom.js";

const MOST = 60;
const WIDTH = 960;
const HEIGHT = 320;
const EDGE = { left: 56, right: 12, top: 12, bottom: 44 };

/** Say whether there is anything to draw. */
export function canChart(columns) {
  return columns.some((one) => one.number && !tellsPlace(one.name)) && columns.some((one) => !one.number);
}

/** Show the chart, with what to draw of what left to choose. */
export function chart(answer, columns, terms, words) {
  const names = columns.filter((one) => !one.number);
  const values = columns.filter((one) => one.number && !tellsPlace(one.name));
  let by = names.find((one) => one.time) || names[0];
  let of = values[0];
  const place = h("div");
  const find = (list, name) => list.find((one) => one.name === name);

  function draw() {
    const bars = sums(answer.rows, by, of, terms);
    place.replaceChildren(by.time && bars.length > 2 ? along(bars, by, of, words) : across(bars, words));
  }

  draw();
  return h("div", {},
    h("div", { class: "choices" },
      choice(words.chart_by, names.map((one) => [one.name, one.name]), by.name, (name) => { by = find(names, name); draw(); }),
      choice(words.chart_of, values.map((one) => [one.name, one.name]), of.name, (name) => { of = find(values, name); draw(); })),
    place);
}

function sums(rows, by, of, terms) {
  const found = new Map();
  for (const row of rows) {
    const name = row[by.name]?.value ?? "";
    const bar = found.get(name) || { row, name: text(row, by, terms.shorten) || "–", cell: () => terms.cell(row, by), value: 0 };
    bar.value += number(row, of.name);
    found.set(name, bar);
  }
  return [...found.values()];
}

function across(bars, words) {
  const ordered = [...bars].sort((a, b) => b.value - a.value);
  const most = Math.max(...ordered.map((one) => one.value), 0) || 1;
  const list = h("ol", { class: "bars" }, ordered.slice(0, MOST).map((one) => {
    const bar = h("span", { class: "bar", "aria-hidden": "true" });
    bar.style.width = `${Math.max((one.value / most) * 100, 0)}%`;
    return h("li", {}, h("span", { class: "name" }, one.cell() || one.name), h("span", { class: "track" }, bar), h("b", {}, words.number(one.value)));
  }));
  const left = ordered.length - MOST;
  return h("div", {}, list, left > 0 ? h("p", { class: "hint" }, words.chart_left.replace("{count}", words.number(left))) : null);
}

function along(bars, by, of, words) {
  const ordered = [...bars].sort((a, b) => (a.name < b.name ? -1 : 1));
  const most = Math.max(...ordered.map((one) => one.value), 0) || 1;
  const step = (WIDTH - EDGE.left - EDGE.right) / ordered.length;
  const high = HEIGHT - EDGE.top - EDGE.bottom;
  const label = words.chart_label.replace("{of}", of.name).replace("{by}", by.name);
  const drawn = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label });
  for (const part of [0, 0.5, 1]) {
    const y = EDGE.top + high * (1 - part);
    drawn.append(svg("line", { x1: EDGE.left, x2: WIDTH - EDGE.right, y1: y, y2: y, class: "grid" }),
      svg("text", { x: EDGE.left - 8, y: y + 4, class: "axis end" }, words.number(Math.round(most * part * 10) / 10)));
  }
  const every = Math.ceil(ordered.length / 12);
  ordered.forEach((one, place) => {
    const x = EDGE.left + place * step;
    const tall = (one.value / most) * high;
    drawn.append(svg("rect", { x: x + step * 0.1, y: EDGE.top + high - tall, width: step * 0.8, height: tall, class: "column" },
      svg("title", {}, `${one.name}: ${words.number(one.value)}`)));
    if (place % every === 0) drawn.append(svg("text", { x: x + step / 2, y: HEIGHT - EDGE.bottom + 20, class: "axis" }, one.name));
  });
  return h("div", { class: "scroll drawing", tabindex: "0", role: "region", "aria-label": label }, drawn);
}
