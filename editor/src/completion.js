// Completion: classes and properties of our own ontology, by their name or their label, the most used first.

/** Teach an editor our terms. */
export function teach(Yasqe, vocabulary, page, words) {
  const counts = uses(vocabulary, page.view);
  for (const name of ["class", "property"]) {
    const theirs = Yasqe.Autocompleters[name];
    Yasqe.registerAutocompleter({
      ...theirs,
      name: `our-${name}`,
      bulk: false,
      autoShow: false,
      persistenceId: undefined,
      onInitialize: () => {},
      get: async (_, token) => suggest(vocabulary.terms.filter((term) => term.class === (name === "class")), counts, token, page.language),
      postprocessHints: (yasqe, hints) => hints.map((hint) => described(hint, yasqe, vocabulary, counts, page.language, words)),
    }, false);
  }
  return ["our-class", "our-property", "variables"];
}

/** How often each term is used in the view that is asked, as the build has counted. */
function uses(vocabulary, view) {
  return Object.fromEntries(vocabulary.terms.map((term) => [term.uri, term.uses[view] || 0]));
}

function suggest(terms, counts, token, language) {
  const typed = (token?.autocompletionString || "").toLowerCase();
  const word = (token?.string || "").toLowerCase().replace(/^[<?]/, "");
  const fits = (term) => !word || term.uri.toLowerCase().startsWith(typed) || term.name.toLowerCase().includes(word)
    || (term[language] || "").toLowerCase().includes(word);
  return terms.filter(fits)
    .sort((a, b) => (counts[b.uri] || 0) - (counts[a.uri] || 0) || (a.name < b.name ? -1 : 1))
    .map((term) => term.uri);
}

function described(hint, yasqe, vocabulary, counts, language, words) {
  const term = vocabulary.terms.find((one) => hint.text === `<${one.uri}>` || hint.text === one.name || hint.displayText === one.uri);
  if (!term) return hint;
  const prefix = term.name.split(":")[0];
  const known = prefix in yasqe.getPrefixesFromQuery();
  const used = counts[term.uri] ? ` · ${words.number(counts[term.uri])}×` : "";
  const text = term.name.includes(":") && vocabulary.prefixes[prefix] ? term.name : hint.text;
  return {
    ...hint,
    text,
    displayText: `${term.name}  ${term[language] || ""}${used}`,
    hint: (editor, data, chosen) => {
      editor.replaceRange(chosen.text, chosen.from || data.from, chosen.to || data.to, "complete");
      if (!known && vocabulary.prefixes[prefix]) yasqe.addPrefixes({ [prefix]: vocabulary.prefixes[prefix] });
    },
  };
}
