// The window in which a query is written: YASGUI's editor (Yasqe), labelled, and no trap for the keyboard.

import Yasqe from "@zazuko/yasqe";
import { teach } from "./completion.js";

/** Put the editor in the place of the text area. */
export function code(area, vocabulary, page, words, run) {
  const place = document.createElement("div");
  place.className = "code";
  area.before(place);
  area.hidden = true;
  const editor = new Yasqe(place, {
    value: area.value,
    autocompleters: teach(Yasqe, vocabulary, page, words),
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    lineWrapping: true,
    screenReaderLabel: words.code_label,
    requestConfig: { endpoint: page.endpoint },
    extraKeys: { ...Yasqe.defaults.extraKeys, "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": false, Tab: false, "Shift-Tab": false, Esc: false },
  });
  const input = editor.getInputField();
  input.id = "code";
  input.setAttribute("aria-label", words.code_label);
  input.setAttribute("aria-describedby", "code-hint");
  document.querySelector(`label[for="${area.id}"]`)?.addEventListener("click", () => editor.focus());
  editor.on("change", (_, change) => declare(editor, change, vocabulary.prefixes));
  return editor;
}

/** Declare a known prefix when its colon is typed. */
function declare(editor, change, prefixes) {
  if (change?.origin !== "+input" || change.text.join("") !== ":") return;
  const before = editor.getDoc().getLine(change.from.line).slice(0, change.from.ch);
  const name = /(?:^|[\s({[;,.^|/!])([\w-]+)$/.exec(before)?.[1];
  if (!name || !(name in prefixes) || /^\s*PREFIX/i.test(before) || name in editor.getPrefixesFromQuery()) return;
  editor.addPrefixes({ [name]: prefixes[name] });
}
