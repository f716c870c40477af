// Which examples is a law tried on? A fleet with tasks on it, and a few calls of RunTask; all shrink at once.
import * as fc from 'fast-check'
import { type FleetOptions, fleets } from './fleets.ts'
import { listsOf, rarely } from './lists.ts'
import { GROUPS, type RequestOptions, requests } from './placement.ts'
import type { PlacementCase, RunningTask, RunTaskInput, TaskDefinitionInput } from './shapes.ts'
import { given } from './shapes.ts'
import { type TaskDefinitionOptions, taskDefinitions } from './task-definitions.ts'

export interface CaseOptions {
  readonly fleet?: FleetOptions
  readonly taskDefinitions?: Omit<TaskDefinitionOptions, 'family'>
  readonly requests?: Omit<RequestOptions, 'taskDefinitions'>
  /** Most calls of RunTask; 4 when absent. */
  readonly maxRequests?: number
}

/** Cases for laws of placement. The strategies of a request are what stands behind the strategy under test: up to two. */
export function placementCases(options: CaseOptions = {}): fc.Arbitrary<PlacementCase> {
  const { fleet, taskDefinitions: definition, requests: request, maxRequests = 4 } = options
  const parts = fc.record({
    fleet: fleets({ ...fleet, maxLength: fleet?.maxLength ?? 5 }),
    definitions: listsOf(taskDefinitions(definition), { minLength: 1, maxLength: 2 }),
    running: listsOf(fc.record({ at: fc.nat(11), of: fc.nat(1), group: rarely([undefined, ...GROUPS]) }), {
      minLength: 0,
      maxLength: 5,
    }),
    calls: listsOf(fc.tuple(fc.nat(1), requests({ strategies: { maxLength: 2 }, ...request })), {
      minLength: 1,
      maxLength: maxRequests,
    }),
  })
  // Without its bias toward the extremes, which would leave half of the fleets with a single instance.
  return fc.noBias(parts).map(({ fleet: instances, definitions, running, calls }) => {
    const families = definitions.map((_, index) => `task-${index + 1}`)
    const family = (index: number) => families[index % families.length] as string
    return {
      fleet: instances,
      taskDefinitions: definitions.map((each, index): TaskDefinitionInput => ({ ...each, family: family(index) })),
      running: running.map(
        ({ at, of, group }) =>
          given({ instance: at % instances.length, taskDefinition: family(of), group }) as RunningTask,
      ),
      requests: calls.map(([of, call]): RunTaskInput => ({ ...call, taskDefinition: family(of) })),
    }
  })
}
