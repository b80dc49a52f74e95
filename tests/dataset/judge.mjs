// Judges N-Triples by shapes in Turtle, with the engine of NDE's Dataset Register: a line a result.
import { readFileSync } from 'node:fs'
import { Parser } from 'n3'
import rdf from 'rdf-ext'
import { Validator } from 'shacl-engine'
import { validations } from 'shacl-engine/sparql.js'

const read = (file) => rdf.dataset(new Parser({ factory: rdf }).parse(readFileSync(file, 'utf8')))
const validator = new Validator(read(process.argv[2]), { factory: rdf, validations })
const report = await validator.validate({ dataset: read(process.argv[3]) })
for (const one of report.results) {
  const path = one.path?.map((step) => step.predicates.map((p) => p.value)).join('/')
  console.log([one.severity.value, one.focusNode.term.value, path, one.message.map((m) => m.value).join(' ')].join('\t'))
}
