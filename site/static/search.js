// Suggestions while one types, for every search box: a combobox with a list (ARIA Authoring Practices, 1.2).
// Without this script the form works as it is.
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const PAUSE = 120; // milliseconds after the last key
  let number = 0;

  const element = (name, attributes, text) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  };

  const enhance = (form, input) => {
    const id = `_suggestions-${++number}`;
    const label = input.getAttribute("aria-label") || (input.labels[0] ? input.labels[0].textContent : "");
    const list = element("ul", { id, role: "listbox", class: "suggestions", hidden: "", "aria-label": label });
    const status = element("span", { role: "status", class: "hidden" });
    const language = form.elements.namedItem("lang");
    let active = -1;
    let timer = 0;
    let asked = null;
    let shown = "";

    for (const [key, value] of Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off",
    })) input.setAttribute(key, value);
    input.parentNode.classList.add("suggesting");
    input.after(list);
    form.append(status);

    const close = () => {
      active = -1;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const stop = () => {
      clearTimeout(timer);
      if (asked) asked.abort();
      asked = null;
      list.removeAttribute("aria-busy");
    };
    const choose = (place) => {
      const options = list.children;
      if (active >= 0) options[active].setAttribute("aria-selected", "false");
      active = place;
      if (active < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    };
    const show = (found) => {
      list.replaceChildren(...found.map((one, place) => {
        const option = element("li", { id: `${id}-${place}`, role: "option", "aria-selected": "false" });
        option.dataset.href = one.href;
        option.append(element("span", { class: "eyebrow" }, one.kind), " ");
        option.append(element("bdi", one.language ? { class: "name", lang: one.language } : { class: "name" }, one.name));
        const hint = [one.also, one.about].filter(Boolean).join(" · ");
        if (hint) option.append(" ", element("bdi", { class: "hint" }, hint));
        return option;
      }));
      close();
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(Boolean(found.length)));
      const sentence = found.length === 0 ? words.none : found.length === 1 ? words.one : words.many;
      status.textContent = sentence.replace("{count}", found.length);
    };
    const suggest = async () => {
      stop();
      const text = input.value.trim();
      if (!text) {
        shown = "";
        status.textContent = "";
        close();
        return;
      }
      const asking = new AbortController();
      asked = asking;
      list.setAttribute("aria-busy", "true");
      const question = new URLSearchParams({ q: text });
      if (language) question.set("lang", language.value);
      try {
        const answer = await fetch(`${form.getAttribute("action")}/suggest?${question}`, { signal: asking.signal });
        const found = answer.ok ? (await answer.json()).suggestions : [];
        if (asked !== asking) return;
        shown = text;
        if (answer.ok) show(found);
        else close();
      } catch (error) {
        if (error.name !== "AbortError") close(); // no connection: the form still works
      } finally {
        if (asked === asking) list.removeAttribute("aria-busy");
      }
    };

    input.addEventListener("input", () => {
      stop();
      list.setAttribute("aria-busy", "true");
      timer = setTimeout(suggest, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      const count = list.children.length;
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) {
          if (count && shown === input.value.trim()) {
            list.hidden = false;
            input.setAttribute("aria-expanded", "true");
          } else {
            suggest();
            return;
          }
        }
        const step = event.key === "ArrowDown" ? 1 : -1;
        choose(active < 0 && step < 0 ? count - 1 : ((active + step + 1 + (count + 1)) % (count + 1)) - 1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        window.location.assign(list.children[active].dataset.href);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault(); // a second Escape empties the box, as browsers do
        stop();
        close();
      } else if (event.key === "Tab" || event.key === "Enter") {
        stop();
        close();
      } else if (active >= 0 && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
        choose(-1);
      }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) window.location.assign(option.dataset.href);
    });
    input.addEventListener("blur", () => {
      stop();
      close();
    });
    form.addEventListener("submit", stop);
  };

  for (const form of document.querySelectorAll("form[role=search]")) {
    const input = form.querySelector("input[name=q]");
    if (input) enhance(form, input);
  }
})();
