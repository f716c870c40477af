// Tasks: run, stop.

import { Deal } from '../deployment/split.ts'
import { fargateCodeOf } from '../deployment/texts.ts'
import { command } from '../engine/command.ts'
import { stopTask as endTask } from '../engine/end-task.ts'
import { forkWorld } from '../engine/fork.ts'
import { askForPlace, type StartOrder, type StartResult, startTask, waitsForRoom } from '../engine/start-task.ts'
import { findSubnets } from '../engine/subnets.ts'
import type { World } from '../engine/world.ts'
import { show } from '../kernel/closest.ts'
import { roleRefusal } from '../lifecycle/supply/roles.ts'
import type {
  CapacityProviderItem,
  Cluster,
  JsonRecord,
  Tag,
  Task,
  TaskDefinition,
  TaskLaunch,
} from '../model/entities.ts'
import { managedTags } from '../model/managed-tags.ts'
import type { WorldView } from '../model/view.ts'
import { isUniverseEmpty } from '../placement/place.ts'
import { hasPlugin } from '../placement/plugins.ts'
import type { Answer } from './answer.ts'
import { strategyFor } from './capacity-providers/strategy.ts'
import { keptToken, tokenOf } from './client-token.ts'
import { describeTask } from './describe-task.ts'
import { findTask, findTaskDefinition, getCluster } from './find.ts'
import { checkLaunch, type LaunchSettings } from './launch.ts'
import { checkLength, checkRange, checkTags, invalid, refuse } from './refuse.ts'
import type { Failure, RunTaskOutput, StopTaskOutput } from './shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from './shapes/parse-input.ts'
import { mergedTags } from './tag-list.ts'
import { needsAfterOverrides } from './task-definitions/overrides.ts'
import { checkVolumes } from './volume-configurations.ts'

type Refused = Extract<StartResult, { placed: false }>

// ── RunTask ──

export function runTask(world: World, input: unknown): Answer<RunTaskOutput> {
  const run = runOrder(world, input)
  const { parsed, cluster, order } = run
  checkUniverse(world, run)
  const earlier = earlierCall(world, cluster, parsed)
  if (earlier !== null) return { tasks: earlier.map((task) => describeTask(world, task)), failures: [] }
  checkProvisioning(world, run)
  if (hasPlugin(order.strategies)) rehearse(world, run)
  return command(world, 'ecs.runTask', parsed, (cause) => {
    findSubnets(world, order.subnetIds, cause)
    return startAll(world, run, cause)
  })
}

interface RunOrder {
  readonly parsed: ParsedInput<'RunTask'>
  readonly cluster: Readonly<Cluster>
  /** Of its first task. */
  readonly order: StartOrder
  /** Its strategy; empty where a launch type was named. */
  readonly items: readonly CapacityProviderItem[]
  /** What its tasks count for, in order; all null where a launch type was named. */
  readonly providers: readonly (CapacityProviderItem | null)[]
}

/** What an input of RunTask asks for, once everything that can be refused has been. */
export function runOrder(world: World, input: unknown): RunOrder {
  const parsed = parseInput('RunTask', input)
  checkParameters(parsed)
  const cluster = getCluster(world, parsed.cluster)
  const definition = runnableDefinition(world, parsed.taskDefinition)
  const items = strategyFor(world, cluster, parsed)
  const settings = checkLaunch(world, { ...parsed, providers: items }, definition)
  checkVolumes(parsed.volumeConfigurations, definition)
  checkRoles(world, definition, parsed.overrides)
  const needs = needsAfterOverrides(definition, parsed.overrides, settings.launchType)
  // Each call is dealt out for itself (CP-13).
  const deal = new Deal(
    items,
    items.map(() => 0),
    world.behavior,
  )
  const providers = Array.from({ length: parsed.count ?? 1 }, () => deal.next())
  const order = { ...orderOf(parsed, cluster, definition, settings), needs }
  return { parsed, cluster, order: forProvider(order, providers[0]!), items, providers }
}

/** The same for one of the providers of its strategy. */
export function forProvider(order: StartOrder, capacityProvider: CapacityProviderItem | null): StartOrder {
  return { ...order, launch: { ...order.launch, capacityProvider } }
}

