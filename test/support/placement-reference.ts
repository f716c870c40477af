// Where may a task go, and which task may stop? Brute force, straight from the rules: every instance, every filter, every
// strategy, one after another, from a snapshot's tables alone. Slow, and with nothing clever in it that could be wrong.
import type {
  ContainerInstance,
  JournalEntry,
  Service,
  Simulation,
  Snapshot,
  Task,
  TaskDefinition,
} from '../../src/index.ts'

export interface Item {
  readonly type: string
  readonly field: string
}

const ZONE = 'attribute:ecs.availability-zone'
/** PL-23. */
const SERVICE_DEFAULT: readonly Item[] = [
  { type: 'spread', field: ZONE },
  { type: 'spread', field: 'instanceId' },
]
/** PL-24. */
const STANDALONE_DEFAULT: readonly Item[] = [{ type: 'random', field: '' }]

export interface Choice {
  /** Instances that may be chosen: one, unless a draw decides. */
  readonly allowed: readonly string[]
  /** Why the others may not, in order of registration. */
  readonly refused: readonly { readonly arn: string; readonly reason: string }[]
}

export interface Question {
  readonly world: Snapshot
  readonly clusterArn: string
  readonly definition: Readonly<TaskDefinition>
  readonly needs: Task['needs']
  /** Where the task may have its network interface. */
  readonly subnetIds?: readonly string[]
  readonly strategies: readonly Item[]
  /** Tasks among which a spread balances: those of the service, or of the group (PL-20). */
  readonly group: string
  /** Other zones will not do. */
  readonly zones?: readonly string[] | null
}

/** PL-01: filters, then strategies, then the order of registration. */
export function placementsOf(question: Question): Choice {
  const instances = registered(question.world, question.clusterArn)
  const checked = instances.map((instance) => ({ instance, reason: refusalOf(question, instance) }))
  const refused = checked.flatMap(({ instance, reason }) => (reason === null ? [] : [{ arn: instance.arn, reason }]))
  let best = checked.filter(({ reason }) => reason === null).map(({ instance }) => instance)
  for (const item of question.strategies) {
    if (item.type === 'random') return { allowed: best.map(({ arn }) => arn), refused }
    best = lowest(best, (instance) => rankOf(question, instance, item))
  }
  return { allowed: best.slice(0, 1).map(({ arn }) => arn), refused }
}

/** PL-02, PL-19: ACTIVE instances; whoever registered first comes first, then whoever was launched first. */
function registered(world: Snapshot, clusterArn: string): ContainerInstance[] {
  return [...world.containerInstances.values()]
    .filter((instance) => instance.clusterArn === clusterArn && instance.status === 'ACTIVE')
    .sort((a, b) => (a.registeredAtMs as number) - (b.registeredAtMs as number) || a.ordinal - b.ordinal)
}

/** PL-16: those that are wanted. */
function wantedTasks(world: Snapshot): Task[] {
  return [...world.tasks.values()].filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
}

type Amount = 'cpuUnits' | 'memoryMiB'

/** PL-38: what daemons without a task there, or with a smaller one, are to have. Here every ACTIVE instance is theirs, unless their subnets lie elsewhere. */
function kept(world: Snapshot, instance: ContainerInstance, amount: Amount): number {
  let sum = 0
  for (const { arn } of daemonsOf(world, instance)) {
    const { needs } = definitionOf(world, arn)
    const had = wantedTasks(world).find((task) => task.serviceArn === arn && task.containerInstanceArn === instance.arn)
    sum += Math.max(0, needs[amount] - (had?.needs[amount] ?? 0))
  }
  return sum
}

function daemonsOf(world: Snapshot, instance: ContainerInstance): Service[] {
  return [...world.services.values()].filter(
    (service) =>
      service.schedulingStrategy === 'DAEMON' &&
      service.status === 'ACTIVE' &&
      service.clusterArn === instance.clusterArn &&
      networkRefusal(
        {
          world,
          definition: definitionOf(world, service.arn),
          subnetIds: subnetsIn(service.revision.networkConfiguration),
        },
        instance,
      ) === null,
  )
}

