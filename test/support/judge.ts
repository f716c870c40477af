// A judge that watches a simulation from outside: it reads the journal and AWS's answers, never the engine's indexes, keeps
// books of its own, and says which law was broken by which entry.
import type { ContainerInstance, JournalEntry, Service, Simulation, Task } from '../../src/index.ts'

/** The legal steps of lastStatus (LC-2…LC-10, LC-17), by launch type and network. */
const ON_AN_INSTANCE = {
  '': ['PENDING'],
  PENDING: ['RUNNING', 'STOPPING', 'STOPPED'],
  RUNNING: ['STOPPING', 'STOPPED'],
  STOPPING: ['STOPPED'],
  STOPPED: [],
}
const ON_FARGATE = {
  '': ['PROVISIONING'],
  PROVISIONING: ['PENDING', 'DEPROVISIONING'],
  // A task whose first containers run already has something to stop.
  PENDING: ['RUNNING', 'STOPPING', 'DEPROVISIONING'],
  // By itself a task ends without having been asked.
  RUNNING: ['STOPPING', 'DEPROVISIONING'],
  STOPPING: ['DEPROVISIONING'],
  DEPROVISIONING: ['STOPPED'],
  STOPPED: [],
}
/** As on Fargate, but the instance under the task may go at any time. */
const WITH_AN_INTERFACE = {
  ...ON_FARGATE,
  PROVISIONING: [...ON_FARGATE.PROVISIONING, 'STOPPED'],
  PENDING: [...ON_FARGATE.PENDING, 'STOPPED'],
  RUNNING: [...ON_FARGATE.RUNNING, 'STOPPED'],
  STOPPING: [...ON_FARGATE.STOPPING, 'STOPPED'],
}

type Edges = Readonly<Record<string, readonly string[]>>

function edgesOf({ launchType, needs, traffic }: Task): Edges {
  const edges: Edges = launchType === 'FARGATE' ? ON_FARGATE : needs.enis > 0 ? WITH_AN_INTERFACE : ON_AN_INSTANCE
  return traffic === null ? edges : behindBalancer(edges)
}

/** Its targets drain before it is told to stop; whatever ends a RUNNING task ends one that drains (LB-103). */
function behindBalancer(edges: Edges): Edges {
  const { RUNNING = [] } = edges
  return { ...edges, RUNNING: [...RUNNING, 'DEACTIVATING'], DEACTIVATING: RUNNING }
}

const ENDING = ['DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED']

/** Timestamps that may not run backwards, as far as they are set. */
const TIMELINES: readonly (readonly (keyof Task & `${string}AtMs`)[])[] = [
  ['createdAtMs', 'connectedAtMs', 'pullStartedAtMs', 'pullStoppedAtMs', 'startedAtMs', 'healthyAtMs'],
  ['createdAtMs', 'admittedAtMs', 'startedAtMs', 'executionStoppedAtMs', 'stoppedAtMs'],
  ['createdAtMs', 'stoppingAtMs', 'stoppedAtMs'],
  // Containers may end before anybody asks the task to stop.
  ['createdAtMs', 'executionStoppedAtMs', 'stoppedAtMs'],
]

