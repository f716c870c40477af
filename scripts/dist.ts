// What is published: one declaration file a module, and the code of all of them in a handful of files. Node takes
// about a millisecond to find, read and link a module, and the house has hundreds of them: in few files it is imported
// three times as fast. The entry points share their code, so that a class is one class whichever door it came through.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'esbuild'

const ENTRY_POINTS = [
  'index',
  'inputs/index',
  'rehearsal/index',
  'report/index',
  'testing/index',
  'testing/matchers/index',
  'testing/temporal/index',
  'testing/vitest',
  'testing/jest',
  'aws-sdk/index',
  'cli/main',
]

/** Of the project in the working directory. Throws, with what the compiler said, if the sources do not compile. */
export async function buildInto(folder: string): Promise<void> {
  declareInto(folder)
  await bundleInto(folder)
}

/** The code without its declarations, and without a look at its types. */
export async function bundleInto(folder: string): Promise<void> {
  await build({
    entryPoints: ENTRY_POINTS.map((name) => join('src', `${name}.ts`)),
    outbase: 'src',
    outdir: folder,
    chunkNames: 'chunks/[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'warning',
  })
}

function declareInto(folder: string): void {
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc')
  const args = [tsc, '-p', 'tsconfig.build.json', '--emitDeclarationOnly', '--outDir', folder]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The sources do not compile:\n${stdout}`)
}
