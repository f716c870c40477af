// The counts of a spread against counting: whatever comes, goes and changes, and whenever somebody first asks.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fleetOf, instanceRecord, needsOf } from '../../bench/placement/fleet.ts'
import type { ContainerInstance } from '../../src/model/entities.ts'
import { FleetIndex } from '../../src/model/fleet-index.ts'
import { runs } from '../support/runs.ts'

const PLAN = fleetOf(4, 1)
const ATTRIBUTES = ['stack', 'ecs.instance-type', 'ecs.awsvpc-trunk-id', 'constructor']
const GROUPS = ['web', 'jobs']
const nth = fc.nat(3)
const group = fc.constantFrom(...GROUPS)
const step = fc.oneof(
  fc.record({ do: fc.constant('come' as const), nth, group }),
  fc.record({ do: fc.constant('come' as const), nth, group }),
  fc.record({ do: fc.constant('go' as const), nth, group }),
  fc.record({ do: fc.constant('ask' as const), group, attribute: fc.constantFrom(...ATTRIBUTES) }),
  fc.record({ do: fc.constant('drain' as const), nth }),
  fc.record({ do: fc.constant('leave' as const), nth }),
  fc.record({
    do: fc.constant('change' as const),
    nth,
    own: fc.constantFrom({}, { stack: 'a' }, { stack: 'b' }, { stack: '' }, { constructor: 'x' }),
    hasTrunk: fc.boolean(),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

class Model {
  readonly fleet = new FleetIndex()
  private readonly instances: ContainerInstance[] = PLAN.instances.map((_, at) => instanceRecord(PLAN, at))
  private readonly tasks: { readonly at: number; readonly group: string }[] = []

  constructor() {
    for (const instance of this.instances) this.fleet.add(instance)
  }

  take(each: Step): void {
    if (each.do === 'ask') this.compare(each.group, each.attribute)
    const slot = each.do === 'ask' ? undefined : this.fleet.slot(this.instances[each.nth]!.arn)
    if (each.do === 'ask' || slot === undefined) return
    const here = this.tasks.filter(({ at }) => at === each.nth)
    if (each.do === 'come') {
      if (here.length === 8) return
      this.fleet.promise(slot, tenant(each.group))
      this.tasks.push({ at: each.nth, group: each.group })
    } else if (each.do === 'go') {
      const index = this.tasks.findIndex((task) => task.at === each.nth && task.group === each.group)
      if (index < 0) return
      this.fleet.release(slot, tenant(each.group))
      this.tasks.splice(index, 1)
    } else if (each.do === 'leave') {
      this.fleet.remove(slot.arn)
      for (const task of here) this.tasks.splice(this.tasks.indexOf(task), 1)
    } else this.change(each)
  }

  private change(each: Extract<Step, { do: 'change' | 'drain' }>): void {
    const instance = this.instances[each.nth]!
    if (each.do === 'drain') instance.status = instance.status === 'ACTIVE' ? 'DRAINING' : 'ACTIVE'
    else
      instance.attributes = {
        'ecs.instance-type': instance.instanceType!,
        ...(each.hasTrunk ? { 'ecs.awsvpc-trunk-id': `trunk-${each.nth}` } : {}),
        ...each.own,
      } as Readonly<Record<string, string>>
    this.fleet.reclass(this.fleet.slot(instance.arn)!, instance)
  }

  /** For every instance: how many tasks of the group sit where the attribute is what it is here. */
  compare(asked: string, attribute: string): void {
    const spread = this.fleet.scope(asked).spreadOver(attribute)
    const valueAt = (at: number) => {
      const { attributes } = this.instances[at]!
      return Object.hasOwn(attributes, attribute) ? attributes[attribute]! : null
    }
    for (const { ordinal, arn } of this.instances) {
      const slot = this.fleet.slot(arn)
      if (slot === undefined) continue
      const value = valueAt(ordinal)
      const counted = this.tasks.filter((task) => task.group === asked && valueAt(task.at) === value).length
      expect([spread.with(value), spread.on(slot)]).toEqual([counted, counted])
      if (attribute !== 'ecs.awsvpc-trunk-id') expect(spread.like(slot.class)).toBe(counted)
    }
  }
}

const tenant = (of: string) => ({ needs: needsOf(PLAN.services[0]!), gpuIds: [], group: of })

test('PL-20, PL-21 a spread counts the tasks of its scope by value, and those without the attribute together', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
      const model = new Model()
      for (const each of steps) model.take(each)
      for (const each of GROUPS) for (const attribute of ATTRIBUTES) model.compare(each, attribute)
    }),
    runs(300),
  )
})