/** An EC2 task needs somebody to ask (PF-11). */
function checkUniverse(world: World, { order: { launchType, clusterArn }, providers }: RunOrder): void {
  if (launchType === 'FARGATE') return
  const isExternal = launchType === 'EXTERNAL'
  const fleet = world.indexes.fleet(clusterArn)
  // Who has a provider that makes room waits for it (CP-20).
  const asked = providers.filter((item) => !waitsForRoom(world, item))
  const empty = asked.find((item) => isUniverseEmpty(fleet, { isExternal, capacityProvider: item?.name ?? null }))
  if (empty === undefined) return
  const where = empty === null ? 'cluster' : 'capacity provider'
  refuse('InvalidParameterException', `No Container Instances were found in your ${where}.`, {
    path: empty === null ? 'cluster' : 'capacityProviderStrategy',
    ...(empty === null ? {} : { expected: 'a provider with ACTIVE instances', found: empty.name }),
    rule: 'PF-11',
  })
}

/** More tasks may wait for capacity providers than a cluster is allowed: found out where it does no harm (CP-07, CL-14). */
function checkProvisioning(world: World, run: RunOrder): void {
  const { order, providers } = run
  const waiting = world.indexes.waiting.countIn(order.clusterArn)
  const waits = providers.some((item) => waitsForRoom(world, item))
  if (!waits || waiting + providers.length <= world.behavior.provisioningQuota) return
  const fork = forkWorld(world)
  const results = providers.map((item) => startTask(fork, forProvider(order, item), () => world.journal.length - 1))
  if (results.every((result) => result.placed || result.isOverQuota !== true)) return
  refuse('ClientException', 'The tasks provisioning capacity limit was exceeded.', {
    path: 'capacityProviderStrategy',
    expected: `at most ${world.behavior.provisioningQuota} tasks in PROVISIONING in the cluster`,
    found: `${waiting} tasks in PROVISIONING`,
    rule: 'CP-07',
  })
}

function checkParameters(parsed: ParsedInput<'RunTask'>): void {
  checkRange('count', parsed.count, 1, 10, 'TD-119')
  checkLength('clientToken', parsed.clientToken, 64, 'TD-120')
  checkTaskParameters(parsed)
}

/** What RunTask and StartTask both say of a task. */
type TaskParameters = Pick<
  ParsedInput<'RunTask'>,
  | 'enableECSManagedTags'
  | 'enableExecuteCommand'
  | 'group'
  | 'overrides'
  | 'propagateTags'
  | 'startedBy'
  | 'tags'
  | 'volumeConfigurations'
>

export function checkTaskParameters(parsed: TaskParameters): void {
  checkLength('startedBy', parsed.startedBy, 128, 'TD-119')
  checkLength('group', parsed.group, 255, 'PL-25')
  checkTags(parsed.tags, 'CL-14')
  if (parsed.group?.startsWith('service:'))
    invalid('group', "a group that does not begin with 'service:'", parsed.group, 'PL-25')
  if (parsed.propagateTags === 'SERVICE') invalid('propagateTags', 'TASK_DEFINITION or NONE', 'SERVICE', 'TD-119')
}

/** @throws ClientException for a role that ECS cannot assume (RS-1) */
export function checkRoles(
  world: WorldView,
  definition: Readonly<TaskDefinition>,
  overrides: TaskParameters['overrides'],
): void {
  const refused = roleRefusal(definition, { overrides: (overrides ?? {}) as JsonRecord }, world.tables.obstacles)
  if (refused === null) return
  const facts = { path: 'taskDefinition', expected: 'roles that ECS can assume', found: refused.arn, rule: 'RS-1' }
  refuse('ClientException', refused.message, facts)
}

export function runnableDefinition(world: WorldView, reference: string): Readonly<TaskDefinition> {
  const definition = findTaskDefinition(world, reference)
  if (definition === undefined)
    refuse('ClientException', 'TaskDefinition not found.', {
      path: 'taskDefinition',
      expected: 'a registered task definition',
      found: show(reference),
      rule: 'PF-41',
    })
  if (definition.status !== 'ACTIVE')
    refuse('InvalidParameterException', 'TaskDefinition is inactive', {
      path: 'taskDefinition',
      found: definition.status,
      rule: 'PF-41',
    })
  return definition
}

export function orderOf(
  parsed: TaskParameters & { readonly clientToken?: string },
  cluster: Readonly<Cluster>,
  definition: Readonly<TaskDefinition>,
  settings: LaunchSettings,
): StartOrder {
  return {
    definition,
    clusterArn: cluster.arn,
    group: parsed.group ?? `family:${definition.family}`,
    startedBy: parsed.startedBy ?? null,
    serviceArn: null,
    deploymentId: null,
    launchType: settings.launchType,
    subnetIds: settings.subnetIds,
    strategies: settings.strategies,
    constraints: settings.constraints,
    launch: launchOf(parsed, cluster, definition, settings),
  }
}

