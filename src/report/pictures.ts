// What did a service look like after each instant that touched it? The journal, folded with an eye on one service.
import {
  boundsOf,
  Census,
  type Count,
  type Deployment,
  emptyCount,
  type JournalEntry,
  running,
  type Service,
  type ServiceEvent,
  standingOf,
  type Task,
} from '../index.ts'
import type { Wave } from './wave.ts'

/** A wave to be, with the rows it was taken from. */
export interface Picture extends Omit<Wave, 'sinceMs' | 'desiredCount'> {
  readonly service: Readonly<Service>
  readonly primary: Readonly<Deployment>
}

/** One picture for every instant at which numbers, limits or deployments changed, or an event was written. */
export function picturesOf(journal: readonly JournalEntry[], serviceArn: string): Picture[] {
  const camera = new Camera(serviceArn)
  const pictures: Picture[] = []
  for (const entry of journal) {
    camera.take(entry)
    if (journal[entry.seq + 1]?.atMs === entry.atMs) continue
    const picture = camera.shoot(entry.atMs)
    if (picture !== null && isNews(picture, pictures.at(-1))) pictures.push(picture)
  }
  return pictures
}

function isNews(picture: Picture, last: Picture | undefined): boolean {
  return last === undefined || picture.events.length > 0 || looksOf(picture) !== looksOf(last)
}

function looksOf({ old, new: fresh, lower, upper, primary }: Picture): string {
  return JSON.stringify([old, fresh, lower, upper, primary.id, primary.rolloutState])
}

/** Follows the rows of one service and its tasks, and notes what happens between two pictures. */
class Camera {
  private readonly serviceArn: string
  private readonly tasks = new Map<string, Readonly<Task>>()
  private readonly census = new Census()
  private service: Readonly<Service> | undefined
  private primary: Readonly<Deployment> | undefined
  private isTouched = false
  private started: string[] = []
  private stopped: string[] = []
  private events: string[] = []

  constructor(serviceArn: string) {
    this.serviceArn = serviceArn
  }

  take({ kind, id, set }: JournalEntry): void {
    if (NOTES.has(kind)) return
    if (id === this.serviceArn) this.takeService(set)
    else if (kind === 'task.created' || kind === 'task.adopted' || this.tasks.has(id)) this.takeTask(id, set)
    else if (kind === 'serviceEvent.created') this.takeEvent(set as ServiceEvent)
  }

  /** The picture of this instant; null when nothing of this service was touched. */
  shoot(atMs: number): Picture | null {
    const { service, primary } = this
    if (!this.isTouched || service === undefined || primary === undefined) return null
    const fresh = this.census.of(this.serviceArn, primary.id)
    const countOf = (tasks: readonly string[], isNew: boolean) =>
      tasks.filter((deployment) => (deployment === primary.id) === isNew).length
    const picture = {
      atMs,
      service,
      primary,
      old: sideOf(this.census.total(this.serviceArn), fresh),
      new: sideOf(fresh),
      ...boundsOf(service),
      startedOld: countOf(this.started, false),
      startedNew: countOf(this.started, true),
      stoppedOld: countOf(this.stopped, false),
      stoppedNew: countOf(this.stopped, true),
      events: this.events,
    }
    this.rest()
    return picture
  }

  private rest(): void {
    this.isTouched = false
    this.started = []
    this.stopped = []
    this.events = []
  }

  private takeService(set: object | null): void {
    if (set === null || 'input' in set) return
    this.service = { ...this.service, ...set } as Readonly<Service>
    this.primary = this.service.deployments[0] ?? this.primary
    this.isTouched = true
  }

  private takeEvent({ serviceArn, message }: ServiceEvent): void {
    if (serviceArn !== this.serviceArn) return
    this.events.push(message)
    this.isTouched = true
  }

  private takeTask(id: string, set: object | null): void {
    const before = this.tasks.get(id)
    const after = { ...before, ...set } as Readonly<Task>
    if (after.serviceArn !== this.serviceArn || after.deploymentId === null) return
    this.tasks.set(id, after)
    this.census.move(after.serviceArn, after.deploymentId, before ? standingOf(before) : null, standingOf(after))
    if (before === undefined) this.started.push(after.deploymentId)
    else if (before.desiredStatus === 'RUNNING' && after.desiredStatus === 'STOPPED')
      this.stopped.push(after.deploymentId)
    this.isTouched = true
  }
}

/** Of all tasks, or of those that are not among the `others`. */
function sideOf(count: Readonly<Count>, others: Readonly<Count> = NOBODY): Picture['old'] {
  const healthy = count.healthy - others.healthy
  return {
    pending: count.starting - others.starting,
    running: running(count) - running(others),
    healthy,
    stopping: count.stopping - others.stopping,
  }
}

/** They say something about a service and change nothing of it. */
const NOTES: ReadonlySet<JournalEntry['kind']> = new Set(['service.evaluated', 'service.action'])

const NOBODY: Readonly<Count> = emptyCount()
