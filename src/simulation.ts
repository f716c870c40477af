// The hallway: builds a simulation from its options, and leads into every room.

import {
  type ApplicationAutoScaling,
  applicationAutoScalingOf,
} from './api/application-auto-scaling/application-auto-scaling.ts'
import { type AutoScaling, autoScalingOf } from './api/auto-scaling/auto-scaling.ts'
import { type CloudWatch, cloudWatchOf } from './api/cloudwatch/cloudwatch.ts'
import { serviceArnOf } from './api/deployment-record/find-service.ts'
import type { ServiceLevel } from './api/deployment-record/level.ts'
import { levelsOf } from './api/deployment-record/levels.ts'
import { type DeploymentRecord, recordsOf } from './api/deployment-record/record.ts'
import { ServiceJournal } from './api/deployment-record/service-journal.ts'
import { type Ecs, ecsOf } from './api/ecs.ts'
import { type Elbv2, elbv2Of } from './api/elbv2/elbv2.ts'
import type { EventBridgeEvent } from './api/events/envelope.ts'
import { EventBus, type EventHandler } from './api/events/event-bus.ts'
import { listEvents } from './api/events/list.ts'
import type { EventPattern } from './api/events/pattern.ts'
import { explainTask, type TaskExplanation } from './api/explain.ts'
import { listNotSimulated, type NotSimulated } from './api/not-simulated.ts'
import { type TaskTimeline, timelineOf } from './api/task-life/timeline.ts'
import { type TaskTiming, timingOf } from './api/task-life/timing.ts'
import { type WaiterOutcome, waitFor } from './api/waiters/wait.ts'
import type { WaiterInputs, WaiterName } from './api/waiters/waiters.ts'
import { type TaskQuestion, type WhyNotOptions, whyNot } from './api/why-not.ts'
import { type Alarms, alarmsOf } from './controls/alarms/controls.ts'
import { type Faults, faultsOf } from './controls/faults/faults.ts'
import { type Fleet, fleetOf } from './controls/fleet/fleet.ts'
import { type Images, imagesOf } from './controls/images/images.ts'
import { type Load, loadOf } from './controls/load/load.ts'
import { instantAfter, type Moment, pointOf, seqFrom, sinceOf } from './controls/moments.ts'
import { readOptions, type SimulationOptions, worldOptions } from './controls/options.ts'
import { pluginsOf } from './controls/plugins.ts'
import { type Queues, queuesOf } from './controls/queues/queues.ts'
import { type Readings, readingsOf } from './controls/readings/readings.ts'
import { type Resources, resourcesOf } from './controls/resources/resources.ts'
import { type Traffic, trafficOf } from './controls/traffic/traffic.ts'
import { type Workload, workloadOf } from './controls/workload/workload.ts'
import { restoreWorld, saveWorld } from './engine/archive.ts'
import type { CommandRecord } from './engine/command.ts'
import { forkWorld } from './engine/fork.ts'
import { entriesUpTo, snapshotAt } from './engine/history.ts'
import { checkWorld } from './engine/invariants.ts'
import { advanceTo, runInstant, step } from './engine/loop.ts'
import { diffSnapshots, type SnapshotDiff, takeSnapshot } from './engine/snapshots.ts'
import { type Goal, runUntil, type Wait, waiting } from './engine/watch.ts'
import { World } from './engine/world.ts'
import { show } from './kernel/closest.ts'
import type { Duration } from './kernel/durations.ts'
import { UsageError } from './kernel/errors.ts'
import { sha256OfJsonLines } from './kernel/hash.ts'
import { memberOf } from './kernel/plain-data.ts'
import type { JournalEntry } from './model/changes.ts'
import type { Snapshot } from './model/snapshot.ts'
import type { WorldView } from './model/view.ts'
import type { PlacementTrace } from './placement/explain.ts'
import type { PlacementAdvice } from './placement/remedies.ts'

export interface RunOutcome {
  readonly reached: boolean
  /** The instant at which the goal held, or the limit. */
  readonly at: Date
  /** Who has not arrived; empty when the goal was reached. */
  readonly waitingFor: readonly Wait[]
}

/** Where commands are given. */
type Room =
  | 'ecs'
  | 'elbv2'
  | 'applicationAutoScaling'
  | 'cloudWatch'
  | 'fleet'
  | 'workload'
  | 'faults'
  | 'images'
  | 'resources'
  | 'alarms'
  | 'traffic'
  | 'autoScaling'
  | 'load'
  | 'queues'

