// How did each deployment of a service go? Its waves, as data: one for every instant at which the picture changed.
import type { Simulation } from '../index.ts'
import { type Picture, picturesOf } from './pictures.ts'
import type { Wave } from './wave.ts'

export interface DeploymentTimeline {
  readonly serviceArn: string
  readonly serviceName: string
  readonly deploymentId: string
  /** `family:revision`. */
  readonly taskDefinition: string
  /** What older deployments run when it begins, newest first. */
  readonly replaces: readonly string[]
  readonly beganAtMs: number
  /** The first instant of the timeline: later than the beginning when only a part was asked for. */
  readonly fromMs: number
  /** A superseded deployment was overtaken by the next one before it completed. */
  readonly status: 'completed' | 'in progress' | 'superseded'
  readonly completedAtMs: number | null
  /** From its beginning until it completed. */
  readonly durationMs: number | null
  /** The fewest healthy tasks of the service until it completed; null for the first deployment of a service. */
  readonly lowestHealthy: { readonly count: number; readonly lower: number; readonly sinceMs: number } | null
  readonly waves: readonly Wave[]
}

/** Deployments of a service, oldest first, with their waves from `sinceMs` on. Those without one are left out. */
export function deploymentTimelines(
  sim: Simulation,
  serviceArn: string,
  { sinceMs = 0 }: { readonly sinceMs?: number } = {},
): DeploymentTimeline[] {
  const pictures = picturesOf(sim.journal, serviceArn)
  const ids = [...new Set(pictures.map(({ primary }) => primary.id))]
  return ids.flatMap((id, index) => {
    const own = pictures.filter(({ primary }) => primary.id === id)
    return own.at(-1)!.atMs < sinceMs ? [] : [timelineOf(own, { sinceMs, isLast: index === ids.length - 1 })]
  })
}

interface Part {
  readonly sinceMs: number
  readonly isLast: boolean
}

function timelineOf(pictures: readonly Picture[], { sinceMs, isLast }: Part): DeploymentTimeline {
  const [first, last] = [pictures[0]!, pictures.at(-1)!]
  const { completedAtMs } = last.primary
  const fromMs = Math.max(first.atMs, sinceMs)
  const waves = wavesOf(pictures, fromMs)
  const older = first.service.deployments.slice(1)
  return {
    serviceArn: first.service.arn,
    serviceName: first.service.name,
    deploymentId: first.primary.id,
    taskDefinition: shortName(first.primary.revision.taskDefinitionArn),
    replaces: [...new Set(older.map(({ revision }) => shortName(revision.taskDefinitionArn)))],
    beganAtMs: first.atMs,
    fromMs,
    status: completedAtMs !== null ? 'completed' : isLast ? 'in progress' : 'superseded',
    completedAtMs,
    durationMs: completedAtMs === null ? null : completedAtMs - first.atMs,
    lowestHealthy: older.length === 0 ? null : lowestOf(waves, completedAtMs),
    waves,
  }
}

/** From `fromMs` on; the picture just before, when there is one, stands at its beginning. */
function wavesOf(pictures: readonly Picture[], fromMs: number): Wave[] {
  const before = pictures.findLast(({ atMs }) => atMs < fromMs)
  const shown = pictures.filter(({ atMs }) => atMs >= fromMs)
  const baseline = before === undefined || shown[0]?.atMs === fromMs ? [] : [{ ...before, ...QUIET, atMs: fromMs }]
  return [...baseline, ...shown].map((picture) => waveOf(picture, fromMs))
}

const QUIET = { startedOld: 0, startedNew: 0, stoppedOld: 0, stoppedNew: 0, events: [] }

function waveOf({ primary: _, service, ...picture }: Picture, fromMs: number): Wave {
  return { ...picture, sinceMs: picture.atMs - fromMs, desiredCount: service.desiredCount }
}

function lowestOf(waves: readonly Wave[], completedAtMs: number | null): DeploymentTimeline['lowestHealthy'] {
  const healthy = (wave: Wave) => wave.old.healthy + wave.new.healthy
  const rollout = waves.filter(({ atMs }) => completedAtMs === null || atMs <= completedAtMs)
  const [first, ...rest] = rollout
  if (first === undefined) return null
  const least = rest.reduce((best, wave) => (healthy(wave) < healthy(best) ? wave : best), first)
  return { count: healthy(least), lower: least.lower, sinceMs: least.sinceMs }
}

function shortName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}
