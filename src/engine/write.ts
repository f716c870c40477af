// How does one change reach its table? The only file that writes rows; it tells the indexes in the same breath.

import type { Target } from '../model/balancing.ts'
import { JOURNAL_KINDS, type JournalEntry } from '../model/changes.ts'
import type { Entities, TableName } from '../model/entities.ts'
import type { Indexes } from '../model/indexes.ts'
import { type AlarmTrace, traceOfAlarm } from '../model/scaling/alarm-index.ts'
import { type MemberTrace, traceOfMember } from '../model/scaling/groups.ts'
import type { Table } from '../model/table.ts'
import { type InstanceTrace, traceOf, traceOfInstance } from '../model/traces.ts'
import type { Tables } from './world.ts'

/** What a table tells the indexes about a row. */
interface Hooks<E> {
  inserted?(indexes: Indexes, row: Readonly<E>): void
  /** Returns what the index must know of the row as it was, before it is written. */
  updating?(row: Readonly<E>): unknown
  updated?(indexes: Indexes, before: unknown, row: Readonly<E>): void
  removed?(indexes: Indexes, row: Readonly<E>): void
}

/** A row of these may have something to do on whole minutes. */
const TICKING: Hooks<object> = {
  inserted: (indexes) => indexes.ripples.ticks.add('inserted'),
  updated: (indexes) => indexes.ripples.ticks.add('updated'),
}

/** Tables of which the indexes need not know have no line. */
const HOOKS: { readonly [T in TableName]?: Hooks<Entities[T]> } = {
  alarms: {
    inserted(indexes, row) {
      indexes.alarms.changed(null, traceOfAlarm(row))
      TICKING.inserted!(indexes, row)
    },
    updating: traceOfAlarm,
    updated(indexes, before, row) {
      indexes.alarms.changed(before as AlarmTrace, traceOfAlarm(row))
      TICKING.updated!(indexes, before, row)
    },
    removed: (indexes, row) => indexes.alarms.changed(traceOfAlarm(row), null),
  },
  metricData: {
    inserted: (indexes, row) => indexes.customMetrics.inserted(row),
    removed: (indexes, row) => indexes.customMetrics.removed(row),
  },
  clusters: {
    inserted: (indexes, row) => indexes.clusterChanged(row),
    updated: (indexes, _before, row) => indexes.clusterChanged(row),
  },
  capacityProviders: {
    inserted: (indexes) => indexes.ripples.providers.add('provider'),
    // What was measured of it changes nothing of what it is.
    updating: ({ gauge }) => gauge,
    updated: (indexes, gauge, row) => {
      if (row.gauge === gauge) indexes.ripples.providers.add('provider')
    },
  },
  loads: {
    inserted(indexes, row) {
      indexes.past?.loadChanged(row, true)
      TICKING.inserted!(indexes, row)
    },
    updated(indexes, before, row) {
      indexes.past?.loadChanged(row, true)
      TICKING.updated!(indexes, before, row)
    },
    removed: (indexes, row) => indexes.past?.loadChanged(row, false),
  },
  queues: {
    inserted(indexes, row) {
      indexes.past?.queueChanged(row, true)
      TICKING.inserted!(indexes, row)
    },
    updated(indexes, before, row) {
      indexes.past?.queueChanged(row, true)
      TICKING.updated!(indexes, before, row)
    },
    removed: (indexes, row) => indexes.past?.queueChanged(row, false),
  },
  scheduledActions: {
    inserted: (indexes) => scheduleChanged(indexes),
    updated: (indexes) => scheduleChanged(indexes),
    removed: (indexes) => indexes.scaling.schedulesChanged(),
  },
  scalableTargets: {
    inserted: (indexes, row) => indexes.scaling.targetInserted(row),
    removed: (indexes, row) => indexes.scaling.targetRemoved(row),
  },
  scalingPolicies: {
    inserted: (indexes, row) => indexes.scaling.policyInserted(row),
    removed: (indexes, row) => indexes.scaling.policyRemoved(row),
  },
  scalingActivities: {
    inserted: (indexes, row) => {
      indexes.scaling.activityInserted(row)
      indexes.ripples.ticks.add('inserted')
    },
    updated: (indexes, _before, row) => indexes.scaling.activityUpdated(row),
    removed: (indexes, row) => indexes.scaling.activityRemoved(row),
  },
  groupSchedules: TICKING,
  autoScalingGroups: {
    inserted: (indexes, row) => {
      indexes.past?.autoScalingGroupChanged(row)
      indexes.ripples.groups.add(row.id)
      indexes.ripples.providers.add('group')
    },
    updated: (indexes, _before, row) => {
      indexes.past?.autoScalingGroupChanged(row)
      indexes.ripples.groups.add(row.id)
    },
    removed: (indexes, row) => {
      indexes.past?.autoScalingGroupGone(row)
      indexes.ripples.providers.add('group')
    },
  },
  groupInstances: {
    inserted: (indexes, row) => indexes.groupInstanceInserted(row),
    updating: traceOfMember,
    updated: (indexes, before, row) => indexes.groupInstanceUpdated(before as MemberTrace, row),
    removed: (indexes, row) => indexes.groupInstanceRemoved(row),
  },
  groupPolicies: {
    inserted: (indexes, row) => indexes.groups.policies.inserted(row),
    removed: (indexes, row) => indexes.groups.policies.removed(row),
  },
  groupActivities: {
    inserted: (indexes, row) => indexes.groups.activities.inserted(row),
    removed: (indexes, row) => indexes.groups.activities.removed(row),
  },
  instanceRefreshes: {
    inserted: (indexes, { groupName }) => indexes.ripples.groups.add(groupName),
    updated: (indexes, _before, { groupName }) => indexes.ripples.groups.add(groupName),
  },
  subnets: { inserted: (indexes, row) => indexes.subnetInserted(row) },
  outages: { removed: (indexes) => indexes.outageRemoved() },
  containerInstances: {
    inserted: (indexes, row) => indexes.instanceChanged(null, row),
    updating: traceOfInstance,
    updated: (indexes, before, row) => indexes.instanceChanged(before as InstanceTrace, row),
    removed: (indexes, row) => indexes.touchInstance(row),
  },
  taskDefinitions: { inserted: (indexes, row) => indexes.taskDefinitionInserted(row) },
  tasks: {
    inserted: (indexes, row) => indexes.taskInserted(row),
    updating: traceOf,
    updated: (indexes, before, row) => indexes.taskUpdated(before as ReturnType<typeof traceOf>, row),
    removed: (indexes, row) => indexes.taskRemoved(row),
  },
  services: {
    inserted: (indexes, row) => indexes.serviceChanged(null, row),
    updated: (indexes, _before, row) => indexes.serviceChanged(row, row),
    removed: (indexes, row) => indexes.serviceRemoved(row),
  },
  targetGroups: {
    inserted: (indexes, row) => indexes.past?.targetGroupChanged(row),
    updated: (indexes, _before, row) => indexes.past?.targetGroupChanged(row),
  },
  targets: {
    inserted: (indexes, row) => indexes.targetInserted(row),
    updating: ({ state }) => state,
    updated: (indexes, before, row) => indexes.targetUpdated(row, before as Target['state']),
    removed: (indexes, row) => indexes.targetRemoved(row),
  },
  serviceEvents: {
    inserted: (indexes, row) => indexes.eventInserted(row),
    removed: (indexes, row) => indexes.eventRemoved(row),
  },
}

