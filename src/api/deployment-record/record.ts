// How did each deployment of a service go? When it began and ended, its waves, its extremes, and where its time went.
import { shortName } from '../../kernel/arns.ts'
import type { WorldView } from '../../model/view.ts'
import { criticalPathOf } from './critical-path.ts'
import { doingsOf } from './doings.ts'
import {
  type BelowLower,
  type HighestTotal,
  highestTotal,
  type LowestHealthy,
  longestBelow,
  lowestHealthy,
} from './extremes.ts'
import type { ServiceLevel, Wave } from './level.ts'
import { levelsOf } from './levels.ts'
import { type Life, livesOf, outcomeAtMs } from './lives.ts'
import type { DeploymentPath } from './path-segment.ts'
import type { ServiceJournal } from './service-journal.ts'
import { turnsOf } from './turns.ts'

/**
 * - failed: given up, and it stays where it is (CB-21)
 * - rolled back: given up, and another was taken up again (CB-30)
 * - superseded: overtaken by the next one before it completed
 * - deleted: its service was deleted before it completed
 */
export type DeploymentStatus = 'completed' | 'in progress' | 'failed' | 'rolled back' | 'superseded' | 'deleted'

/** A deployment from when it became PRIMARY on. One that a rollback takes up again has a second record, under its old id. */
export interface DeploymentRecord {
  readonly serviceArn: string
  readonly serviceName: string
  readonly deploymentId: string
  /** The service deployment that it carried on, also a rollback's; null where AWS has none (option `serviceDeployments`). */
  readonly serviceDeploymentArn: string | null
  /** `family:revision`. */
  readonly taskDefinition: string
  /** What older deployments run when it begins, newest first. */
  readonly replaces: readonly string[]
  readonly status: DeploymentStatus
  readonly rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  readonly rolloutStateReason: string
  /** The failed deployment that it was taken up for; null for one of its own. */
  readonly rollsBack: string | null
  /** The deployment that was taken up when this one failed. */
  readonly rolledBackTo: string | null
  /** As the circuit breaker counts them. */
  readonly failedTasks: number
  readonly beganAtMs: number
  /** The first instant of the waves: later than the beginning when only a part was asked for. */
  readonly fromMs: number
  readonly completedAtMs: number | null
  readonly failedAtMs: number | null
  /** When it was PRIMARY no more, or its service was deleted. */
  readonly endedAtMs: number | null
  /** From its beginning until it completed or failed. */
  readonly durationMs: number | null
  /** The fewest healthy tasks of the service until its outcome was known; null for the first deployment of a service. */
  readonly lowestHealthy: LowestHealthy | null
  /** Null when there never were fewer than the limit asks for, and for the first deployment of a service. */
  readonly belowLower: BelowLower | null
  /** The most tasks that were not STOPPED; null when it was overtaken in the instant in which it began. */
  readonly highestTotal: HighestTotal | null
  readonly criticalPath: DeploymentPath
  readonly waves: readonly Wave[]
}

/** Oldest first, with their waves from `sinceMs` on. Those to which nothing has happened since are left out. */
export function recordsOf(
  world: WorldView,
  journal: ServiceJournal,
  { serviceArn, sinceMs }: { readonly serviceArn: string; readonly sinceMs: number },
): DeploymentRecord[] {
  const entries = journal.of(serviceArn)
  const turns = turnsOf(entries)
  const lives = livesOf(turns)
  const levels = levelsByLife(levelsOf(entries, null), lives)
  const doings = doingsOf(entries)
  return lives.flatMap((life, place) => {
    const own = levels[place]!
    const isOpen = life.endedAtMs === null && outcomeAtMs(life) === null
    const lastMs = own.at(-1)?.atMs ?? life.beganAtMs
    if (lastMs < sinceMs && !isOpen) return []
    return [recordOf(life, own, { sinceMs, path: criticalPathOf({ world, entries, turns, doings }, life) })]
  })
}

/** A level belongs to the deployment that is PRIMARY when its instant is over. */
function levelsByLife(levels: readonly ServiceLevel[], lives: readonly Life[]): ServiceLevel[][] {
  const all: ServiceLevel[][] = lives.map(() => [])
  let place = 0
  for (const level of levels) {
    while ((lives[place + 1]?.beganAtMs ?? Number.POSITIVE_INFINITY) <= level.atMs) place++
    all[place]!.push(level)
  }
  return all
}

function recordOf(
  life: Life,
  levels: readonly ServiceLevel[],
  { sinceMs, path }: { readonly sinceMs: number; readonly path: DeploymentPath },
): DeploymentRecord {
  const { service, row, beganAtMs, completedAtMs, failedAtMs, endedAtMs, rollsBack, rolledBackTo } = life
  const fromMs = Math.max(beganAtMs, sinceMs)
  const knownAtMs = completedAtMs ?? failedAtMs
  const endMs = outcomeAtMs(life) ?? Number.POSITIVE_INFINITY
  const rollout = levels.filter(({ atMs }) => atMs <= endMs)
  const isFirst = life.older.length === 0
  const end = { atMs: path.fromMs + path.totalMs, isOpen: path.toMs === null }
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    deploymentId: row.id,
    serviceDeploymentArn: life.serviceDeploymentArn,
    taskDefinition: shortName(row.revision.taskDefinitionArn),
    replaces: [...new Set(life.older.map(({ revision }) => shortName(revision.taskDefinitionArn)))],
    status: statusOf(life),
    rolloutState: row.rolloutState,
    rolloutStateReason: row.rolloutStateReason,
    rollsBack,
    rolledBackTo,
    failedTasks: row.failedTasks,
    beganAtMs,
    fromMs,
    completedAtMs,
    failedAtMs,
    endedAtMs,
    durationMs: knownAtMs === null ? null : knownAtMs - beganAtMs,
    lowestHealthy: isFirst ? null : lowestHealthy(rollout, fromMs),
    belowLower: isFirst ? null : longestBelow(rollout, end),
    highestTotal: highestTotal(rollout, fromMs),
    criticalPath: path,
    waves: wavesOf(levels, fromMs),
  }
}

function statusOf({ completedAtMs, failedAtMs, endedAtMs, isDeleted, rolledBackTo }: Life): DeploymentStatus {
  if (completedAtMs !== null) return 'completed'
  if (failedAtMs !== null) return rolledBackTo === null ? 'failed' : 'rolled back'
  if (endedAtMs === null) return 'in progress'
  return isDeleted ? 'deleted' : 'superseded'
}

const QUIET = { startedOld: 0, startedNew: 0, stoppedOld: 0, stoppedNew: 0, events: [] } as const

/** From `fromMs` on; the level just before, when there is one, stands at its beginning. */
function wavesOf(levels: readonly ServiceLevel[], fromMs: number): Wave[] {
  const before = levels.findLast(({ atMs }) => atMs < fromMs)
  const shown = levels.filter(({ atMs }) => atMs >= fromMs)
  const isWhole = before === undefined || shown[0]?.atMs === fromMs
  const baseline = isWhole ? [] : [{ ...before, ...QUIET, atMs: fromMs }]
  return [...baseline, ...shown].map((level) => ({ ...level, sinceMs: level.atMs - fromMs }))
}
