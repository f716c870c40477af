// Whatever stands in a folder, reading it ends in a blueprint or in one clear refusal.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { UsageError } from '../../src/index.ts'
import { loadChange, loadLive, withChange } from '../../src/inputs/index.ts'
import { shop } from '../support/live-shop.ts'
import { runs } from '../support/runs.ts'

const files = shop()
const junk = fc.constantFrom<unknown>(
  null,
  0,
  -1,
  1.5,
  '',
  'x',
  'arn:aws:x',
  true,
  [],
  {},
  [null],
  [[]],
  { a: 1 },
  '__proto__',
)

/** Every place in a document. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [
    path,
    ...Object.entries(value).flatMap(([key, member]) =>
      pathsOf(member, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ]
}

function spoilt(value: unknown, [step, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (step === undefined) return by
  if (Array.isArray(value)) return value.map((each, index) => (index === step ? spoilt(each, rest, by) : each))
  const members = value as Record<string, unknown>
  return { ...members, [step]: spoilt(members[step], rest, by) }
}

const PATHS = files.flatMap(({ name, text }, file) =>
  pathsOf(JSON.parse(text as string)).map((path) => ({ name, file, path })),
)

function refusedOr<T>(call: () => T): T | null {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    expect(error.message).not.toContain('undefined')
    return null
  }
}

test.prop([fc.array(fc.tuple(fc.constantFrom(...PATHS), junk), { minLength: 1, maxLength: 3 })], runs(100))(
  'a damaged folder',
  (damages) => {
    const damaged = files.map(({ name, text }, index) => {
      const data = JSON.parse(text as string)
      const mine = damages.filter(([{ file }]) => file === index)
      // One place may lie within another that is gone.
      const after = mine.slice(0, 1).reduce<unknown>((so, [{ path }, by]) => spoilt(so, path, by), data)
      return { name, text: JSON.stringify(after) }
    })
    refusedOr(() => loadLive(damaged))
    const before = loadLive(files)
    const changed = files
      .filter(({ name }) => /^(?:web-41|services)/.test(name))
      .map(({ name }) => damaged.find((each) => each.name === name)!)
    for (const { name, text } of changed) refusedOr(() => withChange(before, loadChange(text, { name })))
  },
)