/** DP-471; an evaluation may take several steps at once, and a rollback that is cut off or has nowhere to go ends too. */
const ROLLOUT_EDGES: Readonly<Record<string, readonly string[]>> = {
  PENDING: ['IN_PROGRESS', 'SUCCESSFUL', 'STOP_REQUESTED', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'],
  IN_PROGRESS: ['SUCCESSFUL', 'STOP_REQUESTED', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'],
  STOP_REQUESTED: ['STOPPED'],
  ROLLBACK_REQUESTED: ['ROLLBACK_IN_PROGRESS', 'STOPPED', 'STOP_REQUESTED', 'SUCCESSFUL'],
  ROLLBACK_IN_PROGRESS: ['ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'],
}

export class Broken extends Error {
  constructor(law: string, entry: JournalEntry | null, facts: unknown) {
    const where = entry === null ? '' : ` at entry ${entry.seq} (${entry.kind} ${entry.id}, ${entry.atMs} ms)`
    super(`${law}${where}: ${JSON.stringify(facts)}`)
    this.name = 'Broken'
  }
}

interface KnownTask extends Task {
  /** Seq of the entry that created its service: a service that was deleted and made anew is another one. */
  readonly incarnation: number | null
}

interface KnownService extends Service {
  readonly incarnation: number
}

/** Watches one simulation. Call `look` after every step. */
export class Judge {
  readonly tasks = new Map<string, KnownTask>()
  readonly services = new Map<string, KnownService>()
  readonly instances = new Map<string, ContainerInstance>()
  private readonly rollouts = new Map<string, string>()
  private readonly sim: Simulation
  private read = 0

  constructor(sim: Simulation) {
    this.sim = sim
    this.look()
  }

  /** Reads what is new in the journal. @throws Broken */
  look(): void {
    const { journal } = this.sim
    for (; this.read < journal.length; this.read++) this.take(journal[this.read] as JournalEntry, journal)
    for (const instance of this.instances.values()) this.checkAnswerAbout(instance)
    for (const service of this.services.values()) this.checkEvents(service)
  }

  /** Tasks of the present service of that ARN that are not STOPPED. */
  alive(service: string): KnownTask[] {
    const incarnation = this.services.get(service)?.incarnation
    return [...this.tasks.values()].filter(
      (task) => task.serviceArn === service && task.incarnation === incarnation && task.lastStatus !== 'STOPPED',
    )
  }

  private take(entry: JournalEntry, journal: readonly JournalEntry[]): void {
    checkEntry(entry, this.read, journal)
    const [room] = entry.kind.split('.')
    if (room === 'task') this.takeTask(entry)
    if (room === 'service') this.takeService(entry)
    if (room === 'containerInstance') this.takeInstance(entry)
    if (room === 'serviceDeployment') this.takeRollout(entry)
  }

  private takeTask(entry: JournalEntry): void {
    if (entry.kind === 'task.refused') return
    const before = this.tasks.get(entry.id)
    if (entry.kind === 'task.forgotten') {
      if (before?.lastStatus !== 'STOPPED') throw new Broken('only STOPPED tasks are forgotten', entry, before)
      this.tasks.delete(entry.id)
      return
    }
    const set = entry.set as Partial<Task>
    const incarnation = before?.incarnation ?? this.services.get(set.serviceArn ?? '')?.incarnation ?? null
    const after = { ...before, ...set, incarnation } as KnownTask
    if (entry.kind === 'task.adopted') checkAdopted(entry, after)
    else if (before === undefined) {
      this.checkStart(entry, after)
      this.checkReserve(entry, after)
    } else this.checkStop(entry, before, after)
    if (entry.kind !== 'task.adopted') checkStep(entry, before, after)
    checkTimes(entry, after)
    this.tasks.set(entry.id, after)
    if (after.containerInstanceArn !== null) this.checkRoom(entry, after.containerInstanceArn)
  }

  private takeService(entry: JournalEntry): void {
    if (entry.kind === 'service.evaluated' || entry.kind === 'service.action') return
    const before = this.services.get(entry.id)
    if (entry.kind === 'service.forgotten') {
      this.services.delete(entry.id)
      return
    }
    const incarnation = before?.incarnation ?? entry.seq
    const after = { ...before, ...entry.set, incarnation } as KnownService
    const legal = { ACTIVE: ['ACTIVE', 'DRAINING', 'INACTIVE'], DRAINING: ['DRAINING', 'INACTIVE'], INACTIVE: [] }
    if (before !== undefined && !(legal[before.status] as string[]).includes(after.status))
      throw new Broken('a deleted service does not come back', entry, [before.status, after.status])
    this.services.set(entry.id, after)
  }

  private takeRollout(entry: JournalEntry): void {
    const before = this.rollouts.get(entry.id)
    const after = (entry.set as { status?: string } | null)?.status
    if (before !== undefined && after !== undefined && !ROLLOUT_EDGES[before]?.includes(after))
      throw new Broken('a service deployment takes legal steps only (DP-471)', entry, [before, after])
    if (after !== undefined) this.rollouts.set(entry.id, after)
  }

  private takeInstance(entry: JournalEntry): void {
    if (entry.kind === 'containerInstance.forgotten') this.instances.delete(entry.id)
    else this.instances.set(entry.id, { ...this.instances.get(entry.id), ...entry.set } as ContainerInstance)
    const orphan = [...this.tasks.values()].find(
      (task) => task.containerInstanceArn === entry.id && task.lastStatus !== 'STOPPED',
    )
    if (!isRegistered(this.instances.get(entry.id)) && orphan !== undefined)
      throw new Broken('every task lives on a registered instance', entry, orphan.arn)
  }

  // ── the scheduler ──

  /** DP-103, DP-100: a scheduler starts nothing while as many tasks exist as the upper bound allows. */
  private checkStart(entry: JournalEntry, task: KnownTask): void {
    if (task.serviceArn === null) return
    const service = this.services.get(task.serviceArn)
    if (service?.status !== 'ACTIVE')
      throw new Broken('only ACTIVE services start tasks', entry, service?.status ?? 'no service')
    if (service.schedulingStrategy === 'DAEMON') {
      this.checkDaemonStart(entry, task)
      return
    }
    const total = this.alive(task.serviceArn).length
    const upper = Math.floor((service.desiredCount * service.maximumPercent) / 100)
    if (total >= upper) throw new Broken('the scheduler starts no task at the upper bound', entry, { total, upper })
  }

  /** SV-400, SV-406: one task an instance, and the next one once the last is STOPPED. */
  private checkDaemonStart(entry: JournalEntry, task: KnownTask): void {
    const instance = this.instances.get(task.containerInstanceArn ?? '')
    const others = this.alive(task.serviceArn as string).filter(
      ({ containerInstanceArn }) => containerInstanceArn === task.containerInstanceArn,
    )
    if (instance?.status !== 'ACTIVE' || others.length > 0)
      throw new Broken('a daemon has one task on an ACTIVE instance', entry, [instance?.status, others.length])
  }

  /** PL-38: who is no daemon leaves the room of those daemons that are to come. */
  private checkReserve(entry: JournalEntry, task: KnownTask): void {
    const instance = this.instances.get(task.containerInstanceArn ?? '')
    const isDaemon = this.services.get(task.serviceArn ?? '')?.schedulingStrategy === 'DAEMON'
    if (instance?.status !== 'ACTIVE' || isDaemon) return
    const wanted = [...this.tasks.values()].filter(
      ({ arn, containerInstanceArn, desiredStatus }) =>
        arn !== task.arn && containerInstanceArn === instance.arn && desiredStatus === 'RUNNING',
    )
    for (const amount of ['cpuUnits', 'memoryMiB'] as const) {
      const left = instance[amount] - sumOf(wanted, amount) - task.needs[amount]
      const kept = this.keptFor(instance, wanted, amount)
      if (kept > 0 && left < kept)
        throw new Broken('nobody takes what is kept for a daemon', entry, { amount, left, kept })
    }
  }

  private keptFor(instance: ContainerInstance, wanted: KnownTask[], amount: 'cpuUnits' | 'memoryMiB'): number {
    let kept = 0
    for (const { arn, schedulingStrategy, status, clusterArn, revision } of this.services.values()) {
      if (schedulingStrategy !== 'DAEMON' || status !== 'ACTIVE' || clusterArn !== instance.clusterArn) continue
      const had = wanted.find(({ serviceArn }) => serviceArn === arn)?.needs[amount] ?? 0
      const need = this.sim.view.tables.taskDefinitions.get(revision.taskDefinitionArn)?.needs[amount] ?? 0
      kept += Math.max(0, need - had)
    }
    return kept
  }

  /** DP-100, DP-110: it stops no healthy task while only as many are healthy as must stay; a deleted service stops all. */
  private checkStop(entry: JournalEntry, before: KnownTask, after: KnownTask): void {
    const isAsked = before.desiredStatus === 'RUNNING' && after.desiredStatus === 'STOPPED'
    if (!isAsked || after.stopCode !== 'ServiceSchedulerInitiated') return
    const service = this.services.get(before.serviceArn ?? '')
    if (service === undefined) throw new Broken('only a service stops its tasks', entry, before.serviceArn)
    if (service.status !== 'ACTIVE') return
    if (before.protectedUntilMs !== null && !SPARES_NOBODY.has(entry.rule as string))
      throw new Broken('neither scale-in nor a deployment stops a protected task', entry, before.arn)
    if (!isHealthy(before)) return
    // A daemon's task goes with its instance, whatever the bound says.
    const isDaemon = service.schedulingStrategy === 'DAEMON'
    if (isDaemon && entry.rule !== 'SV-406') return
    const counted = this.alive(service.arn).filter(isHealthy)
    const healthy = counted.filter((task) => !isDaemon || this.isOnActive(task)).length
    const lower = Math.ceil((service.desiredCount * service.minimumHealthyPercent) / 100)
    if (healthy <= lower)
      throw new Broken('the scheduler stops no healthy task at the lower bound', entry, { healthy, lower })
  }

  private isOnActive({ containerInstanceArn }: KnownTask): boolean {
    return this.instances.get(containerInstanceArn ?? '')?.status === 'ACTIVE'
  }

  /** EV-200. */
  private checkEvents(service: KnownService): void {
    if (service.status === 'INACTIVE') return
    const [answer] = this.sim.ecs.describeServices({ cluster: service.clusterArn, services: [service.arn] }).services
    const count = answer?.events?.length ?? 0
    if (count > 100) throw new Broken('at most 100 service events are kept', null, { service: service.name, count })
  }

  // ── room ──

  /** Neither ledger of an instance is overdrawn, as far as its tasks tell: what is promised (PL-16), what is held (LC-14). */
  private checkRoom(entry: JournalEntry, arn: string): void {
    const instance = this.instances.get(arn)
    const tasks = [...this.tasks.values()].filter(
      (task) => task.containerInstanceArn === arn && task.lastStatus !== 'STOPPED',
    )
    if (instance === undefined || !isRegistered(instance)) {
      if (tasks.length > 0 && instance === undefined) throw new Broken('every task lives on an instance', entry, arn)
      return
    }
    const promised = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
    const held = tasks.filter(
      ({ admittedAtMs, lastStatus }) => admittedAtMs !== null && lastStatus !== 'DEPROVISIONING',
    )
    checkLedger('promised', entry, instance, promised)
    checkLedger('held', entry, instance, held)
    checkBindings(entry, tasks)
    const enis = tasks.reduce((sum, { needs }) => sum + needs.enis, 0)
    if (enis > instance.taskEniLimit)
      throw new Broken('no instance has more interfaces than it can (CI-27)', entry, { arn, enis })
  }

  /** What AWS answers as remaining is what is registered less what living tasks were promised. */
  private checkAnswerAbout(instance: ContainerInstance): void {
    if (!isRegistered(instance)) return
    const input = { cluster: instance.clusterArn, containerInstances: [instance.arn] }
    const [answer] = this.sim.ecs.describeContainerInstances(input).containerInstances
    const remaining = new Map(answer?.remainingResources?.map((resource) => [resource.name, resource]))
    const promised = [...this.tasks.values()].filter(
      (task) => task.containerInstanceArn === instance.arn && task.desiredStatus === 'RUNNING',
    )
    const expected = {
      CPU: instance.cpuUnits - sumOf(promised, 'cpuUnits'),
      MEMORY: instance.memoryMiB - sumOf(promised, 'memoryMiB'),
      PORTS: portsOf(promised, 'tcpPorts', instance.reservedTcpPorts).map(String),
      PORTS_UDP: portsOf(promised, 'udpPorts', instance.reservedUdpPorts).map(String),
    }
    const found = {
      CPU: remaining.get('CPU')?.integerValue,
      MEMORY: remaining.get('MEMORY')?.integerValue,
      PORTS: remaining.get('PORTS')?.stringSetValue,
      PORTS_UDP: remaining.get('PORTS_UDP')?.stringSetValue,
    }
    if (JSON.stringify(found) !== JSON.stringify(expected))
      throw new Broken('every reservation belongs to a living task', null, { arn: instance.arn, found, expected })
  }
}

/** DP-450: unhealthy tasks go whatever protects them, and daemons where they do not belong. */
const SPARES_NOBODY: ReadonlySet<string> = new Set(['DP-601', 'DP-604', 'SV-403'])

function checkEntry(entry: JournalEntry, seq: number, journal: readonly JournalEntry[]): void {
  const last = journal[seq - 1]
  if (entry.seq !== seq) throw new Broken('entries are numbered in order', entry, seq)
  if (last !== undefined && entry.atMs < last.atMs) throw new Broken('the journal does not run backwards', entry, last)
  const isCommand = entry.kind === 'command'
  if ((entry.cause === null) !== isCommand || (entry.cause ?? -1) >= seq)
    throw new Broken('every entry but a command follows from an earlier one', entry, entry.cause)
}

/** It has run before anybody looked: RUNNING, and nothing else. */
function checkAdopted(entry: JournalEntry, task: KnownTask): void {
  const { lastStatus, desiredStatus, startedAtMs, stoppingAtMs, version } = task
  if (
    lastStatus !== 'RUNNING' ||
    desiredStatus !== 'RUNNING' ||
    startedAtMs === null ||
    stoppingAtMs !== null ||
    version !== 1
  )
    throw new Broken('what is adopted is RUNNING', entry, [lastStatus, desiredStatus, version])
}

function checkStep(entry: JournalEntry, before: KnownTask | undefined, after: KnownTask): void {
  const [from, to] = [before?.lastStatus ?? '', after.lastStatus]
  if (from !== to && !edgesOf(after)[from]?.includes(to))
    throw new Broken('lastStatus takes legal steps only', entry, [after.launchType, from, to])
  if (before?.desiredStatus === 'STOPPED' && after.desiredStatus !== 'STOPPED')
    throw new Broken('a stop is never taken back', entry, after.arn)
  if (before?.desiredStatus === 'STOPPED' && before.stopCode !== after.stopCode)
    throw new Broken('the first reason to stop stays', entry, [before.stopCode, after.stopCode])
  if (ENDING.includes(to) && after.desiredStatus !== 'STOPPED')
    throw new Broken('lastStatus takes legal steps only, and none towards the end unasked', entry, [from, to])
  const isVisible = from !== to || before?.desiredStatus !== after.desiredStatus || entry.kind === 'task.reported'
  const expected = (before?.version ?? 0) + Number(isVisible)
  if (after.version !== expected) throw new Broken('version rises with every change of status', entry, after.version)
}

function checkTimes(entry: JournalEntry, task: KnownTask): void {
  for (const timeline of TIMELINES) {
    const times = timeline.map((name) => task[name]).filter((time) => time !== null)
    if (times.some((time, index) => index > 0 && (time as number) < (times[index - 1] as number)))
      throw new Broken(`timestamps are in order: ${timeline.join(' ≤ ')}`, entry, times)
    if (times.some((time) => (time as number) > entry.atMs))
      throw new Broken('no timestamp lies in the future', entry, times)
  }
  const isStopped = task.lastStatus === 'STOPPED'
  if (isStopped !== (task.stoppedAtMs !== null)) throw new Broken('stoppedAt is set by STOPPED', entry, task.arn)
  if (task.lastStatus === 'RUNNING' && task.startedAtMs === null)
    throw new Broken('startedAt is set by RUNNING', entry, task.arn)
}

function checkLedger(
  ledger: string,
  entry: JournalEntry,
  instance: ContainerInstance,
  tasks: readonly KnownTask[],
): void {
  const cpuFree = instance.cpuUnits - sumOf(tasks, 'cpuUnits')
  const memoryFree = instance.memoryMiB - sumOf(tasks, 'memoryMiB')
  if (cpuFree < 0 || memoryFree < 0)
    throw new Broken(`no instance is overdrawn (${ledger})`, entry, { arn: instance.arn, cpuFree, memoryFree })
  for (const [ports, reserved] of [
    ['tcpPorts', instance.reservedTcpPorts],
    ['udpPorts', instance.reservedUdpPorts],
  ] as const) {
    const taken = portsOf(tasks, ports, reserved)
    if (new Set(taken).size < taken.length)
      throw new Broken(`no port is taken twice (${ledger})`, entry, { arn: instance.arn, taken })
  }
}

/** NW-9, NW-10: living tasks of one instance listen on different ports. */
function checkBindings(entry: JournalEntry, tasks: readonly KnownTask[]): void {
  const bound = tasks
    .filter(({ lastStatus }) => lastStatus === 'RUNNING' || lastStatus === 'STOPPING')
    .flatMap(({ containers }) => containers.flatMap(({ networkBindings }) => networkBindings))
    .map(({ hostPort, protocol }) => `${hostPort}/${protocol}`)
  if (new Set(bound).size < bound.length) throw new Broken('no host port is bound twice', entry, bound)
}

function isRegistered(instance: ContainerInstance | undefined): boolean {
  return instance?.status === 'ACTIVE' || instance?.status === 'DRAINING'
}

function isHealthy(task: KnownTask): boolean {
  return task.lastStatus === 'RUNNING' && task.desiredStatus === 'RUNNING' && task.healthyAtMs !== null
}

function sumOf(tasks: readonly KnownTask[], amount: 'cpuUnits' | 'memoryMiB'): number {
  return tasks.reduce((sum, { needs }) => sum + needs[amount], 0)
}

function portsOf(tasks: readonly KnownTask[], ports: 'tcpPorts' | 'udpPorts', reserved: readonly number[]): number[] {
  return [...reserved, ...tasks.flatMap(({ needs }) => needs[ports])].sort((a, b) => a - b)
}