function launchOf(
  parsed: TaskParameters & { readonly clientToken?: string },
  cluster: Readonly<Cluster>,
  definition: Readonly<TaskDefinition>,
  settings: LaunchSettings,
): TaskLaunch {
  const managed = parsed.enableECSManagedTags === true ? managedTags(cluster.name, null) : []
  const { volumeConfigurations: volumes = [] } = parsed
  const inherited = parsed.propagateTags === 'TASK_DEFINITION' ? definition.tags : []
  return {
    overrides: (parsed.overrides ?? {}) as JsonRecord,
    tags: [...managed, ...mergedTags(inherited, (parsed.tags ?? []) as Tag[])],
    enableExecuteCommand: parsed.enableExecuteCommand ?? false,
    platformVersion: settings.platformVersion,
    capacityProvider: null,
    graceMs: 0,
    clientToken: parsed.clientToken === undefined ? null : keptToken(parsed),
    ...(volumes.length === 0 ? {} : { volumeConfigurations: volumes as unknown as JsonRecord[] }),
  }
}

/**
 * A plug-in that fails must leave no trace, so that it is asked before anything is written: about a single task in this world, about several
 * in another, where each sees the ones before. @throws UsageError
 */
function rehearse(world: World, run: RunOrder): void {
  if (run.providers.length === 1) askForPlace(world, run.order)
  else startAll(forkWorld(world), run, world.journal.length - 1)
}

/**
 * One after another, each seeing the ones before; the first that finds no room ends the call, or the share of its capacity provider
 * (PL-03, SV-505).
 */
function startAll(world: World, { order, providers }: RunOrder, cause: number): Answer<RunTaskOutput> {
  const tasks: Task['arn'][] = []
  const failures: Failure[] = []
  const full = new Set<string | undefined>()
  for (const provider of providers) {
    if (full.has(provider?.name)) continue
    const result = startTask(world, forProvider(order, provider), () => cause)
    if (result.placed) tasks.push(result.taskArn as Task['arn'])
    else {
      full.add(provider?.name)
      failures.push(...failuresOf(result))
    }
  }
  return { tasks: described(world, tasks), failures }
}

export function described(world: WorldView, arns: readonly string[]) {
  return arns.map((arn) => describeTask(world, world.tables.tasks.certain(arn)))
}

/** One entry an instance, in order of registration (PF-09); one in all when Fargate takes no task (FG-10). */
export function failuresOf({ refused, fargate }: Refused): Failure[] {
  if (fargate !== null) return [{ reason: fargateCodeOf(fargate) }]
  return refused.map(({ slot, reason }) => ({ arn: slot.arn, reason }))
}

/** Tasks of an earlier call with the same token; a token for other parameters is a conflict (TD-120). */
function earlierCall(
  world: WorldView,
  cluster: Readonly<Cluster>,
  parsed: ParsedInput<'RunTask'>,
): Readonly<Task>[] | null {
  if (parsed.clientToken === undefined) return null
  const mine = [...world.tables.tasks.values()].filter(
    ({ launch, clusterArn }) =>
      clusterArn === cluster.arn && launch.clientToken !== null && tokenOf(launch.clientToken) === parsed.clientToken,
  )
  if (mine.length === 0) return null
  if (mine.some(({ launch }) => launch.clientToken !== keptToken(parsed))) {
    refuse('ConflictException', 'The clientToken was used with other parameters.', {
      path: 'clientToken',
      rule: 'TD-120',
    })
  }
  return mine
}

// ── StopTask ──

export function stopTask(world: World, input: unknown): Answer<StopTaskOutput> {
  const parsed = parseInput('StopTask', input)
  checkLength('reason', parsed.reason, 1_024, 'LC-19')
  const cluster = getCluster(world, parsed.cluster)
  const task = getTask(world, cluster, parsed.task)
  return command(world, 'ecs.stopTask', parsed, (cause) => {
    endTask(
      world,
      task,
      { code: 'UserInitiated', reason: parsed.reason ?? 'Task stopped by user', rule: 'LC-23' },
      cause,
    )
    return { task: describeTask(world, world.tables.tasks.certain(task.arn)) }
  })
}

function getTask(world: WorldView, cluster: Readonly<Cluster>, reference: string): Readonly<Task> {
  const task = findTask(world, cluster, reference)
  if (task === undefined) {
    refuse('InvalidParameterException', 'The referenced task was not found.', {
      path: 'task',
      expected: 'a task of the cluster',
      found: show(reference),
      rule: 'GEN-2',
    })
  }
  return task
}
