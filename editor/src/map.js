// An answer on a map: Leaflet over our own outlines of provinces and countries; no tiles, no other host.

import L from "leaflet";
import { reachable } from "./dots.js";
import { number, places, tellsPlace, text } from "./columns.js";
import { h } from "./dom.js";

const MOST = 3000;

/** Show the map in an element that is on the page already. */
export async function map(place, answer, columns, terms, words, basemap) {
  const where = places(answer);
  const named = columns.find((one) => one.label) || columns.find((one) => one.uri) || columns.find((one) => !one.number);
  const sized = columns.find((one) => one.number && !tellsPlace(one.name));
  const found = answer.rows.map((row) => ({ row, at: where(row) })).filter((one) => one.at).slice(0, MOST);
  const box = h("div", { class: "map", role: "application", "aria-label": `${words.map}. ${words.map_keys}` });
  const missing = answer.rows.length - found.length;
  place.replaceChildren(box, missing ? h("p", { class: "hint" }, words.map_left.replace("{count}", words.number(missing))) : "");
  const drawn = L.map(box, { zoomControl: false, attributionControl: false, maxZoom: 15, minZoom: 1 });
  L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(drawn);
  L.control.attribution({ prefix: false }).addAttribution(words.map_source).addTo(drawn);
  drawn.setView([52.2, 5.3], 7);
  const outlines = await (await fetch(basemap)).json();
  L.geoJSON(outlines, { interactive: false, style: ({ properties }) => ({ className: `land ${properties.kind}` }) }).addTo(drawn);
  const most = Math.max(1, ...found.map(({ row }) => (sized ? number(row, sized.name) : 1)));
  const layer = L.featureGroup(found.map((one) => marker(one, named, sized, most, columns, terms))).addTo(drawn);
  const fit = () => { if (found.length) drawn.fitBounds(layer.getBounds().pad(0.1), { maxZoom: 11, animate: false }); };
  fit();
  drawn.on("resize", fit);
  reachable(drawn, layer);
  return () => drawn.remove();
}

function marker({ row, at }, named, sized, most, columns, terms) {
  const radius = sized ? 5 + 15 * Math.sqrt(number(row, sized.name) / most) : 7;
  const made = L.circleMarker(at, { radius, className: "dot" });
  const rows = columns.filter((one) => !tellsPlace(one.name) && row[one.name]).map((one) =>
    h("div", {}, h("dt", {}, one.name), h("dd", {}, terms.cell(row, one))));
  made.bindPopup(() => h("dl", { class: "popup" }, rows), { maxWidth: 260 });
  made.spoken = named ? text(row, named, terms.shorten) : at.join(", ");
  if (sized) made.spoken += `, ${row[sized.name]?.value ?? 0} ${sized.name}`;
  return made;
}
