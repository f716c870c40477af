// How heavy is the core for whoever imports it? Time to import what is published, and the size of everything in one bundle.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { buildInto } from '../scripts/dist.ts'
import { type Effort, type Figures, family } from './family.ts'
import { inRounds } from './rounds.ts'
import { median } from './stopwatch.ts'

type Id = 'import-ms' | 'bundle-kb'

export const weightRows = family<Id>({
  id: 'weight',
  rows: [
    {
      id: 'import-ms',
      name: 'Importing the built core into a fresh process takes',
      unit: 'ms',
      kind: 'time',
      bar: { atMost: 120 },
    },
    {
      id: 'bundle-kb',
      name: 'The core in one bundle, dependencies included, weighs (minified, gzip)',
      unit: 'kB',
      kind: 'size',
      bar: { atMost: 110 },
    },
  ],
  measure: measureWeight,
})

const IMPORTS: Readonly<Record<Effort, number>> = { full: 15, quick: 1 }

async function measureWeight(effort: Effort): Promise<Figures<Id>> {
  return { 'import-ms': await importMs(IMPORTS[effort]), 'bundle-kb': await bundleKb() }
}

function importMs(rounds: number): Promise<number> {
  return inScratchFolder(async (folder) => {
    await buildInto(folder)
    const url = pathToFileURL(join(folder, 'index.js')).href
    return median(inRounds(rounds, () => importOnceMs(url)))
  })
}

/** Below the project, so that the compiled files find its dependencies; of its own, so that runs do not meet. */
async function inScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync('.cache', { recursive: true })
  const folder = resolve(mkdtempSync(join('.cache', 'bench-')))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function importOnceMs(url: string): number {
  const program = `const from = performance.now(); await import('${url}'); console.log(performance.now() - from)`
  const { status, stdout, stderr } = runNode(['--input-type=module', '--eval', program])
  if (status !== 0) throw new Error(`The core cannot be imported:\n${stderr}`)
  return Number(stdout)
}

function runNode(args: readonly string[]) {
  return spawnSync(process.execPath, args, { encoding: 'utf8' })
}

async function bundleKb(): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [join('src', 'index.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['source'],
  })
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).byteLength / 1_000
}
