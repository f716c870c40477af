// What is published: the code of all modules in a handful of files, the declarations that they promise, and notices.
// Node takes about a millisecond to find, read and link a module, and the house and its small dependencies have hundreds
// of them: in few files they are imported five times as fast. The entry points share their code, so that a class is one
// class whichever door it came through.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'
import { declareInto } from './declarations.ts'
import { noticesOf } from './notices.ts'
import { packagesOfTheUser } from './packages.ts'

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
  declareInto(folder, ENTRY_POINTS)
  const { outputs } = await bundleInto(folder)
  const written = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))
  const files = written.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file)
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), noticesOf([...new Set(files)]))
}

/**
 * The code without its declarations, and without a look at its types. What package.json calls a dependency or a peer is
 * the user's and stays outside; whatever else is imported is written into the files, as far as it is used.
 */
export async function bundleInto(folder: string): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: ENTRY_POINTS.map((name) => join('src', `${name}.ts`)),
    outbase: 'src',
    outdir: folder,
    chunkNames: 'chunks/[hash]',
    bundle: true,
    splitting: true,
    external: packagesOfTheUser(),
    plugins: [builtins],
    mainFields: ['module', 'main'],
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    // Names stay, and lines stay short: a stack trace is to be read. Escapes keep V8 from holding the text in two bytes a sign.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  })
  return metafile
}

/** An ES module has no `require`: what a CommonJS package requires of Node itself is asked of the process. */
const builtins: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'require-call' ? { path, namespace: 'required' } : { path, external: true },
    )
    onLoad({ filter: /^node:/, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
    }))
  },
}
