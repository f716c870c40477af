// What does Application Auto Scaling say of what it did? (AS-12…AS-14)
import type { JsonRecord } from '../../model/basics.ts'
import type { Asker, Hold } from './decide.ts'

export const activityTexts = {
  setting: (count: number) => `Setting desired count to ${count}.`,
  waiting: (count: number) => `Successfully set desired count to ${count}. Waiting for change to be fulfilled by ecs.`,
  fulfilled: (count: number) => `Successfully set desired count to ${count}. Change successfully fulfilled by ecs.`,
  overridden: (count: number, later: number) =>
    `Successfully set desired count to ${count}. Found it was later changed to ${later}.`,
  unfulfilled: (count: number) => `Successfully set desired count to ${count}. Change was not fulfilled by ecs.`,
  attempting: 'Attempting to scale due to alarm triggered',
  alarm: ({ alarm, policy }: Asker) => `monitor alarm ${alarm} in state ALARM triggered policy ${policy.name}`,
  bound: (bound: 'minimum' | 'maximum', count: number) => `${bound} capacity was set to ${count}`,
  scheduled: (name: string) => `scheduled action name ${name} was triggered`,
  bounds: (minCapacity: number | null, maxCapacity: number | null) =>
    [
      ...(minCapacity === null ? [] : [`min capacity to ${minCapacity}`]),
      ...(maxCapacity === null ? [] : [`max capacity to ${maxCapacity}`]),
    ].join(' and '),
} as const

/** The reason that AWS gives for not scaling; null for one of which it does not tell. */
export function notScaledReason(
  hold: Hold,
  { desired, minCapacity, maxCapacity }: { desired: number; minCapacity: number; maxCapacity: number },
): JsonRecord | null {
  switch (hold) {
    case 'maxCapacity':
      return { Code: 'AlreadyAtMaxCapacity', MaxCapacity: maxCapacity }
    case 'minCapacity':
      return { Code: 'AlreadyAtMinCapacity', MinCapacity: minCapacity }
    case 'desired':
    case 'running':
      return { Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: desired }
    case 'flapping':
      return { Code: 'AutoScalingAnticipatedFlapping', CurrentCapacity: desired }
    case 'deployment':
      return { Code: 'TargetServicePutResourceAsUnscalable', CurrentCapacity: desired }
    default:
      return null
  }
}
