// How heavy is the core for whoever imports it? Time to import what is published, and the size of everything in one bundle.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { inBuiltPackage, outputOf } from './built.ts'
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
  return inBuiltPackage((dist) => {
    const url = pathToFileURL(join(dist, 'index.js')).href
    return median(inRounds(rounds, () => importOnceMs(url)))
  })
}

function importOnceMs(url: string): number {
  const program = `const from = performance.now(); await import('${url}'); console.log(performance.now() - from)`
  return Number(outputOf(['--input-type=module', '--eval', program]))
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
