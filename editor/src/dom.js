// Elements, made in one expression.

/** Make an element: attributes by name, functions as listeners, strings and nodes as children. */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  set(made, attributes);
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Make an element of SVG. */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  set(made, attributes);
  made.append(...children);
  return made;
}

function set(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
}

let numbered = 0;

/** Make a labelled select; `choices` are pairs of value and text. */
export function choice(label, choices, chosen, changed) {
  const id = `choice-${++numbered}`;
  const select = h("select", { id, change: () => changed(select.value) });
  for (const [value, text] of choices) select.append(h("option", { value, selected: value === chosen }, text));
  return h("p", { class: "choice" }, h("label", { for: id }, label), select);
}
