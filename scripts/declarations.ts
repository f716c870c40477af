// Which types are published? Those that the entry points promise, one declaration file a module. They may speak of no
// package that the user does not have: what speaks of one and is no promise is marked `@internal`, and left out.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packagesOfTheUser } from './packages.ts'

/** Throws, with what the compiler said, if the sources do not compile, and if a declaration speaks of a package of ours. */
export function declareInto(folder: string, entryPoints: readonly string[]): void {
  compileInto(folder)
  const promised = reachableFrom(entryPoints.map((name) => join(folder, `${name}.d.ts`)))
  for (const file of declarationsIn(folder)) if (!promised.has(file)) rmSync(file)
}

function compileInto(folder: string): void {
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc')
  const args = [tsc, '-p', 'tsconfig.build.json', '--emitDeclarationOnly', '--outDir', folder]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The sources do not compile:\n${stdout}`)
}

function reachableFrom(entries: readonly string[]): ReadonlySet<string> {
  const known = packagesOfTheUser()
  const reached = new Set(entries)
  // Whatever the loop adds, it comes to as well.
  for (const file of reached)
    for (const specifier of specifiersIn(file)) {
      if (specifier.startsWith('.')) reached.add(join(dirname(file), specifier.replace(/\.[jt]s$/, '.d.ts')))
      else if (!known.some((name) => specifier === name || specifier.startsWith(`${name}/`)))
        throw new Error(`${file} speaks of ${specifier}, which the user does not have: mark what does so @internal`)
    }
  return reached
}

function specifiersIn(declaration: string): string[] {
  const text = readFileSync(declaration, 'utf8')
  return [...text.matchAll(/\b(?:from|import) ?\(?'([^']+)'/g)].map(([, specifier]) => specifier!)
}

function declarationsIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.d.ts')).map((name) => join(folder, name))
}