/** PL-38, PL-16: one for each daemon of awsvpc that has none there, not even one that is going. */
function interfacesKept(world: Snapshot, instance: ContainerInstance): number {
  return daemonsOf(world, instance).filter(
    ({ arn }) =>
      definitionOf(world, arn).networkMode === 'awsvpc' &&
      ![...world.tasks.values()].some(
        (task) =>
          task.serviceArn === arn &&
          task.containerInstanceArn === instance.arn &&
          task.lastStatus !== 'STOPPED' &&
          task.needs.enis > 0,
      ),
  ).length
}

function definitionOf(world: Snapshot, service: string): TaskDefinition {
  const { revision } = world.services.get(service) as Service
  return world.taskDefinitions.get(revision.taskDefinitionArn) as TaskDefinition
}

function keptPorts(world: Snapshot, instance: ContainerInstance, ports: 'tcpPorts' | 'udpPorts'): number[] {
  return daemonsOf(world, instance).flatMap(({ arn }) => definitionOf(world, arn).needs[ports])
}

/** PL-17: what is left for those who are no daemons. */
function remaining(world: Snapshot, instance: ContainerInstance, amount: Amount): number {
  return Math.max(0, unpromised(world, instance, amount) - kept(world, instance, amount))
}

/** PL-15: what is registered less what the wanted tasks need. */
function unpromised(world: Snapshot, instance: ContainerInstance, amount: Amount): number {
  const tasks = wantedTasks(world).filter(({ containerInstanceArn }) => containerInstanceArn === instance.arn)
  return instance[amount] - tasks.reduce((sum, { needs }) => sum + needs[amount], 0)
}

/** PL-04: the first check that fails. */
function refusalOf(question: Question, instance: ContainerInstance): string | null {
  const { world, definition, needs, zones = null } = question
  for (const [name, value] of Object.entries(definition.requiredAttributes)) {
    const own = instance.attributes[name]
    if (own !== undefined && value !== '' && own !== value) return 'ATTRIBUTE'
  }
  const stranger = networkRefusal(question, instance)
  if (stranger !== null) return stranger
  if (needs.cpuUnits > remaining(world, instance, 'cpuUnits')) return 'RESOURCE:CPU'
  if (needs.memoryMiB > remaining(world, instance, 'memoryMiB')) return 'RESOURCE:MEMORY'
  if (!portsAreFree(world, needs, instance)) return 'RESOURCE:PORTS'
  if (
    definition.networkMode === 'awsvpc' &&
    interfacesHeld(world, instance) + interfacesKept(world, instance) + 1 > instance.taskEniLimit
  )
    return 'RESOURCE:ENI'
  return zones === null || zones.includes(instance.availabilityZone as string) ? null : 'MEMBER_OF'
}

/** PL-11, PL-12: the instance stands in the VPC and in the zone of a subnet. */
function networkRefusal(
  { world, definition, subnetIds = [] }: Pick<Question, 'world' | 'definition' | 'subnetIds'>,
  instance: ContainerInstance,
): string | null {
  if (definition.networkMode !== 'awsvpc') return null
  const subnets = subnetIds.map((id) => world.subnets.get(id))
  if (!subnets.some((subnet) => subnet?.vpcId === instance.attributes['ecs.vpc-id'])) return 'ATTRIBUTE'
  return subnets.some((subnet) => subnet?.availabilityZone === instance.availabilityZone) ? null : 'LOCATION'
}

/** PL-16: an interface is free when its task is STOPPED, and not before. */
function interfacesHeld(world: Snapshot, instance: ContainerInstance): number {
  return [...world.tasks.values()].filter(
    ({ containerInstanceArn, lastStatus, taskDefinitionArn }) =>
      containerInstanceArn === instance.arn &&
      lastStatus !== 'STOPPED' &&
      world.taskDefinitions.get(taskDefinitionArn)?.networkMode === 'awsvpc',
  ).length
}

/** PL-08. */
function portsAreFree(world: Snapshot, needs: Task['needs'], instance: ContainerInstance): boolean {
  const tasks = wantedTasks(world).filter(({ containerInstanceArn }) => containerInstanceArn === instance.arn)
  const tcp = [...instance.reservedTcpPorts, ...tasks.flatMap((task) => task.needs.tcpPorts)]
  const udp = [...instance.reservedUdpPorts, ...tasks.flatMap((task) => task.needs.udpPorts)]
  tcp.push(...keptPorts(world, instance, 'tcpPorts'))
  udp.push(...keptPorts(world, instance, 'udpPorts'))
  return !needs.tcpPorts.some((port) => tcp.includes(port)) && !needs.udpPorts.some((port) => udp.includes(port))
}

