// A damaged save file is refused in one sentence; it never becomes a slightly different world.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Simulation, UsageError } from '../../src/index.ts'
import { busyOperations, seed } from '../support/arbitraries.ts'
import { type Operation, simulationAfter } from '../support/operations.ts'
import { refusalOf } from '../support/refusals.ts'
import { runs } from '../support/runs.ts'

const SOME: readonly Operation[] = [
  {
    do: 'launch',
    count: 2,
    cpuUnits: 1_024,
    memoryMiB: 1_024,
    ready: true,
    zones: ['us-east-1a'],
    stack: null,
    enis: null,
  },
  { do: 'create', name: '__proto__', family: 'room', desired: 2, percentages: null, strategies: [] },
  { do: 'advance', seconds: 30 },
]
const TEXT = simulationAfter(SOME).save()
type Content = Record<string, unknown> & { journal: unknown[]; queue: unknown[] }
const contentOf = () => JSON.parse(TEXT) as Content

function expectRefusal(text: unknown): void {
  const error = refusalOf(() => Simulation.restore(text as string))
  expect(error).toBeInstanceOf(UsageError)
  expect(error.message).toMatch(/saved/)
  expect(error.message.length).toBeLessThan(500)
}

test('the undamaged file is taken', () => {
  expect(Simulation.restore(TEXT).save()).toBe(TEXT)
})

test.prop([fc.nat(TEXT.length - 1)], runs(100))('a truncated file is refused', (length) =>
  expectRefusal(TEXT.slice(0, length)),
)

test.prop([fc.nat(TEXT.length - 1), fc.integer({ min: 0, max: 6 })], runs(400))(
  'a file with a flipped bit is refused, unless it still says exactly the same',
  (at, bit) => {
    const flipped = TEXT.slice(0, at) + String.fromCharCode(TEXT.charCodeAt(at) ^ (1 << bit)) + TEXT.slice(at + 1)
    try {
      expect(Simulation.restore(flipped).save()).toBe(TEXT)
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError)
    }
  },
)

test.prop([fc.nat(), fc.nat()], runs(50))('a file whose entries stand in another order is refused', (one, other) => {
  const content = contentOf()
  const { journal } = content
  const [a, b] = [one % journal.length, other % journal.length]
  ;[journal[a], journal[b]] = [journal[b], journal[a]]
  if (a === b) expect(Simulation.restore(JSON.stringify(content)).save()).toBe(TEXT)
  else expectRefusal(JSON.stringify(content))
})

describe('one clear refusal', () => {
  const edit = (change: (content: Content) => void) => {
    const content = contentOf()
    change(content)
    return JSON.stringify(content)
  }
  test.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['a number', 5],
    ['null', 'null'],
    ['a list', '[]'],
    ['an object', '{}'],
    ['half a surrogate', '"\ud800"'],
    ['another format', edit((content) => Object.assign(content, { format: 'a shopping list' }))],
    ['a version that is no number', edit((content) => Object.assign(content, { version: 'one' }))],
    ['version 0', edit((content) => Object.assign(content, { version: 0 }))],
    ['no journal', edit((content) => Reflect.deleteProperty(content, 'journal'))],
    ['a member too many', edit((content) => Object.assign(content, { extra: 1 }))],
    ['a journal without its last entry', edit(({ journal }) => journal.pop())],
    ['a journal without its first entry', edit(({ journal }) => journal.shift())],
    ['an entry twice', edit(({ journal }) => journal.push(journal.at(-1)))],
    [
      'an entry of an unknown kind',
      edit(({ journal }) => Object.assign(journal[3] as object, { kind: 'constructor' })),
    ],
    ['an entry that is null', edit(({ journal }) => journal.splice(2, 1, null))],
    ['an emptied queue', edit(({ queue }) => queue.splice(0))],
    ['a later clock', edit((content) => Object.assign(content, { nowMs: 1e15 }))],
    ['other options', edit((content) => Object.assign(content, { options: {} }))],
    ['options of nothing', edit((content) => Object.assign(content, { options: null }))],
    ['no checksum', edit((content) => Reflect.deleteProperty(content, 'sha256'))],
    ['a journal that is an object', edit((content) => Object.assign(content, { journal: {} }))],
    ['a million brackets', '['.repeat(1_000_000)],
    ['a deep list', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('for %s', (_what, text) => expectRefusal(text))

  test('for options nested so deeply that no stack holds them', () => {
    const deep = TEXT.replace(/"options":\{/, `"options":{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)},`)
    expect(deep).not.toBe(TEXT)
    expectRefusal(deep)
  })

  test('for a file of a newer version, which says that it is newer', () => {
    const error = refusalOf(() => Simulation.restore(edit((content) => Object.assign(content, { version: 2 }))))
    expect(error).toBeInstanceOf(UsageError)
    expect(error.message).toMatch(/newer/)
  })
})

test.prop(
  [busyOperations, fc.oneof(seed, fc.constantFrom('__proto__', '\ud800', '\0', 'x'.repeat(10_000), '', -0, 1e308))],
  runs(40),
)('hostile seeds are seeds like any other, in memory and in files', (operations, chosen) => {
  const sim = simulationAfter(operations, { seed: chosen, paranoid: false })
  const restored = Simulation.restore(sim.save())
  for (const each of [sim, restored]) each.advance('10m')
  expect(restored.journalHash()).toBe(sim.journalHash())
})
