// Which metrics of its own does a group send to CloudWatch? None, unless somebody asks for them (AG-14).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { updated } from '../../model/changes.ts'
import { GROUP_METRICS } from '../../scaling/groups/metrics.ts'
import { getGroup } from './find.ts'
import { checkOneOf, parseGroupsInput } from './parse.ts'
import { GRANULARITY } from './types.ts'

const NAMES = Object.keys(GROUP_METRICS)

/** Without a list, all of them. @throws ValidationError */
export function enableMetricsCollection(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('EnableMetricsCollection', input)
  checkOneOf('Granularity', parsed.Granularity, [GRANULARITY], 'AG-14')
  return change(world, 'enableMetricsCollection', parsed, (before, named) =>
    NAMES.filter((name) => before.includes(name) || named.includes(name)),
  )
}

/** Without a list, all of them. @throws ValidationError */
export function disableMetricsCollection(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('DisableMetricsCollection', input)
  return change(world, 'disableMetricsCollection', parsed, (before, named) =>
    before.filter((name) => !named.includes(name)),
  )
}

function change(
  world: World,
  call: string,
  parsed: { readonly AutoScalingGroupName: string; readonly Metrics?: readonly string[] },
  next: (before: readonly string[], named: readonly string[]) => readonly string[],
): Record<string, never> {
  const { id, metrics: before } = getGroup(world, parsed.AutoScalingGroupName)
  const { Metrics: given = [] } = parsed
  for (const [index, name] of given.entries()) checkOneOf(`Metrics[${index}]`, name, NAMES, 'AG-14')
  const metrics = next(before, given.length === 0 ? NAMES : given)
  return command(world, `autoScaling.${call}`, parsed, (cause) => {
    apply(world, { changes: [updated('autoScalingGroup.changed', id, { metrics }, 'AG-14')], timers: [] }, cause)
    return {}
  })
}
