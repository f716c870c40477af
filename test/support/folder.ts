// An independent fold of the journal: thirty lines that know only what an entry's kind says about itself.
import type { JournalEntry, Snapshot } from '../../src/index.ts'

export type Tables = Omit<Snapshot, 'atMs' | 'seq'>
type Row = Readonly<Record<string, unknown>>

const TABLES: Readonly<Record<string, keyof Tables>> = {
  accountSetting: 'accountSettings',
  cluster: 'clusters',
  containerInstance: 'containerInstances',
  taskDefinition: 'taskDefinitions',
  task: 'tasks',
  service: 'services',
  serviceEvent: 'serviceEvents',
  subnet: 'subnets',
  script: 'scripts',
  repository: 'repositories',
  image: 'images',
  imageTag: 'imageTags',
  obstacle: 'obstacles',
  outage: 'outages',
  fault: 'faults',
  loadBalancer: 'loadBalancers',
  listener: 'listeners',
  listenerRule: 'listenerRules',
  targetGroup: 'targetGroups',
  target: 'targets',
  alarm: 'alarms',
  serviceDeployment: 'serviceDeployments',
  capacityProvider: 'capacityProviders',
  metricDatum: 'metricData',
  load: 'loads',
  queue: 'queues',
  scalableTarget: 'scalableTargets',
  scalingPolicy: 'scalingPolicies',
  scheduledAction: 'scheduledActions',
  scalingActivity: 'scalingActivities',
  launchSource: 'launchSources',
  autoScalingGroup: 'autoScalingGroups',
  instanceRefresh: 'instanceRefreshes',
  groupInstance: 'groupInstances',
  groupPolicy: 'groupPolicies',
  groupSchedule: 'groupSchedules',
  groupActivity: 'groupActivities',
  dashboard: 'dashboards',
}
const BEGINNINGS = ['created', 'launched', 'found']
const ENDS = ['forgotten', 'dropped']
const NOTES = ['command', 'task.refused', 'service.evaluated', 'service.action']

/** Tables after the entries, rows in the order in which they were inserted. */
export function folded(journal: readonly JournalEntry[]): Tables {
  const tables = Object.fromEntries(Object.values(TABLES).map((name) => [name, new Map<string, Row>()]))
  for (const { kind, id, set } of journal) {
    if (NOTES.includes(kind)) continue
    const [noun, verb] = kind.split('.') as [string, string]
    const table = tables[TABLES[noun] as string] as Map<string, Row>
    if (ENDS.includes(verb)) table.delete(id)
    else if (BEGINNINGS.includes(verb) || kind === 'taskDefinition.registered') table.set(id, set as Row)
    else table.set(id, { ...table.get(id), ...set })
  }
  return tables as unknown as Tables
}

/** A snapshot's tables, without the moment at which it was taken. */
export function tablesOf({ atMs: _atMs, seq: _seq, ...tables }: Snapshot): Tables {
  return tables
}

/** The same as lists, so that the order of rows counts in a comparison. */
export function rowsOf(tables: Tables): Readonly<Record<string, readonly (readonly [string, unknown])[]>> {
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, [...table]]))
}
