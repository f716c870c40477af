// Which events follow from a journal entry? One table from kinds of entries to what AWS reports of them.
import type { JournalEntry, JournalKind } from '../../model/changes.ts'
import { InstanceVersions } from '../../model/instance-versions.ts'
import type { WorldView } from '../../model/view.ts'
import { type EventBridgeEvent, envelopeOf, type Report } from './envelope.ts'
import { activityReports, GroupPlaces, refreshReports, waitReports } from './group-reports.ts'
import { instanceReport } from './instance-reports.ts'
import { scalingReports } from './scaling-reports.ts'
import { actionReports, begunReports, completedReports, failedReports, notedReports } from './service-reports.ts'
import { taskReports } from './task-reports.ts'

type Reporter = (world: WorldView, entry: JournalEntry, places: GroupPlaces) => readonly Report[]

/** Kinds that are not listed are told to nobody, but for what an instance has to say of itself. */
const REPORTERS: Partial<Record<JournalKind, Reporter>> = {
  'task.created': taskReports,
  'task.attached': taskReports,
  'task.running': taskReports,
  'task.reported': taskReports,
  'task.stopRequested': taskReports,
  'task.exited': taskReports,
  'task.stopped': taskReports,
  'serviceEvent.created': actionReports,
  'service.action': notedReports,
  'scalingActivity.changed': scalingReports,
  'groupActivity.created': activityReports,
  'groupActivity.changed': activityReports,
  'groupInstance.changed': waitReports,
  'instanceRefresh.created': refreshReports,
  'instanceRefresh.changed': refreshReports,
  'service.deploymentFailed': (world, entry) => failedReports(world.tables.services.certain(entry.id), entry),
  'service.deploymentCompleted': (world, { id, atMs }) => completedReports(world.tables.services.certain(id), atMs),
}

/** Entries with which a deployment may take the first place: a new one, or the one that a rollback goes back to (CB-30). */
const BEGINNINGS: ReadonlySet<JournalKind> = new Set(['service.created', 'service.updated', 'service.deploymentFailed'])

/** Follows a world entry by entry: it must be asked right after each one, and about every one. */
export class EventSource {
  private readonly world: WorldView
  private readonly instances = new InstanceVersions()
  private readonly places: GroupPlaces
  /** The deployment in the first place of each service, as far as its beginning has been told. */
  private readonly primaries = new Map<string, string | undefined>()

  constructor(world: WorldView) {
    this.world = world
    this.places = new GroupPlaces(world)
    this.instances.lastChanged(world.journal)
    for (const { arn, deployments } of world.tables.services.values()) this.primaries.set(arn, deployments[0]?.id)
  }

  /** The events of the journal's last entry: first of what it is about, then of the instance under it. */
  eventsOf(entry: JournalEntry): readonly EventBridgeEvent[] {
    const { world, places } = this
    places.note(entry)
    const reports = [...(REPORTERS[entry.kind]?.(world, entry, places) ?? []), ...this.begun(entry)]
    const instance = this.instances.lastChanged(world.journal)
    if (instance !== null && this.isKnown(instance)) reports.push(instanceReport(world, instance, entry.atMs))
    return reports.map((report, nth) => envelopeOf(world, entry, nth, report))
  }

  /** One that is terminated before its agent has registered was never known to ECS. */
  private isKnown(instance: string): boolean {
    return this.world.tables.containerInstances.certain(instance).registeredAtMs !== null
  }

  /** For entries whose events nobody wants. */
  passOver(entry: JournalEntry): void {
    this.places.note(entry)
    this.begun(entry)
    this.instances.lastChanged(this.world.journal)
  }

  private begun({ kind, id, atMs }: JournalEntry): readonly Report[] {
    if (!BEGINNINGS.has(kind)) return []
    const service = this.world.tables.services.certain(id)
    const primary = service.deployments[0]?.id
    if (this.primaries.get(id) === primary) return []
    this.primaries.set(id, primary)
    return begunReports(this.world, service, atMs)
  }
}
