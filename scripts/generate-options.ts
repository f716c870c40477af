// Writes docs/OPTIONS.md from the table of constants and switches, so that the page and the code cannot part.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeOptions } from '../src/model/behavior.ts'

const PAGE = fileURLToPath(new URL('../docs/OPTIONS.md', import.meta.url))

/** The whole page. */
export function optionsPage(): string {
  return [
    '# Options and latencies',
    '',
    'What AWS changed over the years, or does not document, is an option with a default. Pass `options` and `latencies` to',
    "`new Simulation({ … })`, or set them in a scenario file. Spans are durations (`'90s'`, `'5m'`, `'1h30m'`, `'PT5M'`) or whole",
    "milliseconds. The profile `behavior: '2023-06'` uses the values of its column where it has one.",
    '',
    'This page is written by `npm run docs:options` from `src/model/behavior.ts`.',
    ...table('options', '## Options'),
    ...table('latencies', '## Latencies'),
    '',
    "In place of its duration every latency but `healthReport` and the sizes and rates may have a distribution: `{ uniform: ['1s', '3s'] }`,",
    "`{ lognormal: { median: '2s', sigma: 0.4 } }` or `{ empirical: ['1s', '2s', '9s'] }`. It is drawn in whole milliseconds each time, from",
    'a stream of its own that follows from the seed.',
    '',
  ].join('\n')
}

function table(group: string, heading: string): string[] {
  const rows = describeOptions()
    .filter((row) => row.group === group)
    .map((row) => `| \`${row.name}\` | ${row.default} | ${row.older ?? ''} | ${row.rule} | ${row.what} |`)
  return ['', heading, '', '| Name | Default | 2023-06 | Rule | What it is |', '|---|---|---|---|---|', ...rows]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) process.exitCode = readFileSync(PAGE, 'utf8') === optionsPage() ? 0 : 1
  else writeFileSync(PAGE, optionsPage())
}
