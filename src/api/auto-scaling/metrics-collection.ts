// Which metrics of its own does a group send to CloudWatch? None, unless somebody asks for them (AG-14).
import type { World } from '../../engine/world.ts'
import { GROUP_METRICS } from '../../scaling/groups/metrics.ts'
import { checkOneOf, parseGroupsInput } from './parse.ts'
import { type Switches, switchNames } from './switches.ts'
import { GRANULARITY } from './types.ts'

const COLLECTED: Switches = { row: 'metrics', member: 'Metrics', all: Object.keys(GROUP_METRICS), rule: 'AG-14' }

/** Without a list, all of them. @throws ValidationError */
export function enableMetricsCollection(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('EnableMetricsCollection', input)
  checkOneOf('Granularity', parsed.Granularity, [GRANULARITY], 'AG-14')
  return switchNames(world, 'enableMetricsCollection', parsed, COLLECTED, 'on')
}

/** Without a list, all of them. @throws ValidationError */
export function disableMetricsCollection(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('DisableMetricsCollection', input)
  return switchNames(world, 'disableMetricsCollection', parsed, COLLECTED, 'off')
}
