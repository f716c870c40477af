// Processes of a group can be suspended, one by one or all of them, and resumed (AG-24).
import type { World } from '../../engine/world.ts'
import { PROCESSES } from '../../scaling/groups/plan.ts'
import { parseGroupsInput } from './parse.ts'
import { type Switches, switchNames } from './switches.ts'

const SUSPENDED: Switches = { row: 'suspendedProcesses', member: 'ScalingProcesses', all: PROCESSES, rule: 'AG-24' }

/** @throws ValidationError */
export function suspendProcesses(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('SuspendProcesses', input)
  return switchNames(world, 'suspendProcesses', parsed, SUSPENDED, 'on')
}

/** What was missed meanwhile is looked at again, but for schedules and simple policies. @throws ValidationError */
export function resumeProcesses(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('ResumeProcesses', input)
  return switchNames(world, 'resumeProcesses', parsed, SUSPENDED, 'off')
}
