// Replicates an event stream with the reference client: a line of JSON for each member that it had not seen before.
import { replicateLDES } from 'ldes-client'
import { Writer } from 'n3'

const [url, statePath, order] = process.argv.slice(2)
// In order, version 0.3.0 emits too early what other pages than the first bring, unless it fetches one at a time.
const client = replicateLDES({ url, statePath, concurrentFetches: order === 'none' ? 10 : 1 }, order)
let failed = false
client.on('error', (error) => { failed = true; console.error(error) })
const reader = client.stream().getReader()
for (let next = await reader.read(); !next.done; next = await reader.read()) {
  const member = next.value
  const quads = new Writer({ format: 'N-Quads' }).quadsToString(member.quads)
  console.log(JSON.stringify({ id: member.id.value, of: member.isVersionOf, at: member.timestamp, quads }))
}
process.exitCode = failed ? 1 : 0
