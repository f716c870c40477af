// Names of a list that a group has switched on, such as suspended processes: a call switches some of them on or off, or all where it names none.
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { updated } from '../../model/changes.ts'
import { getGroup } from './find.ts'
import { checkOneOf } from './parse.ts'

export interface Switches {
  /** Where a group keeps those that are on, and what an input calls them. */
  readonly row: 'metrics' | 'suspendedProcesses'
  readonly member: 'Metrics' | 'ScalingProcesses'
  readonly all: readonly string[]
  readonly rule: string
}

type Input = { readonly AutoScalingGroupName: string } & { readonly [M in Switches['member']]?: readonly string[] }

/** @throws ValidationError */
export function switchNames(
  world: World,
  operation: string,
  parsed: Input,
  { row, member, all, rule }: Switches,
  to: 'on' | 'off',
): Record<string, never> {
  const { id, [row]: before } = getGroup(world, parsed.AutoScalingGroupName)
  const given = parsed[member] ?? []
  for (const [index, name] of given.entries()) checkOneOf(`${member}[${index}]`, name, all, rule)
  const named = given.length === 0 ? all : given
  const after =
    to === 'on'
      ? all.filter((name) => before.includes(name) || named.includes(name))
      : before.filter((name) => !named.includes(name))
  return command(world, `autoScaling.${operation}`, parsed, (cause) => {
    apply(world, { changes: [updated('autoScalingGroup.changed', id, { [row]: after }, rule)], timers: [] }, cause)
    return {}
  })
}
