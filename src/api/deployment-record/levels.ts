// How did a service stand after each instant that touched it? Its part of the journal, folded.
import { boundsOf } from '../../deployment/service-view.ts'
import { Census, type Count, emptyCount, running } from '../../model/census.ts'
import { JOURNAL_KINDS, type JournalEntry } from '../../model/changes.ts'
import type { Deployment, Service, ServiceEvent, Task } from '../../model/entities.ts'
import { standingOf } from '../../model/standing.ts'
import type { ServiceLevel } from './level.ts'
import { TargetTally } from './target-tally.ts'

/** A place in the journal, and the instant that goes with it. */
export interface Since {
  readonly seq: number
  readonly atMs: number
}

const QUIET = { startedOld: 0, startedNew: 0, stoppedOld: 0, stoppedNew: 0, events: [] } as const

/**
 * One level for every instant at which numbers, limits or deployments changed, or an event was written.
 * @param entries of the service alone
 * @param since first as it was before that entry, when there was anything; null for all
 */
export function levelsOf(entries: readonly JournalEntry[], since: Since | null): ServiceLevel[] {
  const camera = new Camera()
  const levels: ServiceLevel[] = []
  const first = since === null ? 0 : firstFrom(entries, since.seq)
  for (let place = 0; place < first; place++) camera.take(entries[place]!)
  const before = since === null ? null : camera.shoot(since.atMs)
  let last: Shot | null = before === null ? null : { ...before, level: { ...before.level, ...QUIET } }
  if (last !== null) levels.push(last.level)
  for (let place = first; place < entries.length; place++) {
    const entry = entries[place]!
    camera.take(entry)
    if (entries[place + 1]?.atMs === entry.atMs) continue
    const shot = camera.shoot(entry.atMs)
    if (shot === null || (shot.looks === last?.looks && shot.level.events.length === 0)) continue
    levels.push(shot.level)
    last = shot
  }
  return levels
}

/** The first place at which an entry is not older. */
function firstFrom(entries: readonly JournalEntry[], seq: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (entries[middle]!.seq < seq) low = middle + 1
    else high = middle
  }
  return low
}

/** A level, and whatever of it makes the next one news. */
interface Shot {
  readonly level: ServiceLevel
  readonly looks: string
}

/** Follows the rows of one service, its tasks and targets, and notes what happens between two levels. */
class Camera {
  private readonly tasks = new Map<string, Readonly<Task>>()
  private readonly census = new Census()
  private readonly targets = new TargetTally()
  private service: Readonly<Service> | undefined
  private primary: Readonly<Deployment> | undefined
  private started: string[] = []
  private stopped: string[] = []
  private events: string[] = []

  take(entry: JournalEntry): void {
    const { table } = JOURNAL_KINDS[entry.kind]
    if (table === 'services') this.takeService(entry.set)
    else if (table === 'tasks') this.takeTask(entry.id, entry.set)
    else if (table === 'targets') this.targets.take(entry)
    else this.events.push((entry.set as ServiceEvent).message)
  }

  /** The service as it is now, with what has happened since the last time; null before there is one. */
  shoot(atMs: number): Shot | null {
    const { service, primary } = this
    if (service === undefined || primary === undefined) return null
    const fresh = this.census.of(service.arn, primary.id)
    const groups = service.revision.loadBalancers.map(({ targetGroupArn }) => targetGroupArn)
    const state = {
      deploymentId: primary.id,
      old: sideOf(this.census.total(service.arn), fresh),
      new: sideOf(fresh),
      targets: this.targets.counts(groups),
      ...boundsOf(service),
    }
    // A failure more, a retry that comes to nothing, is no news by itself.
    const { failedTasks } = primary
    const level = { atMs, ...state, failedTasks, desiredCount: service.desiredCount, ...this.doings(primary.id) }
    return { level, looks: JSON.stringify([state, primary.rolloutState]) }
  }

  private doings(primary: string): Pick<ServiceLevel, keyof typeof QUIET> {
    const { started, stopped, events } = this
    const count = (tasks: readonly string[], isNew: boolean) =>
      tasks.filter((deployment) => (deployment === primary) === isNew).length
    this.started = []
    this.stopped = []
    this.events = []
    return {
      startedOld: count(started, false),
      startedNew: count(started, true),
      stoppedOld: count(stopped, false),
      stoppedNew: count(stopped, true),
      events,
    }
  }

  private takeService(set: object | null): void {
    if (set === null) return
    this.service = { ...this.service, ...set } as Readonly<Service>
    this.primary = this.service.deployments[0] ?? this.primary
  }

  private takeTask(id: string, set: object | null): void {
    const before = this.tasks.get(id)
    if (set === null) {
      this.tasks.delete(id)
      return
    }
    const after = { ...before, ...set } as Readonly<Task>
    this.tasks.set(id, after)
    if (after.serviceArn === null || after.deploymentId === null) return
    this.census.move(after.serviceArn, after.deploymentId, before ? standingOf(before) : null, standingOf(after))
    if (before === undefined) this.started.push(after.deploymentId)
    else if (before.desiredStatus === 'RUNNING' && after.desiredStatus === 'STOPPED')
      this.stopped.push(after.deploymentId)
  }
}

/** Of all tasks, or of those that are not among the `others`. */
function sideOf(count: Readonly<Count>, others: Readonly<Count> = NOBODY): ServiceLevel['old'] {
  return {
    pending: count.starting - others.starting,
    running: running(count) - running(others),
    healthy: count.healthy - others.healthy,
    stopping: count.stopping - others.stopping,
  }
}

const NOBODY: Readonly<Count> = emptyCount()
