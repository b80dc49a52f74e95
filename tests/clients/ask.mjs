// Ask one or more endpoints at once with Comunica: node ask.mjs QUERY ENDPOINT...
import { QueryEngine } from '@comunica/query-sparql';

const [query, ...endpoints] = process.argv.slice(2);
const sources = endpoints.map((value) => ({ type: 'sparql', value }));
const bindings = await new QueryEngine().queryBindings(query, { sources });
for await (const row of bindings) {
  console.log([...row].map(([name, term]) => `${name.value}=${term.value}`).sort().join('\t'));
}
