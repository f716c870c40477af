// Where does everything live? Clock, tables, indexes, queue, dice and journal of one simulation.
import type { Realm } from '../kernel/arns.ts'
import { EventQueue } from '../kernel/event-queue.ts'
import { RandomStreams } from '../kernel/random.ts'
import type { Behavior, Latencies, LatencySettings } from '../model/behavior.ts'
import type { JournalEntry } from '../model/changes.ts'
import type { Entities, Subnet, TableName } from '../model/entities.ts'
import { Indexes } from '../model/indexes.ts'
import { latenciesOf } from '../model/latencies.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { Table } from '../model/table.ts'
import type { PlanningView } from '../model/view.ts'
import { DAEMON_RULES } from '../placement/daemons.ts'
import { lineOf } from '../placement/lines.ts'
import { NO_PLUGINS, type Plugins } from '../placement/plugin.ts'
import { GroupTally } from './auto-scaling/tally.ts'
import { Metering } from './metrics/metering.ts'
import type { Observer } from './observer.ts'

/** Everything a simulation is built from, complete and plain: the seed and the options decide the rest. */
export interface WorldOptions extends Realm {
  readonly seed: string
  readonly startAtMs: number
  readonly behavior: Behavior
  readonly latencies: LatencySettings
  /** Zones of the Region, in order. */
  readonly availabilityZones: readonly string[]
  /** Subnets that are known beforehand, by id. */
  readonly subnets: Readonly<Record<string, Omit<Subnet, 'id' | 'cidrBlock'> & { readonly cidrBlock: string | null }>>
  /** Check every invariant after every write, not only what was touched. */
  readonly paranoid: boolean
}

export type Tables = { readonly [T in TableName]: Table<Entities[T]> }

export const TABLE_NAMES: readonly TableName[] = [
  'accountSettings',
  'clusters',
  'capacityProviders',
  'containerInstances',
  'taskDefinitions',
  'tasks',
  'services',
  'serviceEvents',
  'subnets',
  'scripts',
  'loadBalancers',
  'listeners',
  'listenerRules',
  'targetGroups',
  'targets',
  'repositories',
  'images',
  'imageTags',
  'obstacles',
  'outages',
  'faults',
  'alarms',
  'dashboards',
  'serviceDeployments',
  'metricData',
  'loads',
  'queues',
  'scalableTargets',
  'scalingPolicies',
  'scheduledActions',
  'scalingActivities',
  'launchSources',
  'autoScalingGroups',
  'groupInstances',
  'groupPolicies',
  'groupSchedules',
  'groupActivities',
  'instanceRefreshes',
]

export type WorldParts = Partial<
  Pick<World, 'tables' | 'journal' | 'queue' | 'streams' | 'nowMs' | 'marked' | 'steps' | 'published' | 'plugins'>
>

export class World implements PlanningView {
  readonly options: WorldOptions
  readonly tables: Tables
  readonly indexes: Indexes
  readonly journal: JournalEntry[]
  readonly queue: EventQueue
  readonly streams: RandomStreams
  /** Reading one that is distributed draws. */
  readonly latencies: Latencies
  nowMs: number
  /** Services whose evaluation, and clusters whose waiting tasks, are queued for the present instant. */
  readonly marked: Set<string>
  /** Events run so far: where a command stands among them, so that a replay puts it there again. */
  steps: number
  /** The last snapshot handed out, if any: the next one shares what did not change. */
  published: Snapshot | null
  /** What the user brought along. Code, and so no part of what is saved. */
  readonly plugins: Plugins
  /** When the next whole minute is looked at; null while nobody has anything to look at. Follows from the queue. */
  tickAtMs: number | null
  /** What metrics were found to be so far; follows from the journal. */
  readonly metering = new Metering()
  /** How its Auto Scaling groups stand; follows from the rows. */
  readonly tally = new GroupTally()
  /** The service whose evaluation is going on: its own doings do not call it again. */
  evaluating: string | null = null
  /** Is told of everything that is written. */
  observer: Observer | null = null

  constructor(options: WorldOptions, parts: WorldParts = {}) {
    this.options = options
    this.tables = parts.tables ?? emptyTables()
    this.indexes = new Indexes(this.tables, { daemons: DAEMON_RULES, line: lineOf })
    this.journal = parts.journal ?? []
    this.queue = parts.queue ?? new EventQueue()
    this.tickAtMs = this.queue.first('minute.tick')?.atMs ?? null
    this.streams = parts.streams ?? new RandomStreams(options.seed)
    this.latencies = latenciesOf(options.latencies, (name) => this.streams.stream(name))
    this.nowMs = parts.nowMs ?? options.startAtMs
    this.marked = parts.marked ?? new Set()
    this.steps = parts.steps ?? 0
    this.published = parts.published ?? null
    this.plugins = parts.plugins ?? NO_PLUGINS
  }

  get realm(): Realm {
    return this.options
  }

  get behavior(): Behavior {
    return this.options.behavior
  }
}

export function emptyTables(): Tables {
  return Object.fromEntries(TABLE_NAMES.map((name) => [name, new Table()])) as unknown as Tables
}
