// What has each policy done, of how many tasks or instances, and what stood against it? Services and groups tell it alike.

import { isDeploying } from '../../../deployment/rows.ts'
import { pastOf } from '../../../engine/metrics/past.ts'
import { SAMPLES_MS } from '../../../engine/metrics/source.ts'
import type { World } from '../../../engine/world.ts'
import { MINUTE_MS } from '../../../model/scaling/metrics.ts'
import type { Stretches } from '../../../model/stretches.ts'
import type { Direction } from '../../../scaling/service/sight.ts'
import type { PastRows } from './rows.ts'
import type { BlockedTimes, PolicyActivity, PolicyReport, SubjectReport } from './shape.ts'
import type { WaitingTimes } from './waiting.ts'
import { isWarmingUp } from './warming.ts'

type Obstacle = keyof BlockedTimes

/** A policy, and all that is to be known of it at any time. */
export interface Story extends Pick<PolicyReport, 'policyName' | 'policyArn' | 'kind'> {
  readonly subject: Pick<SubjectReport, 'kind' | 'name'>
  readonly target: number | null
  /** Which way its steps go; null for both. */
  readonly own: Direction | null
  readonly activities: readonly PolicyActivity[]
  /** From when to when there was such a policy. */
  readonly fromMs: number
  readonly toMs: number
  /** Tasks or instances in a minute, as its metric counts them: on average of the samples (SC-02), or as a gauge finds them at its end. */
  count(minuteMs: number): number
  /** What stands against it at the end of an instant at which it is called; null for nothing. */
  obstacle(direction: Direction, atMs: number): Obstacle | null
}

export function serviceStories(world: World, rows: PastRows, waiting: WaitingTimes): Story[] {
  return rows.ids('scalingPolicies').flatMap((policyArn) => {
    const policy = rows.last('scalingPolicies', policyArn)!
    const { configuration, targetId, name: policyName } = policy
    const serviceArn = rows.last('scalableTargets', targetId)?.serviceArn
    if (configuration.kind === 'predictive' || serviceArn === undefined) return []
    const stretches = pastOf(world).services.get(serviceArn)
    return {
      policyName,
      policyArn,
      kind: configuration.kind,
      subject: { kind: 'service' as const, name: serviceArn.slice(serviceArn.indexOf('/') + 1) },
      target: configuration.kind === 'tracking' ? configuration.targetValue : null,
      own: configuration.kind === 'step' ? wayOf(configuration) : null,
      activities: activitiesOfService(rows, targetId, policyArn),
      ...lifeOf(rows.versions('scalingPolicies', policyArn)),
      count: sampled(stretches, ({ running }) => running),
      obstacle: (direction, atMs) => ofService(rows, waiting, { policyArn, targetId, serviceArn, direction, atMs }),
    }
  })
}

function activitiesOfService(rows: PastRows, targetId: string, policyArn: string): PolicyActivity[] {
  return rows.ids('scalingActivities').flatMap((id) => {
    const { policy, targetId: of, startedAtMs: atMs, from, to } = rows.last('scalingActivities', id)!
    if (of !== targetId || policy !== policyArn || from === null || to === null) return []
    return [{ atMs, direction: to > from ? ('out' as const) : ('in' as const), from, to }]
  })
}

interface Asked {
  readonly policyArn: string
  readonly targetId: string
  readonly serviceArn: string
  readonly direction: Direction
  readonly atMs: number
}

function ofService(rows: PastRows, waiting: WaitingTimes, asked: Asked): Obstacle | null {
  const { policyArn, targetId, serviceArn, direction, atMs } = asked
  const target = rows.at('scalableTargets', targetId, atMs)
  const service = rows.at('services', serviceArn, atMs)
  if (target === null || service === null) return null
  if (direction === 'out' ? target.suspended.scalingOut : target.suspended.scalingIn) return 'suspendedMs'
  if (direction === 'in') {
    if (service.desiredCount <= target.minCapacity) return 'minimumMs'
    if (isDeploying(service)) return 'deploymentMs'
    return (target.scaleInBlockedUntilMs ?? 0) > atMs ? 'cooldownMs' : null
  }
  if (waiting.isWaiting(serviceArn, atMs)) return 'roomMs'
  if (service.desiredCount >= target.maxCapacity) return 'maximumMs'
  return (rows.at('scalingPolicies', policyArn, atMs)?.cooldown?.untilMs ?? 0) > atMs ? 'cooldownMs' : null
}

