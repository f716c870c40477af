// What would give a slow app the time that it needs, and let old connections end sooner?
import type { Piece } from '../../inputs/index.ts'
import { values } from './percentages.ts'
import type { Family, Proposal } from './proposal.ts'

const GIVEN_UP = ['grace-too-short', 'target-unhealthy', 'container-unhealthy'] as const

interface Group {
  readonly HealthCheckIntervalSeconds?: number
  readonly HealthyThresholdCount?: number
  readonly UnhealthyThresholdCount?: number
  readonly Attributes?: readonly { readonly Key?: string; readonly Value?: string }[]
}

/** As long as the app takes, and as its health check needs to notice, in steps of five seconds. */
export const healthCheckGracePeriod: Family = {
  name: 'healthCheckGracePeriod',
  answers: GIVEN_UP,
  disruption: 1,
  propose({ service, groups, plan, one: { after } }) {
    if (plan.bootMs === null || after === null) return []
    const now = Number(service.input.healthCheckGracePeriodSeconds ?? 0)
    const bootSeconds = Math.ceil(plan.bootMs / 1_000)
    const checks = groups.map(({ input }) => secondsToNotice(input as Group))
    const enough = bootSeconds + Math.max(0, ...checks)
    const candidates = [bootSeconds, enough, enough + 30, 2 * enough].map((seconds) => Math.ceil(seconds / 5) * 5)
    return values(candidates, (to) => to > now).map((to) => ({
      family: 'healthCheckGracePeriod',
      size: to - now,
      changes: [{ piece: service, path: ['healthCheckGracePeriodSeconds'], to, usual: 0 }],
    }))
  },
}

function secondsToNotice({ HealthCheckIntervalSeconds = 30, HealthyThresholdCount = 5 }: Group): number {
  return HealthCheckIntervalSeconds * HealthyThresholdCount
}

/** More failures before a target is unhealthy; more time before a container's checks count. */
export const healthCheck: Family = {
  name: 'healthCheck',
  answers: GIVEN_UP,
  disruption: 2,
  propose({ groups, definition, plan }) {
    if (plan.bootMs === null) return []
    const bootSeconds = Math.ceil(plan.bootMs / 1_000)
    return [...groups.flatMap((group) => thresholds(group, bootSeconds)), ...startPeriods(definition, bootSeconds)]
  },
}

function thresholds(piece: Piece, bootSeconds: number): Proposal[] {
  const { HealthCheckIntervalSeconds: interval = 30, UnhealthyThresholdCount: now = 2 } = piece.input as Group
  const least = Math.ceil(bootSeconds / interval) + 1
  return values([least, least + 1, 10], (to) => to > now && to <= 10).map((to) => ({
    family: 'healthCheck',
    size: to - now,
    changes: [{ piece, path: ['UnhealthyThresholdCount'], to, usual: now }],
  }))
}

interface Container {
  readonly healthCheck?: { readonly startPeriod?: number }
}

const MOST_START_PERIOD_SECONDS = 300

function startPeriods(piece: Piece | null, bootSeconds: number): Proposal[] {
  const containers = (piece?.input.containerDefinitions ?? []) as readonly Container[]
  return containers.flatMap(({ healthCheck: check }, index) => {
    if (piece === null || check === undefined) return []
    const now = check.startPeriod ?? 0
    return values([bootSeconds, bootSeconds + 30], (to) => to > now && to <= MOST_START_PERIOD_SECONDS).map(
      (to): Proposal => ({
        family: 'healthCheck',
        size: to - now,
        changes: [{ piece, path: ['containerDefinitions', index, 'healthCheck', 'startPeriod'], to, usual: 0 }],
      }),
    )
  })
}

const DELAY = 'deregistration_delay.timeout_seconds'

/** TG-010: less where it takes long; where requests are lost, as long as they are open. */
export const deregistrationDelay: Family = {
  name: 'deregistrationDelay',
  answers: ['slow-drain', 'failed-requests', 'not-as-expected', 'too-slow'],
  disruption: 1,
  propose({ groups, plan, one: { requests } }) {
    const openSeconds = Math.max(0, ...plan.loads.map(({ durationMs }) => Math.ceil(durationMs / 1_000)))
    const isLosing = (requests?.failed ?? 0) > 0
    return groups.flatMap((piece) => {
      const { Attributes = [] } = piece.input as Group
      const index = Attributes.findIndex(({ Key }) => Key === DELAY)
      const now = Number(Attributes[index]?.Value ?? 300)
      const candidates = isLosing
        ? values([openSeconds, 5, 15, 30], (to) => to > now && to >= openSeconds)
        : values([120, 60, 30, 15, 5, 0], (to) => to < now)
      return candidates.map(
        (to): Proposal => ({
          family: 'deregistrationDelay',
          size: Math.abs(now - to),
          changes: changesOf(piece, index, { count: Attributes.length, to }),
          what: DELAY,
        }),
      )
    })
  },
}

function changesOf(piece: Piece, index: number, { count, to }: { count: number; to: number }): Proposal['changes'] {
  if (index !== -1) return [{ piece, path: ['Attributes', index, 'Value'], to: String(to) }]
  const attribute = { Key: DELAY, Value: String(to) }
  return [{ piece, path: ['Attributes', count], to: attribute, usual: 300, told: to }]
}