/** PL-18: the fewer tasks in its bucket, or the less there is left, the better. */
function rankOf(question: Question, instance: ContainerInstance, { type, field }: Item): number {
  const { world, clusterArn, group } = question
  if (type === 'binpack') return remaining(world, instance, field === 'cpu' ? 'cpuUnits' : 'memoryMiB')
  const bucket = bucketOf(instance, field)
  return wantedTasks(world).filter((task) => {
    if (task.clusterArn !== clusterArn || task.group !== group || task.containerInstanceArn === null) return false
    const other = world.containerInstances.get(task.containerInstanceArn)
    return other !== undefined && bucketOf(other, field) === bucket
  }).length
}

/** PL-21: instances without the attribute share a bucket. */
function bucketOf(instance: ContainerInstance, field: string): string {
  if (!field.startsWith('attribute:')) return instance.arn
  const value = Object.entries(instance.attributes).find(([name]) => name === field.slice('attribute:'.length))?.[1]
  return value === undefined ? 'missing' : `value ${value}`
}

function lowest<T>(items: readonly T[], rank: (item: T) => number): T[] {
  const best = Math.min(...items.map(rank))
  return items.filter((item) => rank(item) === best)
}

// ── which task stops ──

/** Tasks that may be the next to stop: one, unless a draw decides (PL-50…PL-54). */
function stopsOf(world: Snapshot, service: Readonly<Service>, pool: readonly Task[]): string[] {
  const healthy = wantedTasks(world).filter((task) => task.serviceArn === service.arn && isHealthy(task))
  const lower = Math.ceil((service.desiredCount * service.minimumHealthyPercent) / 100)
  let best = pool.filter((task) => !isHealthy(task) || healthy.length > lower)
  best = lowest(best, (task) => rowRank(service, task))
  best = lowest(best, (task) => classRank(world, task))
  const own = service.placementStrategy
  for (const item of own.length > 0 ? own : SERVICE_DEFAULT) {
    if (item.type === 'random') return best.map(({ arn }) => arn)
    best = lowest(best, (task) => -stopRank(world, service, task, item))
  }
  // PL-52: an explicit spread leaves a draw; otherwise the newest goes.
  const arns = best.map(({ arn }) => arn)
  return own.some(({ type }) => type === 'spread') ? arns : arns.slice(-1)
}

function isHealthy(task: Task): boolean {
  return task.lastStatus === 'RUNNING' && task.healthyAtMs !== null
}

/** DP-432: rows that never completed go first, newest first; the last one that did goes last. */
function rowRank({ deployments }: Readonly<Service>, { deploymentId }: Task): number {
  const index = deployments.findIndex(({ id }) => id === deploymentId)
  return index + (deployments[index]?.completedAtMs === null ? 0 : 1_000)
}

/** PL-53: what serves nobody goes first; of what runs, the UNHEALTHY, and then what does not count yet (DP-605). */
function classRank(world: Snapshot, task: Task): number {
  const instance = world.containerInstances.get(task.containerInstanceArn ?? '')
  if ((instance?.status as string) === 'DRAINING') return 0
  if (task.lastStatus !== 'RUNNING') return 1
  if (task.healthStatus === 'UNHEALTHY' || task.finding !== null) return 2
  return isHealthy(task) ? 4 : 3
}

/** PL-50: where most tasks are, or where most is left once the task has gone. */
function stopRank(world: Snapshot, service: Readonly<Service>, task: Task, { type, field }: Item): number {
  const instance = world.containerInstances.get(task.containerInstanceArn ?? '')
  if (type === 'binpack') {
    if (instance === undefined) return 0
    const amount = field === 'cpu' ? 'cpuUnits' : 'memoryMiB'
    return unpromised(world, instance, amount) + task.needs[amount]
  }
  const bucket = stopBucket(world, task, field)
  return wantedTasks(world).filter(
    (other) => other.serviceArn === service.arn && stopBucket(world, other, field) === bucket,
  ).length
}

function stopBucket(world: Snapshot, task: Task, field: string): string {
  if (field === ZONE) return task.availabilityZone ?? 'missing'
  const instance = world.containerInstances.get(task.containerInstanceArn ?? '')
  return instance === undefined ? 'missing' : bucketOf(instance, field)
}

// ── a whole run ──