export function groupStories(world: World, rows: PastRows): Story[] {
  return rows.ids('groupPolicies').flatMap((policyArn) => {
    const { configuration, groupName, name: policyName } = rows.last('groupPolicies', policyArn)!
    if (configuration.kind === 'predictive') return []
    const stretches = pastOf(world).scalingGroups.get(groupName)
    const isTracking = configuration.kind === 'tracking'
    return {
      policyName,
      policyArn,
      kind: configuration.kind,
      subject: { kind: 'group' as const, name: groupName },
      target: isTracking ? configuration.targetValue : null,
      own:
        configuration.kind === 'simple'
          ? configuration.adjustmentType === 'ExactCapacity'
            ? null
            : signOf(configuration.adjustment)
          : configuration.kind === 'step'
            ? wayOf(configuration)
            : null,
      activities: activitiesOfGroup(rows, groupName, policyName),
      ...lifeOf(rows.versions('groupPolicies', policyArn)),
      count:
        configuration.kind === 'managed'
          ? (minuteMs) => stretches?.at(minuteMs + MINUTE_MS)?.inService ?? 0
          : sampled(stretches, ({ inService }) => inService),
      obstacle: (direction, atMs) => ofGroup(world, rows, { policyArn, groupName, direction, atMs }),
    }
  })
}

/** A group's own activities are of single instances: what a policy has asked for stands in the group's row. */
function activitiesOfGroup(rows: PastRows, groupName: string, policyName: string): PolicyActivity[] {
  const activities: PolicyActivity[] = []
  let from: number | null = null
  for (const { atMs, desiredCapacity: to, wish } of rows.asked(groupName)) {
    const words = `policy ${policyName} changing the desired capacity from ${from} to ${to}.`
    if (from !== null && to !== from && wish.endsWith(words))
      activities.push({ atMs, direction: to > from ? 'out' : 'in', from, to })
    from = to
  }
  return activities
}

interface AskedGroup {
  readonly policyArn: string
  readonly groupName: string
  readonly direction: Direction
  readonly atMs: number
}

function ofGroup(world: World, rows: PastRows, { policyArn, groupName, direction, atMs }: AskedGroup): Obstacle | null {
  const group = rows.at('autoScalingGroups', groupName, atMs)
  const policy = rows.at('groupPolicies', policyArn, atMs)
  if (group === null || policy === null) return null
  if (!policy.isEnabled || group.suspendedProcesses.includes('AlarmNotification')) return 'suspendedMs'
  if (direction === 'out' && group.desiredCapacity >= group.maxSize) return 'maximumMs'
  if (direction === 'in' && group.desiredCapacity <= group.minSize) return 'minimumMs'
  if (policy.configuration.kind === 'simple') {
    const { cooldown } = group
    return cooldown !== null && (cooldown.untilMs ?? Number.POSITIVE_INFINITY) > atMs ? 'cooldownMs' : null
  }
  return isWarmingUp(world, rows, { group, policy, atMs }) ? 'warmupMs' : null
}

function sampled<S extends { readonly fromMs: number }>(
  stretches: Stretches<S> | undefined,
  count: (stretch: S) => number,
): Story['count'] {
  return (minuteMs) => {
    let sum = 0
    for (const offsetMs of SAMPLES_MS) {
      const stretch = stretches?.at(minuteMs + offsetMs)
      if (stretch !== undefined) sum += count(stretch)
    }
    return sum / SAMPLES_MS.length
  }
}

function lifeOf(versions: readonly { readonly atMs: number; readonly row: object | null }[]) {
  const last = versions.at(-1)!
  return { fromMs: versions[0]!.atMs, toMs: last.row === null ? last.atMs : Number.POSITIVE_INFINITY }
}

interface Steps {
  readonly adjustmentType: string
  readonly steps: readonly { readonly adjustment: number }[]
}

function wayOf({ adjustmentType, steps }: Steps): Direction | null {
  if (adjustmentType === 'ExactCapacity') return null
  const signs = new Set(steps.map(({ adjustment }) => Math.sign(adjustment)).filter((sign) => sign !== 0))
  return signs.size === 1 ? signOf([...signs][0]!) : null
}

function signOf(adjustment: number): Direction {
  return adjustment > 0 ? 'out' : 'in'
}
