// Processes of a group can be suspended, one by one or all of them, and resumed (AG-24).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { updated } from '../../model/changes.ts'
import { PROCESSES } from '../../scaling/groups/plan.ts'
import { getGroup } from './find.ts'
import { checkOneOf, parseGroupsInput } from './parse.ts'

/** @throws ValidationError */
export function suspendProcesses(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('SuspendProcesses', input)
  return change(world, 'suspendProcesses', parsed, (suspended, named) =>
    PROCESSES.filter((process) => suspended.includes(process) || named.includes(process)),
  )
}

/** What was missed meanwhile is looked at again, but for schedules and simple policies. @throws ValidationError */
export function resumeProcesses(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('ResumeProcesses', input)
  return change(world, 'resumeProcesses', parsed, (suspended, named) =>
    suspended.filter((process) => !named.includes(process)),
  )
}

function change(
  world: World,
  call: string,
  parsed: { readonly AutoScalingGroupName: string; readonly ScalingProcesses?: readonly string[] },
  next: (suspended: readonly string[], named: readonly string[]) => readonly string[],
): Record<string, never> {
  const { id, suspendedProcesses: suspended } = getGroup(world, parsed.AutoScalingGroupName)
  const { ScalingProcesses: given = [] } = parsed
  for (const [index, process] of given.entries()) checkOneOf(`ScalingProcesses[${index}]`, process, PROCESSES, 'AG-24')
  const suspendedProcesses = next(suspended, given.length === 0 ? PROCESSES : given)
  return command(world, `autoScaling.${call}`, parsed, (cause) => {
    const changes = [updated('autoScalingGroup.changed', id, { suspendedProcesses }, 'AG-24')]
    apply(world, { changes, timers: [] }, cause)
    return {}
  })
}
