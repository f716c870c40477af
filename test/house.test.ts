// Is the house still in order? Stairs, bans, doors, lengths, the ledger of rules: CONTRIBUTING.md explains them.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  functionsOf,
  lineAt,
  PROJECT_ROOT,
  parseSource,
  readSourceFiles,
  type SourceFile,
  testTitlesOf,
} from './support/source-files.ts'

const sources = readSourceFiles('src')
const isGenerated = (file: SourceFile) => file.path.endsWith('.generated.ts')
const source = (path: string, text: string) => parseSource(path, text)

// ── stairs ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Rooms by floor: a room imports from lower floors only. */
const FLOORS = [
  ['kernel'],
  ['model'],
  ['placement', 'lifecycle', 'deployment', 'balancing', 'scaling', 'load'],
  ['engine'],
  ['api', 'controls'],
  ['simulation.ts'],
  ['index.ts'],
]

/** Annexes stand on the front door (src/index.ts), and on the annexes named here. */
const ANNEXES: Readonly<Record<string, readonly string[]>> = {
  inputs: [],
  rehearsal: ['inputs'],
  report: ['inputs', 'rehearsal'],
  testing: ['inputs', 'rehearsal', 'report'],
  'aws-sdk': [],
  cli: ['inputs', 'rehearsal', 'report', 'aws-sdk'],
}

const PACKAGE_NAME = 'ecs-drydock'
const placeOf = (path: string) => path.split('/')[1] ?? path
const floorOf = (place: string) => FLOORS.findIndex((rooms) => rooms.includes(place))
const isBelowAnnexes = (file: SourceFile) => !(placeOf(file.path) in ANNEXES)

/** What package.json leads to: `testing/vitest` is src/testing/vitest.ts. */
const ENTRIES = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')).exports as Record<
  string,
  { readonly source?: string }
>
const doorOf = (subpath: string) => ENTRIES[`./${subpath}`]?.source?.replace(/^\.\//, '') ?? `src/${subpath}/index.ts`

/** The file of the project that an import means; undefined for packages. */
function targetOf(file: SourceFile, specifier: string): string | undefined {
  if (specifier === PACKAGE_NAME) return 'src/index.ts'
  if (specifier.startsWith(`${PACKAGE_NAME}/`)) return doorOf(specifier.slice(PACKAGE_NAME.length + 1))
  return specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : undefined
}

/** Why one place may not import from another; undefined when it may. First match wins. */
function obstacle(from: string, to: string): string | undefined {
  if (from === to) return undefined
  if (to in ANNEXES) {
    if (!(from in ANNEXES)) return 'nothing below the annexes imports an annex'
    return ANNEXES[from]?.includes(to) ? undefined : `the annex ${from} does not stand on the annex ${to}`
  }
  if (from in ANNEXES) return to === 'index.ts' ? undefined : 'an annex comes in by the front door, src/index.ts'
  if (floorOf(to) === -1) return `${to} is on no floor of the house (FLOORS and ANNEXES in test/house.test.ts)`
  if (to === 'simulation.ts' && from !== 'index.ts') return 'only the front door imports the hallway'
  if (floorOf(to) === floorOf(from)) return `${from} and ${to} are on one floor, and do not visit each other`
  return floorOf(to) < floorOf(from) ? undefined : `stairs go down only: ${to} is above ${from}`
}

function stairComplaints(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const from = placeOf(file.path)
    if (!(from in ANNEXES) && floorOf(from) === -1) return [`${file.path}:1 ${from} is on no floor of the house`]
    return file.imports.flatMap(({ specifier, line }) => {
      const target = targetOf(file, specifier)
      const why = target === undefined ? undefined : obstacle(from, placeOf(target))
      return why === undefined ? [] : [`${file.path}:${line} imports ${target}: ${why}`]
    })
  })
}

