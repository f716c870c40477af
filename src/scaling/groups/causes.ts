// How does an Auto Scaling group say why it does something? Sentences in AWS's words, each from its instant on.
import { formatInstant } from '../../kernel/durations.ts'

/** `At 2026-01-05T09:00:00Z …`, to the second. */
export function sentence(atMs: number, text: string): string {
  return `At ${formatInstant(atMs - (atMs % 1000)).replace('.000Z', 'Z')} ${text}.`
}

/** Sentences of one cause stand two spaces apart. */
export function causeOf(...sentences: readonly string[]): string {
  return sentences.filter((text) => text !== '').join('  ')
}

export function changeOfDesired(who: string, from: number, to: number): string {
  return `${who} changing the desired capacity from ${from} to ${to}`
}

/** Who calls for another desired capacity. */
export const CALLERS = {
  creation: 'a user request created an AutoScalingGroup',
  desired: 'a user request explicitly set group desired capacity',
  constraints: (min: number, max: number, desired: number) =>
    `a user request update of AutoScalingGroup constraints to min: ${min}, max: ${max}, desired: ${desired}`,
  schedule: (min: number, max: number, desired: number) =>
    `a scheduled action update of AutoScalingGroup constraints to min: ${min}, max: ${max}, desired: ${desired}`,
  alarm: (alarm: string, policy: string) => `a monitor alarm ${alarm} in state ALARM triggered policy ${policy}`,
  policy: (policy: string) => `a user request executed policy ${policy}`,
} as const

export const STARTED = (from: number, to: number) =>
  `an instance was started in response to a difference between desired and actual capacity, increasing the capacity from ${from} to ${to}`
export const REPLACES = 'an instance was launched in response to an unhealthy instance needing to be replaced'
export const REFRESHES = 'an instance was launched in response to an instance refresh'
export const REFRESHED = 'an instance was taken out of service in response to an instance refresh'
/** AWS does not tell its words for these two. */
export const FILLS_POOL =
  'an instance was launched in response to a difference between the wanted and the actual size of the warm pool'
export const SHRINKS_POOL =
  'an instance was terminated in response to a difference between the wanted and the actual size of the warm pool'
export const EVENS_OUT = (zones: readonly string[]) =>
  `instances were launched to balance instances in zones ${zones.join(', ')} with other zones resulting in more than desired number of instances in the group`
export const TAKEN_OUT = (from: number, to: number) =>
  `an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from ${from} to ${to}`
export const SELECTED = (id: string) => `instance ${id} was selected for termination`
export const LOST =
  'an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped'
export const FAILS_CHECKS = 'an instance was taken out of service in response to an ELB system health check failure'
export const UNHEALTHY = 'an instance was taken out of service in response to a user health-check'
export const GROUP_DELETED = 'a user request force deleted AutoScaling group'
export const LAUNCH_FAILED = 'an instance was taken out of service in response to a launch failure'
export const ON_REQUEST = (id: string, change: string) =>
  `instance ${id} was taken out of service in response to a user request${change}`
