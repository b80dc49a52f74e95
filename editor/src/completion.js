// Completion: classes and properties of our own ontology, by their name or their label, the most used first.

const COUNTS = {
  class: "SELECT ?term (COUNT(*) AS ?uses) WHERE { ?s a ?term } GROUP BY ?term",
  property: "SELECT ?term (COUNT(*) AS ?uses) WHERE { ?s ?term ?o } GROUP BY ?term",
};

/** Teach an editor our terms. */
export function teach(Yasqe, vocabulary, page, words) {
  const counted = {};
  for (const [name, query] of Object.entries(COUNTS)) {
    const theirs = Yasqe.Autocompleters[name];
    Yasqe.registerAutocompleter({
      ...theirs,
      name: `our-${name}`,
      bulk: false,
      autoShow: false,
      persistenceId: undefined,
      onInitialize: () => {},
      get: async (_, token) => suggest(vocabulary.terms.filter((term) => term.class === (name === "class")), await uses(name, query), token, page.language),
      postprocessHints: (yasqe, hints) => hints.map((hint) => described(hint, yasqe, vocabulary, counted[name] || {}, page.language, words)),
    }, false);
  }
  return ["our-class", "our-property", "variables"];

  /** Count how often terms are used here, once; where that takes too long, they stand in the order of their names. */
  async function uses(name, query) {
    if (counted[name]) return counted[name];
    counted[name] = {};
    try {
      const response = await fetch(`${page.endpoint}?${new URLSearchParams({ query, format: "json" })}`);
      const { results } = await response.json();
      for (const row of results.bindings) counted[name][row.term.value] = Number(row.uses.value);
    } catch { /* no counts: completion works without them */ }
    return counted[name];
  }
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
