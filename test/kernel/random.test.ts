// Dice come from named streams; ids have AWS's forms.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { derivedHex32, derivedUuid, digits19, hex17, hex32, uuid } from '../../src/kernel/ids.ts'
import { RandomStreams } from '../../src/kernel/random.ts'

describe('streams', () => {
  test.prop([fc.string(), fc.nat({ max: 30 })])(
    'a stream taken up from its state goes on as if it had never stopped',
    (seed, draws) => {
      const streams = new RandomStreams(seed)
      for (let i = 0; i < draws; i++) streams.stream('a').uint32()
      const again = new RandomStreams(seed, JSON.parse(JSON.stringify(streams.states())))
      const next = (from: RandomStreams) =>
        Array.from({ length: 5 }, () => [from.stream('a').uint32(), from.stream('b').below(10)])
      expect(next(again)).toEqual(next(streams))
    },
  )

  test.prop([fc.string(), fc.nat({ max: 30 })])('draws from one stream do not move another', (seed, draws) => {
    const quiet = new RandomStreams(seed)
    const busy = new RandomStreams(seed)
    for (let i = 0; i < draws; i++) busy.stream('other').uint32()
    expect(busy.stream('mine').uint32()).toBe(quiet.stream('mine').uint32())
  })

  test.prop([fc.string(), fc.integer({ min: 1, max: 1_000_000 })])(
    'a draw below a limit is below it',
    (seed, limit) => {
      const value = new RandomStreams(seed).stream('s').below(limit)
      expect(Number.isInteger(value) && value >= 0 && value < limit).toBe(true)
    },
  )

  test('a known seed gives known numbers', () => {
    const stream = new RandomStreams('drydock').stream('task-ids')
    expect([stream.uint32(), stream.uint32(), stream.below(100)]).toMatchInlineSnapshot(`
      [
        325235298,
        1859197008,
        58,
      ]
    `)
  })
})

describe('GEN-4 ids', () => {
  const stream = new RandomStreams('ids').stream('ids')
  test.each([
    ['a task id is 32 hex digits', () => hex32(stream), /^[0-9a-f]{32}$/],
    ['an EC2 instance id has 17', () => hex17(stream), /^[0-9a-f]{17}$/],
    ['a deployment id has 19 digits', () => digits19(stream), /^\d{19}$/],
    ['an event id is a UUID', () => uuid(stream), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/],
  ] as const)('%s', (_title, make, form) => {
    for (let i = 0; i < 200; i++) expect(make()).toMatch(form)
  })

  test.prop([fc.string(), fc.string()])('derived ids follow from their text alone, and differ with it', (a, b) => {
    expect(derivedHex32(a)).toMatch(/^[0-9a-f]{32}$/)
    expect(derivedUuid(a)).toBe(derivedUuid(a))
    if (a !== b) expect(derivedHex32(a)).not.toBe(derivedHex32(b))
  })
})
