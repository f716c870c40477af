// A judge of targets that watches from outside: it reads the journal alone, keeps books of its own of tasks, groups and targets, and
// compares the two sides whenever a command has been answered and at the end of every instant.
import type { JournalEntry, Simulation, Task } from '../../src/index.ts'
import { Broken } from './judge.ts'

type Tables = Simulation['view']['tables']
type Row<Name extends 'targets' | 'targetGroups'> = Tables[Name] extends { get(id: string): infer T }
  ? NonNullable<T>
  : never
type Target = Row<'targets'>

const DELAY = 'deregistration_delay.timeout_seconds'

interface Known extends Target {
  /** The delay that was in force when it was deregistered. */
  readonly delayMs: number
}

/** Watches one simulation, from its beginning. Call `look` after every step. */
export class TargetJudge {
  private readonly tasks = new Map<string, Task>()
  /** Those that have not both stopped and left every group. */
  private readonly open = new Set<string>()
  private readonly targets = new Map<string, Known>()
  private readonly groups = new Map<string, Row<'targetGroups'>>()
  /** Tasks and the groups that they were registered in, once each. */
  private readonly registrations = new Set<string>()
  private readonly sim: Simulation
  private read = 0

  constructor(sim: Simulation) {
    this.sim = sim
    this.look()
  }

  /** Reads what is new in the journal. @throws Broken */
  look(): void {
    const { journal } = this.sim
    for (; this.read < journal.length; this.read++) {
      const entry = journal[this.read]!
      const last = journal[this.read - 1]
      if (last !== undefined && last.atMs < entry.atMs) this.compare(last)
      this.take(entry)
    }
    this.compare(journal.at(-1) ?? null)
  }

  private take(entry: JournalEntry): void {
    const [room] = entry.kind.split('.')
    if (room === 'target') this.takeTarget(entry)
    if (room === 'targetGroup')
      this.groups.set(entry.id, { ...this.groups.get(entry.id), ...entry.set } as Row<'targetGroups'>)
    if (room === 'task' && entry.kind !== 'task.refused') this.takeTask(entry)
  }

  // ── targets ──

  private takeTarget(entry: JournalEntry): void {
    const before = this.targets.get(entry.id)
    if (entry.kind === 'target.dropped') {
      if (before !== undefined) checkDeparture(entry, before)
      this.targets.delete(entry.id)
      return
    }
    const after = { ...before, ...entry.set } as Known
    const delay = this.groups.get(after.targetGroupArn)?.attributes[DELAY]
    const delayMs = before?.state === 'draining' ? before.delayMs : Number(delay) * 1_000
    if (before !== undefined && !EDGES[before.state].includes(after.state))
      throw new Broken('a target takes legal steps only (TG-030…TG-036)', entry, [before.state, after.state])
    if (before === undefined) this.takeRegistration(entry, after)
    this.targets.set(entry.id, { ...after, delayMs })
  }

  /** LB-102: in the instant in which its task comes to run, and never again. */
  private takeRegistration(entry: JournalEntry, { taskArn, targetGroupArn, state }: Target): void {
    if (taskArn === null) return
    const key = `${taskArn} ${targetGroupArn}`
    if (this.registrations.has(key)) throw new Broken('a task is registered once in a group (LB-102)', entry, key)
    this.registrations.add(key)
    const task = this.tasks.get(taskArn)
    if (task?.startedAtMs !== entry.atMs || task.lastStatus !== 'RUNNING')
      throw new Broken('a task is registered when it comes to run (LB-102)', entry, task?.startedAtMs)
    if (state !== 'initial' && state !== 'unused') throw new Broken('a target begins without a verdict', entry, state)
  }

  // ── tasks ──

  private takeTask(entry: JournalEntry): void {
    const before = this.tasks.get(entry.id)
    if (entry.kind === 'task.forgotten') {
      this.tasks.delete(entry.id)
      this.open.delete(entry.id)
      return
    }
    const after = { ...before, ...entry.set } as Task
    this.tasks.set(entry.id, after)
    if (after.traffic !== null) this.open.add(entry.id)
    if (before === undefined || after.traffic === null) return
    if (before.lastStatus === 'DEACTIVATING' && after.lastStatus === 'STOPPING') this.checkSignal(entry)
    if (before.healthyAtMs === null && after.healthyAtMs !== null) this.checkHealth(entry, after)
    if (before.desiredStatus === 'RUNNING' && after.desiredStatus === 'STOPPED') checkGrace(entry, before)
  }

