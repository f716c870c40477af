// How fast is it? Prints the table of DESIGN's bars; `--json` the figures, `--row <name>` one row, `--quick` a run that only
// proves that everything can be measured.
//
// This file bundles itself to plain JavaScript and runs each family of rows in a node process of its own: no transpiler on
// the way, no optimised code or garbage left over from another family.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { calibrate, REFERENCE_STEP_NS, stepNs } from './calibration.ts'
import { FAMILIES } from './families.ts'
import type { Effort, Family, Figures, Row } from './family.ts'
import { type Result, resultOf, tableOf } from './report.ts'
import { median } from './stopwatch.ts'

interface Measured {
  readonly figures: Figures
  readonly stepNs: number
}

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    row: { type: 'string' },
    /** For the processes that this one starts: what to measure there. */
    family: { type: 'string', multiple: true },
  },
})
const effort: Effort = options.quick ? 'quick' : 'full'

if (options.family === undefined) await measureAll()
else await measureFamilies(options.family)

async function measureAll(): Promise<void> {
  const wanted = wantedRows(options.row)
  const families = FAMILIES.filter(({ rows }) => rows.some((row) => wanted.includes(row)))
  const measured = await inBundle((program) =>
    processesFor(families).flatMap((together) => spawnFamilies(program, together)),
  )
  const results = families.flatMap((family, index) => resultsOf(family, measured[index]!, wanted))
  const step = median(measured.map(({ stepNs }) => stepNs))
  print(results, step)
}

/** Rows whose id or sentence contains the text. */
function wantedRows(text = ''): Row[] {
  const rows = FAMILIES.flatMap((family) => family.rows)
  const exact = rows.filter(({ id, name }) => id === text || name === text)
  const found = exact.length > 0 ? exact : rows.filter(({ id, name }) => id.includes(text) || name.includes(text))
  if (found.length > 0) return found
  console.error(`bench: no row is called ${JSON.stringify(text)}. There are: ${rows.map(({ id }) => id).join(', ')}.`)
  process.exit(2)
}

/** Hands over the path of this file in plain JavaScript; it lies below the project, so that it finds its dependencies. */
async function inBundle<T>(work: (program: string) => T): Promise<T> {
  mkdirSync('.cache', { recursive: true })
  const folder = mkdtempSync(join('.cache', 'bench-'))
  const outfile = join(folder, 'run.mjs')
  try {
    await build({
      entryPoints: [fileURLToPath(import.meta.url)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      // Examples name the package as its users do.
      alias: { 'ecs-drydock/aws-sdk': './src/aws-sdk/index.ts', 'ecs-drydock': './src/index.ts' },
    })
    return work(outfile)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Figures that mean nothing may be taken in one process. */
function processesFor(families: readonly Family[]): (readonly Family[])[] {
  return options.quick ? [families] : families.map((family) => [family])
}

function spawnFamilies(program: string, families: readonly Family[]): Measured[] {
  const ids = families.flatMap(({ id }) => ['--family', id])
  const args = ['--expose-gc', program, ...ids, ...(options.quick ? ['--quick'] : [])]
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`The rows of ${families.map(({ id }) => `'${id}'`)} could not be measured.`)
  return JSON.parse(stdout) as Measured[]
}

async function measureFamilies(ids: readonly string[]): Promise<void> {
  const measured: Measured[] = []
  for (const id of ids) {
    const family = FAMILIES.find((known) => known.id === id)
    if (family === undefined) throw new Error(`There is no family ${id}.`)
    const figures = await family.measure(effort)
    calibrate()
    measured.push({ figures, stepNs: stepNs() })
  }
  console.log(JSON.stringify(measured))
}

function resultsOf(family: Family, { figures, stepNs }: Measured, wanted: readonly Row[]): Result[] {
  return family.rows.filter((row) => wanted.includes(row)).map((row) => resultOf(row, figures, stepNs))
}

function print(results: readonly Result[], step: number): void {
  if (options.json) {
    console.log(JSON.stringify({ effort, stepNs: step, referenceStepNs: REFERENCE_STEP_NS, rows: results }, null, 2))
    return
  }
  console.log(tableOf(results))
  console.log(
    `\nOne step of the calibration loop: ${step.toFixed(0)} ns here, ${REFERENCE_STEP_NS} ns at reference speed.`,
  )
  if (options.quick) console.log('A quick run: the figures mean nothing.')
}