/** Every placement on an instance and every choice of a stop in the journal that the rules do not allow. */
export function forbiddenChoices(sim: Simulation): string[] {
  return sim.journal.flatMap((entry) => {
    if (entry.kind === 'task.created') return forbiddenPlacement(sim, entry)
    return entry.rule === 'DP-110' || entry.rule === 'DP-441' ? forbiddenStop(sim, entry) : []
  })
}

function forbiddenPlacement(sim: Simulation, entry: JournalEntry): string[] {
  const task = entry.set as Task
  if (task.containerInstanceArn === null) return []
  const world = sim.at({ seq: entry.seq - 1 })
  const service = world.services.get(task.serviceArn ?? '')
  if (service?.schedulingStrategy === 'DAEMON') return []
  const definition = world.taskDefinitions.get(task.taskDefinitionArn) as TaskDefinition
  const strategies = service === undefined ? strategiesOfCall(sim, entry) : strategiesOf(service)
  const { clusterArn, needs, group } = task
  const network =
    service === undefined
      ? inputOfCall(sim, entry).networkConfiguration
      : service.deployments.find(({ id }) => id === task.deploymentId)?.revision.networkConfiguration
  const subnetIds = subnetsIn(network)
  const { allowed } = placementsOf({
    world,
    clusterArn,
    definition,
    needs,
    strategies,
    group,
    subnetIds,
    zones: zonesOf(sim, entry),
  })
  return allowed.includes(task.containerInstanceArn) && isRightSubnet(world, task, subnetIds)
    ? []
    : [`entry ${entry.seq}: ${task.containerInstanceArn} where ${allowed.join(' or ')} was right`]
}

/** DP-801: a move goes to one of the emptiest zones, and says so. */
function zonesOf(sim: Simulation, { cause }: JournalEntry): readonly string[] | null {
  const { set } = sim.journal[cause as number] as JournalEntry
  return (set as { zones?: readonly string[] }).zones ?? null
}

function subnetsIn(networkConfiguration: unknown): readonly string[] {
  const { awsvpcConfiguration } = (networkConfiguration ?? {}) as { awsvpcConfiguration?: { subnets: string[] } }
  return awsvpcConfiguration?.subnets ?? []
}

/** NW-12: the first that was named in the zone of the instance. */
function isRightSubnet(world: Snapshot, { subnetId, containerInstanceArn }: Task, ids: readonly string[]): boolean {
  const zone = world.containerInstances.get(containerInstanceArn as string)?.availabilityZone
  return subnetId === (ids.find((id) => world.subnets.get(id)?.availabilityZone === zone) ?? null)
}

function strategiesOf(service: Readonly<Service>): readonly Item[] {
  return service.placementStrategy.length > 0 ? (service.placementStrategy as readonly Item[]) : SERVICE_DEFAULT
}

interface CallInput {
  readonly placementStrategy?: readonly Partial<Item>[]
  readonly networkConfiguration?: unknown
}

function inputOfCall(sim: Simulation, { cause }: JournalEntry): CallInput {
  const { set } = sim.journal[cause as number] as JournalEntry
  return (set as { input: CallInput }).input
}

/** What RunTask asked for, in one spelling. */
function strategiesOfCall(sim: Simulation, entry: JournalEntry): readonly Item[] {
  const given = (inputOfCall(sim, entry).placementStrategy ?? []).map(({ type = '', field = '' }) => ({
    type,
    field: type === 'binpack' ? field.toLowerCase() : field,
  }))
  return given.length > 0 ? given : STANDALONE_DEFAULT
}

function forbiddenStop(sim: Simulation, entry: JournalEntry): string[] {
  const world = sim.at({ seq: entry.seq - 1 })
  const task = world.tasks.get(entry.id) as Task
  const service = world.services.get(task.serviceArn ?? '') as Service
  const primary = service.deployments[0]?.id
  const pool = wantedTasks(world).filter(
    ({ serviceArn, deploymentId, protectedUntilMs }) =>
      // DP-450: nobody stops those.
      protectedUntilMs === null &&
      serviceArn === service.arn &&
      (entry.rule === 'DP-441') === (deploymentId === primary),
  )
  const allowed = stopsOf(world, service, pool)
  return allowed.includes(entry.id)
    ? []
    : [`entry ${entry.seq}: stop ${entry.id} where ${allowed.join(' or ')} was right`]
}