/**
 * A simulated ECS control plane. Time stands still between calls; `advance` and `runUntil` move it.
 *
 * ```ts
 * const sim = new Simulation({ seed: 'release-42' })
 * sim.ecs.createCluster({ clusterName: 'prod' })
 * sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 3, ready: true })
 * ```
 */
export class Simulation {
  readonly ecs: Ecs
  readonly elbv2: Elbv2
  readonly applicationAutoScaling: ApplicationAutoScaling
  readonly cloudWatch: CloudWatch
  readonly autoScaling: AutoScaling
  readonly fleet: Fleet
  readonly workload: Workload
  readonly faults: Faults
  readonly traffic: Traffic
  readonly images: Images
  readonly resources: Resources
  readonly alarms: Alarms
  readonly load: Load
  readonly queues: Queues
  readonly series: Readings['series']
  readonly scalingReport: Readings['scalingReport']
  readonly cost: Readings['cost']
  readonly #world: World
  readonly #bus: EventBus
  /** Reads nothing until it is asked. */
  readonly #serviceJournal: ServiceJournal

  /** @throws UsageError for an unknown option or a value of the wrong kind */
  constructor(options: SimulationOptions = {}) {
    const world = Simulation.#handed ?? worldOf(options)
    Simulation.#handed = null
    this.#world = world
    this.#bus = new EventBus(world)
    this.#serviceJournal = new ServiceJournal(world.journal)
    this.ecs = ecsOf(world)
    this.elbv2 = elbv2Of(world)
    this.applicationAutoScaling = applicationAutoScalingOf(world)
    this.cloudWatch = cloudWatchOf(world)
    this.autoScaling = autoScalingOf(world)
    this.fleet = fleetOf(world)
    this.images = imagesOf(world)
    this.resources = resourcesOf(world)
    this.faults = faultsOf(world)
    this.workload = workloadOf(world)
    this.alarms = alarmsOf(world)
    this.traffic = trafficOf(world)
    this.load = loadOf(world)
    this.queues = queuesOf(world)
    const readings = readingsOf(world)
    this.series = readings.series
    this.scalingReport = readings.scalingReport
    this.cost = readings.cost
  }

  /**
   * Takes up a saved simulation bit for bit, with the plug-ins that it had.
   * @throws UsageError when the text is damaged or from a newer version, or when a plug-in is missing
   */
  static restore(json: string, { plugins }: Pick<SimulationOptions, 'plugins'> = {}): Simulation {
    return Simulation.#over(restoreWorld(json, pluginsOf(plugins)))
  }

  /** The world that the next simulation is to stand over, instead of one of its own. */
  static #handed: World | null = null