  /** LB-103: only when no group knows it any more. */
  private checkSignal(entry: JournalEntry): void {
    const left = this.ofTask(entry.id).map(({ state }) => state)
    if (left.length > 0) throw new Broken('a task hears of its stop when its targets are gone (LB-103)', entry, left)
  }

  /** DP-202, LB-107. */
  private checkHealth(entry: JournalEntry, task: Task): void {
    const states = this.ofTask(task.arn).map(({ state }) => state)
    const isWell = states.length === task.traffic!.loadBalancers.length && states.every((state) => state === 'healthy')
    if (!isWell) throw new Broken('a task counts once it is healthy in every group (DP-202)', entry, states)
  }

  private ofTask(arn: string): Known[] {
    return [...this.targets.values()].filter(({ taskArn }) => taskArn === arn)
  }

  // ── both ──

  /** LB-102, LB-103, LB-105, LB-108: who serves stands in every group; who does not drains, or has gone. */
  private compare(entry: JournalEntry | null): void {
    for (const arn of this.open) {
      const task = this.tasks.get(arn)!
      const rows = this.ofTask(arn)
      const live = rows.filter(({ state }) => state !== 'draining')
      const serves = task.lastStatus === 'RUNNING' && task.desiredStatus === 'RUNNING'
      const expected = serves ? task.traffic!.loadBalancers.map(({ targetGroupArn }) => targetGroupArn) : []
      const found = live.map(({ targetGroupArn }) => targetGroupArn)
      if (String(found.sort()) !== String([...expected].sort()))
        throw new Broken('a target is registered exactly between two transitions of its task', entry, {
          task: task.arn,
          lastStatus: task.lastStatus,
          expected,
          found,
        })
      checkEnds(entry, task, rows)
      if (serves && entry !== null) checkFinding(entry, task, rows)
      if (task.lastStatus === 'STOPPED' && rows.length === 0) this.open.delete(arn)
    }
  }
}

const EDGES: Readonly<Record<Target['state'], readonly string[]>> = {
  initial: ['initial', 'healthy', 'unhealthy', 'unused', 'draining'],
  healthy: ['healthy', 'unhealthy', 'unused', 'draining'],
  unhealthy: ['unhealthy', 'healthy', 'unused', 'draining'],
  unused: ['unused', 'initial'],
  draining: ['draining'],
}

/** TG-111, TG-113, TG-114: after the whole delay; at once where there is none, or nothing was routed to it. */
function checkDeparture(entry: JournalEntry, { state, sinceMs, delayMs }: Known): void {
  const isLawful =
    state === 'draining' ? entry.atMs === sinceMs + delayMs : state === 'unused' || entry.rule === 'TG-113'
  // The same port may be given to a newcomer while the old target drains: the row begins anew.
  if (!isLawful && entry.rule !== 'TG-110')
    throw new Broken('a target drains for the whole delay (TG-111)', entry, { state, sinceMs, delayMs })
}

/** DP-208: nobody is stopped for what targets say within the grace period. */
function checkGrace(entry: JournalEntry, { startedAtMs, launch, finding }: Task): void {
  const isReplaced = entry.rule === 'DP-601' || entry.rule === 'DP-604'
  if (isReplaced && (finding === null || entry.atMs < startedAtMs! + launch.graceMs))
    throw new Broken('no unhealthy task is replaced within its grace period (DP-208)', entry, finding)
}

/** The two transitions: it runs, and it is asked to stop, or ends. */
function checkEnds(entry: JournalEntry | null, task: Task, rows: readonly Known[]): void {
  for (const { registeredAtMs, state, sinceMs } of rows)
    if (registeredAtMs !== task.startedAtMs || (state === 'draining' && sinceMs !== task.stoppingAtMs))
      throw new Broken('a target comes with RUNNING and goes with the stop (LB-102, LB-103)', entry, {
        task: task.arn,
        registeredAtMs,
        startedAtMs: task.startedAtMs,
        sinceMs,
        stoppingAtMs: task.stoppingAtMs,
      })
}

/** LB-108, DP-209: found unhealthy exactly while a target is, and the grace period over. */
function checkFinding({ atMs, ...entry }: JournalEntry, task: Task, rows: readonly Known[]): void {
  const isOver = atMs >= task.startedAtMs! + task.launch.graceMs
  const isSick = isOver && rows.some(({ state }) => state === 'unhealthy')
  if (isSick !== (task.finding?.by === 'target'))
    throw new Broken(
      'a task is found unhealthy exactly while a target of it is (LB-108)',
      { atMs, ...entry },
      {
        task: task.arn,
        isSick,
        finding: task.finding,
      },
    )
}
