// How does a test start a program in a process of its own? In plain JavaScript, over the package as it is published, both
// built once a test file: to compile hundreds of modules anew in every process takes far longer than most programs run.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'
import { buildPackage, emptyFolder } from '../../bench/built.ts'

/** Paths of what is built, from paths of the project. */
interface Built {
  readonly folder: string
  /** The command `drydock`. */
  readonly command: string
  /** One of the programs that were asked for. */
  readonly program: (path: string) => string
}

/** Builds before the first test of the file, and removes it all after the last. */
export function builtPackage(programs: readonly string[] = []): Built {
  const folder = emptyFolder()
  beforeAll(async () => {
    await buildPackage(folder)
    await buildPrograms(folder, programs)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return {
    folder,
    command: join(folder, 'dist', 'cli', 'main.js'),
    program: pathIn(folder),
  }
}

/** The same for programs that import the sources, which are then written into them. */
export function builtPrograms(programs: readonly string[]): Pick<Built, 'program'> {
  const folder = emptyFolder()
  beforeAll(() => buildPrograms(folder, programs))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return { program: pathIn(folder) }
}

async function buildPrograms(folder: string, programs: readonly string[]): Promise<void> {
  await build({
    entryPoints: [...programs],
    outbase: '.',
    outdir: folder,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  })
}

function pathIn(folder: string): Built['program'] {
  return (path) => join(folder, path.replace(/\.ts$/, '.js'))
}
