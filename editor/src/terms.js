// Terms as people read them: our own things link to our pages, other addresses are shortened by prefix.

import { h } from "./dom.js";

/** What knows how to write terms on this page. */
export class Terms {
  constructor(page, prefixes) {
    this.base = page.base;
    this.root = page.root;
    this.chosen = page.chosen;
    this.language = page.language;
    this.prefixes = Object.entries(prefixes).sort(([, a], [, b]) => b.length - a.length);
    this.shorten = this.shorten.bind(this);
  }

  shorten(uri) {
    if (uri.startsWith(this.base)) return uri.slice(this.base.length);
    const found = this.prefixes.find(([, space]) => uri.startsWith(space) && /^[\w.-]*$/.test(uri.slice(space.length)));
    return found ? `${found[0]}:${uri.slice(found[1].length)}` : uri;
  }

  /** Give the address of the page of a thing, or of what lies elsewhere; null where no link may lead there. */
  href(uri) {
    if (uri.startsWith(this.base)) {
      const local = uri.slice(this.base.length).replace(/^id\//, "doc/");
      const [path, fragment] = local.split("#");
      const language = this.chosen ? `${path.includes("?") ? "&" : "?"}lang=${this.language}` : "";
      return this.root + path + language + (fragment === undefined ? "" : `#${fragment}`);
    }
    return /^(https?:\/\/[^/]|mailto:)/.test(uri) ? uri : null;
  }

  /** Write a cell. */
  cell(row, column) {
    const term = row[column.name];
    if (!term) return "";
    const label = column.label && row[column.label];
    if (term.type !== "uri") return this.literal(term);
    const href = this.href(term.value);
    const words = label ? this.literal(label) : this.shorten(term.value);
    if (!href) return words;
    const outside = !term.value.startsWith(this.base);
    return h("a", { href, class: outside ? "outside" : null, title: label ? this.shorten(term.value) : null }, words);
  }

  literal(term) {
    const tag = term["xml:lang"];
    const other = tag && tag !== this.language ? (tag === "und" ? "" : tag) : null;
    return h("span", { lang: other, dir: "auto" }, term.value);
  }
}
