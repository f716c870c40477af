// RunTask against the rules themselves: on small random fleets, each instance is asked in the plainest way whether it
// would take the next task, and why not.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { Yard } from '../support/placing.ts'

const EXPRESSIONS = {
  'attribute:stack == prod': ({ stack }: Facts) => stack === 'prod',
  'attribute:stack !exists': ({ stack }: Facts) => stack === null,
  'not(attribute:stack != prod)': ({ stack }: Facts) => stack === null || stack === 'prod',
  'not(task:group == g)': ({ groups }: Facts) => !groups.includes('g'),
  'task:group != g': ({ groups }: Facts) => groups.some((group) => group !== 'g'),
  'runningTasksCount <= 1': ({ groups }: Facts) => groups.length <= 1,
  'attribute:stack =~ pr.* and runningTasksCount < 3': ({ stack, groups }: Facts) =>
    stack?.startsWith('pr') === true && groups.length < 3,
} as const

interface Facts {
  readonly stack: string | null
  readonly groups: string[]
  memoryMiB: number
}

type Expression = keyof typeof EXPRESSIONS

interface Call {
  readonly group: 'g' | 'h'
  readonly count: number
  readonly expressions: readonly Expression[]
  readonly distinct: boolean
}

const TASK_MIB = 64

function refusal({ group, expressions, distinct }: Call, facts: Facts): string | null {
  if (facts.memoryMiB < TASK_MIB) return 'RESOURCE:MEMORY'
  if (!expressions.every((text) => EXPRESSIONS[text](facts))) return 'MemberOf placement constraint unsatisfied.'
  if (distinct && facts.groups.includes(group)) return 'DistinctInstance placement constraint unsatisfied.'
  return null
}

const fleet = fc.array(
  fc.record({ stack: fc.constantFrom(null, 'prod', 'pre', ''), memoryMiB: fc.constantFrom(200, 100, 500) }),
  { minLength: 1, maxLength: 4 },
)
const call: fc.Arbitrary<Call> = fc.record({
  group: fc.constantFrom('g', 'h'),
  count: fc.integer({ min: 1, max: 4 }),
  expressions: fc.uniqueArray(fc.constantFrom(...(Object.keys(EXPRESSIONS) as Expression[])), { maxLength: 2 }),
  distinct: fc.boolean(),
})

test.prop([fleet, fc.array(call, { minLength: 1, maxLength: 5 })], { numRuns: 200 })(
  'PL-28 and PL-29: RunTask agrees with the plainest reading of the rules, task by task and reason by reason',
  (instances, calls) => {
    const world = new Map<string, Facts>()
    const yard = new Yard({})
    for (const [index, { stack, memoryMiB }] of instances.entries()) {
      yard.add(`i${index}`, { mem: memoryMiB, attributes: stack === null ? {} : { stack } })
      world.set(`i${index}`, { stack, memoryMiB, groups: [] })
    }
    yard.define({ memory: TASK_MIB })
    for (const wish of calls) {
      const constraints = wish.expressions.map((expression) => ({ type: 'memberOf', expression }) as const)
      const { placed, failures } = yard.run({
        count: wish.count,
        group: wish.group,
        placementConstraints: [...constraints, ...(wish.distinct ? [{ type: 'distinctInstance' } as const] : [])],
      })
      for (const name of placed) {
        const facts = world.get(name)!
        expect(refusal(wish, facts)).toBeNull()
        facts.memoryMiB -= TASK_MIB
        facts.groups.push(wish.group)
      }
      const expected = [...world].map(([name, facts]) => `${name} ${refusal(wish, facts)}`)
      expect(failures).toEqual(placed.length < wish.count ? expected : [])
    }
  },
)
