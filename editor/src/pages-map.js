// A map on a page: Leaflet over our own outlines, or over the tiles that the site has chosen; the table says what is where.

import L from "leaflet";
import { reachable } from "./dots.js";

const LAND = [52.2, 5.3];

/** Put a map over the drawing, with a dot for each row of the table that has a place. */
export async function liven(place) {
  const figure = place.closest("figure");
  const { words, outlines, style, tiles } = settings();
  const found = [...figure.querySelectorAll("tr[data-at]")].map(spot);
  if (!found.length) return;
  await styled(style);
  const land = tiles ? null : await (await fetch(outlines)).json();
  const box = document.createElement("div");
  box.className = "leaflet";
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", `${words.label}: ${figure.querySelector("figcaption").textContent.trim()}. ${words.keys}`);
  place.append(box);
  figure.classList.add("live");
  const map = L.map(box, { zoomControl: false, attributionControl: false, minZoom: 2, maxZoom: tiles ? 18 : 12, scrollWheelZoom: false, zoomSnap: 0.2 });
  L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
  L.control.attribution({ prefix: false }).addAttribution(escaped(tiles ? tiles.credit : words.source)).addTo(map);
  map.setView(LAND, 6);
  if (tiles) L.tileLayer(tiles.url, { maxZoom: 18 }).addTo(map);
  else L.geoJSON(land, { interactive: false, style: ({ properties }) => ({ className: `land ${properties.kind}` }) }).addTo(map);
  const most = Math.max(...found.map((one) => one.size), 1);
  const layer = L.featureGroup(found.map((one) => dot(one, found.length === 1 ? 7 : 2.5 + 10 * Math.sqrt(one.size / most)))).addTo(map);
  // One dot alone: with outlines the land around it tells where it is, with tiles the street does.
  const nearest = tiles ? 15 : found.length > 1 ? 9 : 6.6;
  const fit = () => map.fitBounds(layer.getBounds().pad(0.04), { maxZoom: nearest, animate: false });
  fit();
  map.on("resize", fit);
  reachable(map, layer);
  box.addEventListener("focusin", () => map.scrollWheelZoom.enable());
  box.addEventListener("focusout", () => map.scrollWheelZoom.disable());
}

function settings() {
  const { dataset } = document.querySelector("script[data-outlines]");
  const words = { label: dataset.label, in: dataset.in, out: dataset.out, keys: dataset.keys, source: dataset.source };
  const tiles = dataset.tiles ? { url: dataset.tiles, credit: dataset.credit || "" } : null;
  return { words, outlines: dataset.outlines, style: dataset.style, tiles };
}

/** Fetch the style of the map, once. */
function styled(href) {
  if (document.querySelector(`link[href="${href}"]`)) return null;
  const link = document.createElement("link");
  return new Promise((done, failed) => {
    Object.assign(link, { rel: "stylesheet", href, onload: done, onerror: failed });
    document.head.append(link);
  });
}

function spot(row) {
  const [latitude, longitude] = row.dataset.at.split(" ").map(Number);
  const cells = [...row.cells].map((cell) => cell.textContent.trim());
  return { row, at: [latitude, longitude], size: Number(row.dataset.size) || 1, spoken: cells.join(": ") };
}

function dot(one, radius) {
  const made = L.circleMarker(one.at, { radius, className: "dot" });
  made.spoken = one.spoken;
  made.bindPopup(() => {
    const popup = document.createElement("div");
    popup.className = "popup";
    [...one.row.cells].forEach((cell) => {
      const line = document.createElement("p");
      line.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      popup.append(line);
    });
    return popup;
  }, { maxWidth: 240 });
  return made;
}

function escaped(text) {
  const made = document.createElement("span");
  made.textContent = text;
  return made.innerHTML;
}