function scheduleChanged(indexes: Indexes): void {
  indexes.scaling.schedulesChanged()
  indexes.ripples.ticks.add('schedule')
}

const NO_HOOKS: Hooks<object> = {}

/** Folds one journal entry into the tables; the state of a world is exactly the fold of its journal. */
export function write(tables: Tables, indexes: Indexes, { kind, id, set, atMs }: JournalEntry): void {
  const { table: name, operation } = JOURNAL_KINDS[kind]
  if (name === null) return
  indexes.past?.turnTo(atMs)
  const table = tables[name] as unknown as Table<object>
  const hooks = (HOOKS[name] ?? NO_HOOKS) as Hooks<object>
  if (operation === 'update') {
    const before = hooks.updating?.(table.certain(id))
    const row = table.update(id, set as object)
    hooks.updated?.(indexes, before, row)
  } else if (operation === 'insert') {
    const row = table.insert(id, set as object)
    hooks.inserted?.(indexes, row)
  } else {
    const row = table.certain(id)
    table.remove(id)
    hooks.removed?.(indexes, row)
  }
}

/** Tells fresh indexes of every row that there is: for a world that was forked. */
export function reindex(tables: Tables, indexes: Indexes): void {
  for (const name of Object.keys(HOOKS) as TableName[]) {
    const hooks = HOOKS[name] as Hooks<object>
    if (hooks.inserted === undefined) continue
    for (const row of tables[name].values()) hooks.inserted(indexes, row)
  }
  indexes.still()
}