/** Each ring of imports once, as `a → b → a`; imports of types count too. */
function ringComplaints(files: readonly SourceFile[]): string[] {
  const targets = new Map(
    files.map((file) => [file.path, file.imports.flatMap(({ specifier }) => targetOf(file, specifier) ?? [])]),
  )
  const done = new Set<string>()
  const rings: string[] = []
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path)
    if (start !== -1) rings.push(`import ring: ${[...trail.slice(start), path].join(' → ')}`)
    if (start !== -1 || done.has(path)) return
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of targets.keys()) visit(path, [])
  return rings
}

describe('stairs', () => {
  test('a room imports from lower floors only, an annex from the front door', () => {
    expect(stairComplaints(sources)).toEqual([])
  })

  test('no files import each other in a ring', () => {
    expect(ringComplaints(sources)).toEqual([])
  })

  test.each([
    ['src/kernel/a.ts', '../model/b.ts', 'stairs go down only: model is above kernel'],
    ['src/placement/a.ts', '../lifecycle/b.ts', 'placement and lifecycle are on one floor'],
    ['src/api/a.ts', '../controls/b.ts', 'api and controls are on one floor'],
    ['src/api/a.ts', '../simulation.ts', 'only the front door imports the hallway'],
    ['src/cli/main.ts', '../engine/b.ts', 'an annex comes in by the front door'],
    ['src/cli/main.ts', '../simulation.ts', 'an annex comes in by the front door'],
    ['src/inputs/text.ts', '../report/index.ts', 'the annex inputs does not stand on the annex report'],
    ['src/cli/main.ts', '../testing/index.ts', 'the annex cli does not stand on the annex testing'],
    ['src/index.ts', './cli/main.ts', 'nothing below the annexes imports an annex'],
    ['src/engine/a.ts', 'ecs-drydock/testing', 'nothing below the annexes imports an annex'],
    ['src/engine/a.ts', 'ecs-drydock/testing/vitest', 'nothing below the annexes imports an annex'],
    ['src/rehearsal/a.ts', 'ecs-drydock/testing/matchers', 'the annex rehearsal does not stand on the annex testing'],
    ['src/kernel/a.ts', '../utils/b.ts', 'utils is on no floor of the house'],
  ])('%s is told off for importing %s', (path, specifier, why) => {
    expect(stairComplaints([source(path, `\nimport type { b } from '${specifier}'`)])).toEqual([
      expect.stringMatching(new RegExp(`^${path}:2 imports .*: .*${why}`)),
    ])
  })

  test.each([
    ['src/engine/a.ts', '../placement/b.ts'],
    ['src/simulation.ts', './api/b.ts'],
    ['src/index.ts', './simulation.ts'],
    ['src/rehearsal/a.ts', '../inputs/index.ts'],
    ['src/cli/main.ts', '../index.ts'],
    ['src/testing/a.ts', 'ecs-drydock'],
    ['src/testing/matchers/a.ts', 'ecs-drydock/report'],
    ['src/model/a.ts', './b.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(stairComplaints([source(path, `export { b } from '${specifier}'`)])).toEqual([])
  })

  test('a ring through a type import is found', () => {
    const a = source('src/model/a.ts', `import { b } from './b.ts'`)
    const b = source('src/model/b.ts', `import type { a } from './a.ts'`)
    expect(ringComplaints([a, b])).toEqual(['import ring: src/model/a.ts → src/model/b.ts → src/model/a.ts'])
  })
})

// ── bans ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const CLOCK = 'time is an argument, never the clock on the wall'
const DICE = 'chance comes from a named stream of kernel/random.ts'
const LAST_BIT = 'the last bit differs between versions of V8'
const LOCALE = 'the answer depends on the machine'
const BROWSERS = 'the core runs in browsers'

const BANS: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\bDate\.now\b/g, CLOCK],
  [/\bnew\s+Date\b(?:\s*\(\s*\)|(?!\s*\())/g, CLOCK],
  [/(?<!new\s+)(?<![\w$.])Date\s*\(/g, CLOCK],
  [/(?<![\w$.])performance\b(?!\??\s*:)/g, CLOCK],
  [/\b(?:setTimeout|setInterval|setImmediate|queueMicrotask)\b/g, CLOCK],
  [/\bMath\.random\b/g, DICE],
  [/(?<![\w$.])crypto\s*\./g, DICE],
  [/\bMath\.pow\b/g, LAST_BIT],
  [/\*\*/g, LAST_BIT],
  [/\b(?:localeCompare|toLocale\w*)\b/g, LOCALE],
  [/(?<![\w$.])Intl\b/g, LOCALE],
  [/(?<![\w$.])process\s*\??\./g, BROWSERS],
  [/(?<![\w$.])require\s*\(/g, BROWSERS],
]

function banComplaints(files: readonly SourceFile[]): string[] {
  return files.filter(isBelowAnnexes).flatMap((file) => {
    const inCode = BANS.flatMap(([pattern, why]) =>
      [...file.code.matchAll(pattern)].map(
        ({ 0: found, index }) => `${file.path}:${lineAt(file.code, index)} uses ${found}: ${why}`,
      ),
    )
    const builtins = file.imports
      .filter(({ specifier }) => isBuiltin(specifier))
      .map(({ specifier, line }) => `${file.path}:${line} imports ${specifier}: ${BROWSERS}`)
    return [...inCode, ...builtins]
  })
}

describe('bans', () => {
  test('nothing below the annexes asks the clock, the dice, the locale or the machine', () => {
    expect(banComplaints(sources)).toEqual([])
  })

  test.each([
    'Date.now()',
    'new Date()',
    'new Date',
    'Date()',
    'performance.now()',
    'const { now } = performance',
    'Math.random()',
    'crypto.randomUUID()',
    'globalThis.setTimeout(f)',
    'setInterval(f)',
    'setImmediate(f)',
    'queueMicrotask(f)',
    'Math.pow(2, 3)',
    '2 ** 3',
    'a.localeCompare(b)',
    'new Intl.NumberFormat()',
    'n.toLocaleString()',
    'process.env',
    "require('x')",
    "import { join } from 'node:path'",
    "import fs from 'fs'",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a program in a string
    '`in a hole: ${Date.now()}`',
  ])('%s is banned', (code) => {
    expect(banComplaints([source('src/model/a.ts', `\n${code}`)])).toEqual([
      expect.stringMatching(/^src\/model\/a\.ts:2 (uses|imports) /),
    ])
  })

  test.each([
    'new Date(nowMs)',
    'new Date(\n  nowMs,\n)',
    '// Date.now() in a comment',
    '/** 2 ** 3 */',
    "'Math.random() in a string'",
    '`Math.random() in a template`',
    'const r = /Math.random/',
    '{ performance: 1 }',
    'preprocess.run(); a.process.run()',
  ])('%s is allowed', (code) => {
    expect(banComplaints([source('src/model/a.ts', code)])).toEqual([])
  })

  test('an annex may do as it likes', () => {
    expect(banComplaints([source('src/cli/main.ts', 'process.exit(Date.now())')])).toEqual([])
  })
})

// ── doors ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const ANNEX_PATH = `src/(?:${Object.keys(ANNEXES).join('|')})/`

/** Which files may import which package. A package without a row is let into the annexes only. */
const DOORS: readonly (readonly [packageName: string, files: RegExp])[] = [
  ['zod', new RegExp(`^(?:src/api/|src/controls/|src/engine/archive[^/]*\\.ts$|${ANNEX_PATH})`)],
  ['immer', /^src\/engine\//],
  ['seedrandom', /^src\/kernel\//],
  ['@noble/hashes', /^src\/kernel\//],
  ['fastest-levenshtein', /^src\/kernel\//],
  ['croner', /^src\/scaling\/schedules\/cron\.ts$/],
  // An optional peer: whoever does not test properties does not have it.
  ['fast-check', /^src\/testing\/(?!(?:matchers|temporal)\/|(?:vitest|jest)\.ts$)/],
  // The user's, whatever its version: its clients come in by `connect`, and nothing of it is imported.
  ['@aws-sdk', /^$/],
  ['@smithy', /^$/],
  ['@sinonjs/fake-timers', /^src\/aws-sdk\/virtual-time\/clock\.ts$/],
  ['fast-xml-builder', /^src\/aws-sdk\/wire\/xml\.ts$/],
  // Another one: only the file that puts matchers into it.
  ['vitest', /^src\/testing\/vitest\.ts$/],
]

function doorComplaints(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    file.imports.flatMap(({ specifier, line }) => {
      if (targetOf(file, specifier) !== undefined || isBuiltin(specifier)) return []
      const [packageName, allowed] = DOORS.find(([name]) => specifier === name || specifier.startsWith(`${name}/`)) ?? [
        specifier,
        new RegExp(`^${ANNEX_PATH}`),
      ]
      const complaint = `${file.path}:${line} imports ${specifier}: ${packageName} comes in by one door only, ${allowed}`
      return allowed.test(file.path) ? [] : [complaint]
    }),
  )
}

describe('doors', () => {
  test('each package comes in by one door', () => {
    expect(doorComplaints(sources)).toEqual([])
  })

  test.each([
    ['src/model/a.ts', 'zod'],
    ['src/engine/apply.ts', 'zod'],
    ['src/model/a.ts', 'immer'],
    ['src/engine/a.ts', 'seedrandom/lib/alea.js'],
    ['src/api/a.ts', '@noble/hashes/sha2.js'],
    ['src/index.ts', 'yaml'],
    ['src/api/a.ts', 'fast-check'],
    ['src/report/a.ts', 'fast-check'],
    ['src/testing/matchers/a.ts', 'fast-check'],
    ['src/testing/jest.ts', 'fast-check'],
    ['src/testing/matchers/a.ts', 'vitest'],
    ['src/aws-sdk/a.ts', '@aws-sdk/client-ecs'],
    ['src/aws-sdk/a.ts', '@smithy/core/schema'],
    ['src/aws-sdk/a.ts', '@sinonjs/fake-timers'],
  ])('%s may not import %s', (path, specifier) => {
    expect(doorComplaints([source(path, `import x from '${specifier}'`)])).toHaveLength(1)
  })

  test.each([
    ['src/engine/archive.ts', 'zod'],
    ['src/inputs/scenario.ts', 'zod'],
    ['src/cli/main.ts', 'commander'],
    ['src/kernel/random.ts', 'seedrandom/lib/alea.js'],
    ['src/testing/fleets.ts', 'fast-check'],
    ['src/testing/vitest.ts', 'vitest'],
    ['src/aws-sdk/virtual-time/clock.ts', '@sinonjs/fake-timers'],
    ['src/aws-sdk/wire/xml.ts', 'fast-xml-builder'],
  ])('%s may import %s', (path, specifier) => {
    expect(doorComplaints([source(path, `import x from '${specifier}'`)])).toEqual([])
  })
})

// ── lengths and captions ────────────────────────────────────────────────────────────────────────────────────────────

const MOST_LINES_A_FILE = 400
const MOST_LINES_A_FUNCTION = 70

/** Files of data, which nobody reads from top to bottom. None is longer than a file may be, so far. */
const DATA_FILES: readonly string[] = []

function lengthComplaints(files: readonly SourceFile[]): string[] {
  const written = files.filter((file) => !isGenerated(file) && !DATA_FILES.includes(file.path))
  return written.flatMap((file) => {
    const lines = file.text.trimEnd().split('\n').length
    const tooLong = lines > MOST_LINES_A_FILE ? [`${file.path}:1 has ${lines} lines, over ${MOST_LINES_A_FILE}`] : []
    const functions = functionsOf(file)
      .filter((extent) => extent.lines > MOST_LINES_A_FUNCTION)
      .map((extent) => `${file.path}:${extent.line} a function of ${extent.lines} lines, over ${MOST_LINES_A_FUNCTION}`)
    return [...tooLong, ...functions]
  })
}

function captionComplaints(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => !isGenerated(file) && !/^(?:#!.*\n)?\/[/*]/.test(file.text))
    .map((file) => `${file.path}:1 does not open with a caption: a comment with the question that the file answers`)
}

describe('lengths and captions', () => {
  test('no file and no function is longer than the ratchet', () => {
    expect(lengthComplaints(sources)).toEqual([])
  })

  test('each file opens with a caption', () => {
    expect(captionComplaints(sources)).toEqual([])
    expect(captionComplaints([source('src/cli/main.ts', '#!/usr/bin/env node\n// What?')])).toEqual([])
    expect(captionComplaints([source('src/model/a.ts', 'export {}')])).toHaveLength(1)
  })

  const body = `{${'\n'.repeat(70)}}`
  test.each([
    ['a function', `function f(a = { b: 1 }) ${body}`],
    ['a return type', `function f(a: string): Promise<{ b: number }[]> ${body}`],
    ['an object as return type', `function f(): { b: number } ${body}`],
    ['a method', `class A {\n  static f<T>(a: T): a is T ${body}\n}`],
    ['an accessor', `const a = {\n  get f() ${body}\n}`],
    ['an arrow', `const f = async (a: () => void) => ${body}`],
    ['an arrow with a bare parameter', `const f = a => ${body}`],
  ])('the ratchet sees %s', (_, code) => {
    expect(lengthComplaints([source('src/model/a.ts', code)])).toEqual([
      expect.stringMatching(/^src\/model\/a\.ts:\d a function of 71 lines/),
    ])
  })

  test.each([
    ['an interface', `function f(): string { return '' }\ninterface A ${body}`],
    ['a class', `function f(): string { return '' }\nexport class A extends B ${body}`],
    ['a table', `function f(a: string) {}\nconst a = ${body}`],
    ['an argument', `f(a, ${body})`],
    ['a block', `if (a) ${body} else ${body}\nfor (const a of b) ${body}\ntry ${body} catch (e) ${body}`],
    ['braces in literals', `const a = '() => {'\n// () => {\nconst b = /\\(\\) => {/${'\n'.repeat(80)}const c = \`}\``],
  ])('the ratchet does not count %s', (_, code) => {
    expect(lengthComplaints([source('src/model/a.ts', code)])).toEqual([])
  })
})

// ── the ledger ──────────────────────────────────────────────────────────────────────────────────────────────────────

const LEDGER = 'docs/FIDELITY.md'
const STATUSES = ['modelled', 'kept', 'not yet']
const RULE = /(?<![\w-])[A-Z]{1,4}-\d+[A-Za-z]?(?![\w-])/g
const LEADING_RULES = /^(?:(?:\s*(?:,|and\b|&|\/)?\s*)[A-Z]{1,4}-\d+[A-Za-z]?(?![\w-]))+/
/** Names that only look like rules. */
const NOT_RULES = new Set(['SHA-1', 'SHA-256', 'UTF-8', 'ISO-8601'])

interface LedgerRow {
  readonly rule: string
  readonly status: string
  readonly line: number
}

function ledgerRows(text: string): LedgerRow[] {
  return text.split('\n').flatMap((row, index) => {
    const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('`', ''))
    const rule = cells[1] ?? ''
    if (!row.startsWith('|') || !/^[A-Z]{1,4}-\d+[A-Za-z]?$/.test(rule)) return []
    return [{ rule, status: cells.at(-2) ?? '', line: index + 1 }]
  })
}

function ledgerComplaints(text: string, tests: readonly SourceFile[]): string[] {
  const rows = ledgerRows(text)
  const titles = tests.flatMap((file) => testTitlesOf(file).map((found) => ({ ...found, path: file.path })))
  const proved = new Set(titles.flatMap(({ title }) => title.match(RULE) ?? []))
  const known = new Set(rows.map(({ rule }) => rule))
  const badRows = rows.flatMap(({ rule, status, line }, index) => [
    ...(STATUSES.includes(status) ? [] : [`${LEDGER}:${line} ${rule}: status "${status}" is not one of ${STATUSES}`]),
    ...(rows.findIndex((row) => row.rule === rule) < index ? [`${LEDGER}:${line} ${rule} stands there twice`] : []),
    ...(status === 'modelled' && !proved.has(rule)
      ? [`${LEDGER}:${line} ${rule} is modelled, but no test names it`]
      : []),
  ])
  const strangers = titles.flatMap(({ title, path, line }) =>
    (LEADING_RULES.exec(title)?.[0].match(RULE) ?? [])
      .filter((rule) => !known.has(rule) && !NOT_RULES.has(rule))
      .map((rule) => `${path}:${line} a test names ${rule}, which ${LEDGER} does not list`),
  )
  return [...badRows, ...strangers]
}

describe('the ledger', () => {
  test('what is modelled is proved by name, and what is proved is listed', () => {
    const ledger = readFileSync(join(PROJECT_ROOT, LEDGER), 'utf8')
    expect(ledgerRows(ledger).length).toBeGreaterThan(0)
    const tests = readSourceFiles('test').filter(({ path }) => path !== 'test/house.test.ts')
    expect(ledgerComplaints(ledger, tests)).toEqual([])
  })

  const row = (rule: string, status: string) => `| ${rule} | Something \\| else. | DG:page | ${status} |`
  const tested = (...titles: string[]) => [source('test/a.test.ts', titles.map((t) => `test('${t}', f)`).join('\n'))]

  test.each([
    ['a modelled rule without a test', row('PL-21', '`modelled`'), [], 'PL-21 is modelled, but no test names it'],
    ['a status of its own', row('PL-21', 'done'), ['PL-21 spreads'], 'status "done" is not one of'],
    ['a rule that stands twice', `${row('K-02', 'kept')}\n${row('K-02', 'kept')}`, [], 'K-02 stands there twice'],
    ['a test of an unknown rule', row('PL-21', 'kept'), ['PL-22 packs'], 'a test names PL-22'],
    ['an unknown rule in second place', row('PL-21', 'modelled'), ['PL-21, DP-101b pack'], 'a test names DP-101b'],
  ])('%s is found', (_, ledger, titles, complaint) => {
    expect(ledgerComplaints(ledger, tested(...titles))).toEqual([expect.stringContaining(complaint)])
  })

  test('several rules in a title, rules of a describe and of a table of tests all count', () => {
    const ledger = ['EX-1', 'PX-03', 'GEN-1', 'TD-86', 'SV-601'].map((rule) => row(rule, 'modelled')).join('\n')
    const tests = `describe("EX-1 it's fine", () => {
      test.each([['(']])('PX-03 and GEN-1 of %s', f)
      test.prop([fc.nat()], { seed: 1 })(\`TD-86: \${'x'}\`, f)
      it.skip('answers as SV-601 says', f)
      test('SHA-256 is no rule', f)
      // test('AA-1 in a comment', f)
      check("test('AA-2 in a string', f)")
    })`
    expect(ledgerComplaints(ledger, [source('test/a.test.ts', tests)])).toEqual([])
  })
})

// ── machine paths ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Written in pieces, so that this file does not accuse itself. */
const MACHINE_PATHS = [
  ['..', 'shared'],
  ['', 'work', ''],
  ['', 'root', ''],
  ['', 'Users', ''],
].map((parts) => parts.join('/'))

function trackedFiles(): string[] | undefined {
  try {
    const output = execFileSync('git', ['ls-files', '-z'], { cwd: PROJECT_ROOT, stdio: ['ignore', 'pipe', 'ignore'] })
    return output.toString('utf8').split('\0').filter(Boolean)
  } catch {
    return undefined
  }
}

function pathComplaints(path: string, text: string): string[] {
  return text.split('\n').flatMap((content, index) =>
    MACHINE_PATHS.flatMap((machinePath) => {
      const at = content.indexOf(machinePath)
      const isWithinAPath = machinePath.startsWith('/') && /[\w.}-]/.test(content[at - 1] ?? ' ')
      return at === -1 || isWithinAPath ? [] : [`${path}:${index + 1} mentions ${machinePath}, which is one machine's`]
    }),
  )
}

test('nothing in the repository mentions a path of one machine', ({ skip }) => {
  const files = trackedFiles()
  if (files === undefined) return skip('not a git checkout')
  const present = files.map((path) => [path, join(PROJECT_ROOT, path)] as const).filter(([, full]) => existsSync(full))
  expect(present.flatMap(([path, full]) => pathComplaints(path, readFileSync(full, 'utf8')))).toEqual([])
})