  static #over(world: World): Simulation {
    Simulation.#handed = world
    return new Simulation()
  }

  get now(): Date {
    return new Date(this.#world.nowMs)
  }

  get nowMs(): number {
    return this.#world.nowMs
  }

  /** The live world, read-only and without copying: for predicates. What it shows changes as time passes. */
  get view(): WorldView {
    return this.#world
  }

  /** Everything that has happened, in order. */
  get journal(): readonly JournalEntry[] {
    return this.#world.journal
  }

  /** SHA-256 of the journal: equal for equal runs on every engine. */
  journalHash(): string {
    return sha256OfJsonLines(this.#world.journal)
  }

  /**
   * Calls `handler` for each event of EventBridge that matches `pattern`, as soon as the call or the step of time behind it has been
   * carried out: in order, each once (EV-6). A handler may call the simulation, but not let time pass. What it throws is thrown again
   * by the call that brought the event, at the end of the instant. Handlers are neither saved nor forked.
   *
   * ```ts
   * const off = sim.on({ 'detail-type': ['ECS Task State Change'], detail: { lastStatus: ['STOPPED'] } }, (event) => …)
   * ```
   * @returns a function that ends it
   * @throws UsageError for a pattern that EventBridge would not take
   */
  on(pattern: EventPattern, handler: EventHandler): () => void {
    return this.#bus.on(pattern, handler)
  }

  /** What EventBridge has had so far, from an instant or a journal entry on. @throws UsageError for a moment that has not come */
  events({ since }: { readonly since?: Moment } = {}): readonly EventBridgeEvent[] {
    return listEvents(this.#world, since === undefined ? 0 : seqFrom(this.#world, since))
  }

  /** Lets time pass. Returns the entries that it brought. */
  advance(duration: Duration): readonly JournalEntry[] {
    this.#bus.refuseWhileDelivering('advance')
    const untilMs = instantAfter(this.#world, duration, 'advance')
    const from = this.#world.journal.length
    advanceTo(this.#world, untilMs)
    return this.#world.journal.slice(from)
  }

  /**
   * Lets time pass until the goal holds at the end of an instant: `'steady'` (every service in steady state, nothing pending),
   * `'stable'` (what AWS's waiter services-stable looks at) or a predicate over the view.
   */
  runUntil(goal: Goal, limit: { readonly atMost: Duration }): RunOutcome {
    if (goal !== 'steady' && goal !== 'stable' && typeof goal !== 'function') {
      const expected = "'steady', 'stable' or a function of the view"
      throw new UsageError(`runUntil: expected ${expected}, found ${show(goal)}.`, {
        path: 'goal',
        expected,
        found: show(goal),
      })
    }
    this.#bus.refuseWhileDelivering('runUntil')
    const reached = runUntil(
      this.#world,
      goal,
      instantAfter(this.#world, memberOf(limit, 'atMost') as Duration, 'atMost'),
    )
    return { reached, at: this.now, waitingFor: reached ? [] : waiting(this.#world) }
  }

  /**
   * One of AWS's waiters, in virtual time: asks at once, then every 15 seconds (tasks: every 6), as its definition says (SV-600…SV-605),
   * up to `atMost`, or as often as AWS's own. Asking leaves no trace.
   * @throws UsageError for an unknown waiter; what the describing call throws for this input, before any time passes
   */
  waitFor<Name extends WaiterName>(
    waiter: Name,
    input: WaiterInputs[Name],
    limit: { readonly atMost?: Duration | undefined } = {},
  ): WaiterOutcome {
    this.#bus.refuseWhileDelivering('waitFor')
    const atMost = memberOf(limit, 'atMost') as Duration | undefined
    const limitMs = atMost === undefined ? null : instantAfter(this.#world, atMost, 'atMost')
    return waitFor(this.#world, this, { name: waiter, input, limitMs })
  }

  /** Who waits, for what and since when. */
  waitingFor(): readonly Wait[] {
    return waiting(this.#world)
  }

  /** The world as it is now: immutable for ever, sharing what did not change with other snapshots. */
  snapshot(): Snapshot {
    return takeSnapshot(this.#world)
  }

  /** What changed between two snapshots, as immer patches in both directions. */
  static diff(from: Snapshot, to: Snapshot): SnapshotDiff {
    return diffSnapshots(from, to)
  }

  /** The world as it was, read-only. @throws UsageError for a moment that has not come */
  at(moment: Moment): Snapshot {
    return snapshotAt(this.#world, pointOf(this.#world, moment))
  }

  /** A simulation of its own that goes on from here; neither sees what the other does. */
  fork(): Simulation {
    return Simulation.#over(forkWorld(this.#world))
  }

  /**
   * A simulation that goes on from the past: the commands up to there are run again. A place in the journal stands for the world right
   * after the event or command that wrote it.
   */
  forkAt(moment: Moment): Simulation {
    const point = pointOf(this.#world, moment)
    const original = this.#world
    const until = entriesUpTo(original.journal, point)
    const fork = Simulation.#over(new World(original.options, { plugins: original.plugins }))
    const past = fork.#world
    fork.#replay(original.journal.slice(0, until))
    while (past.journal.length < until) step(past)
    // Events that write nothing are part of the instant too, where the original has run them.
    const place = until === original.journal.length ? original.steps : placeOf(original.journal[until])
    while (past.steps < place && past.queue.nextAtMs === past.nowMs) step(past)
    if ('atMs' in point) {
      while (past.steps < original.steps && (past.queue.nextAtMs ?? Number.POSITIVE_INFINITY) <= point.atMs) step(past)
      past.nowMs = point.atMs
    }
    return fork
  }

  /** JSON that `restore` continues from. */
  save(): string {
    return saveWorld(this.#world)
  }

  /**
   * Why a task went where it went: every instance with its checks, every strategy step with its candidates, and what decided.
   * @throws InvalidParameterException for a task that never was, or for which there was nothing to choose
   */
  explain(task: string): TaskExplanation {
    return explainTask(this.#world, task)
  }

  /**
   * What RunTask would do with this input for its first task, or a service with the next task of its PRIMARY deployment,
   * without doing it; and when no instance takes the task, every single change that would help, unless nobody asks for the way out.
   * @throws what RunTask throws, but for a cluster without instances; InvalidParameterException for a task on Fargate
   */
  whyNot(input: TaskQuestion, options: { readonly wayOut: false }): PlacementTrace
  whyNot(input: TaskQuestion, options?: { readonly wayOut?: true | undefined }): PlacementAdvice
  whyNot(input: TaskQuestion, options: WhyNotOptions = {}): PlacementTrace | PlacementAdvice {
    return whyNot(this.#world, input, options)
  }

  /**
   * Why a task took so long to start, and to stop: the chain of steps on its critical path, those under way included. Takes the ARN or
   * the id, also of a task that ECS has forgotten. @throws InvalidParameterException for a task that never was
   */
  timing(task: string): TaskTiming {
    return timingOf(this.#world, task)
  }

  /** The life of a task and of each of its containers: states, restarts, health, signals, faults. @throws as `timing` */
  timeline(task: string): TaskTimeline {
    return timelineOf(this.#world, task)
  }

  /**
   * How the deployments of a service went, oldest first: waves, lowest healthy level, critical path. Takes a name, `cluster/name` or an
   * ARN, also of a service that was deleted. With `since`, waves from that moment on, of deployments to which anything has happened since
   * or that go on; all other members are of the whole deployment.
   * @throws ServiceNotFoundException; InvalidParameterException for a name in several clusters; UsageError for a moment that has not come
   */
  deployments(service: string, { since }: { readonly since?: Moment } = {}): readonly DeploymentRecord[] {
    const serviceArn = serviceArnOf(this.#serviceJournal.services(), service)
    const sinceMs = since === undefined ? 0 : sinceOf(this.#world, since).atMs
    return recordsOf(this.#world, this.#serviceJournal, { serviceArn, sinceMs })
  }

  /**
   * How a service stood after each instant that changed anything, whether a deployment was going on or not. With `since`, first as it was
   * just before that moment; the seq of the next journal entry stands for now. @throws as `deployments`
   */
  levels(service: string, { since }: { readonly since?: Moment } = {}): readonly ServiceLevel[] {
    const serviceArn = serviceArnOf(this.#serviceJournal.services(), service)
    return levelsOf(this.#serviceJournal.of(serviceArn), since === undefined ? null : sinceOf(this.#world, since))
  }

  /** Members that users set, that are kept and returned, and that have no effect here. */
  notSimulated(): readonly NotSimulated[] {
    return listNotSimulated(this.#world)
  }

  /** Sweeps the whole world. @throws InternalError naming the first thing that is not as it must be */
  checkInvariants(): void {
    checkWorld(this.#world)
  }

  /** Runs the journal's commands again, each at its place among the events. */
  #replay(journal: readonly JournalEntry[]): void {
    for (const entry of journal) {
      if (entry.kind !== 'command') continue
      const { input, step: place } = entry.set as CommandRecord
      while (this.#world.steps < place) step(this.#world)
      this.#world.nowMs = entry.atMs
      this.#run(entry.id, input)
    }
  }

  #run(name: string, input: unknown): void {
    const [room, operation] = name.split('.') as [Room, string]
    const operations = this[room] as unknown as Record<string, (...inputs: readonly unknown[]) => unknown>
    // A call with several arguments is recorded as the list of them.
    operations[operation]!(...(Array.isArray(input) ? input : [input]))
  }

  /** Runs what is due now and nothing later. */
  settle(): void {
    this.#bus.refuseWhileDelivering('settle')
    runInstant(this.#world, this.#world.nowMs)
  }
}

/** Where a command stood among the events; 0 for an entry that is none. */
function placeOf(entry: JournalEntry | undefined): number {
  return entry?.kind === 'command' ? (entry.set as CommandRecord).step : 0
}

function worldOf(options: SimulationOptions): World {
  const readable = readOptions(options)
  return new World(worldOptions(readable), { plugins: pluginsOf(readable.plugins) })
}
