// A judge of deployments that watches from outside: it reads the journal alone, counts tasks and failures by itself, and says which
// deployment ended, began or stayed when it should not have.
import type { JournalEntry, Service, Simulation, Task } from '../../src/index.ts'
import { Broken } from './judge.ts'

type Row = Service['deployments'][number]

export interface RolloutJudgeOptions {
  /** Failures that the circuit breaker allows at least (CB-02): 3, in 2023-06 10. */
  readonly fewest?: number
}

/** Watches one simulation, from its beginning. Call `look` after every step. */
export class RolloutJudge {
  private readonly tasks = new Map<string, Task>()
  private readonly services = new Map<string, Service>()
  private readonly alarms = new Map<string, string>()
  private readonly requests = new Map<string, string>()
  /** Failures of the newest deployment of each service, counted here: of tasks, and attempts to place one. */
  private readonly failures = new Map<string, Failures>()
  private readonly fewest: number
  private readonly sim: Simulation
  private read = 0

  constructor(sim: Simulation, { fewest = 3 }: RolloutJudgeOptions = {}) {
    this.sim = sim
    this.fewest = fewest
    this.look()
  }

  /** Reads what is new in the journal. @throws Broken */
  look(): void {
    const { journal } = this.sim
    for (; this.read < journal.length; this.read++) {
      const entry = journal[this.read]!
      const last = journal[this.read - 1]
      if (last !== undefined && last.atMs < entry.atMs) this.closeInstant(last)
      this.take(entry)
    }
  }

  private take(entry: JournalEntry): void {
    const [room] = entry.kind.split('.')
    if (room === 'alarm') this.alarms.set(entry.id, (entry.set as { state?: string }).state ?? this.alarmOf(entry.id))
    if (room === 'serviceDeployment') this.takeRollout(entry)
    if (room === 'task' && entry.kind !== 'task.refused') this.takeTask(entry)
    if (entry.kind === 'service.forgotten') this.services.delete(entry.id)
    else if (room === 'service' && entry.kind !== 'service.evaluated' && entry.kind !== 'service.action')
      this.takeService(entry)
  }

  private alarmOf(name: string): string {
    return this.alarms.get(name) ?? 'INSUFFICIENT_DATA'
  }

  /** Which deployments somebody has asked to roll back (DP-473). */
  private takeRollout({ id, set }: JournalEntry): void {
    const status = (set as { status?: string } | null)?.status
    if (status !== undefined) this.requests.set(id, status)
  }

  // ── tasks ──

  private takeTask(entry: JournalEntry): void {
    const before = this.tasks.get(entry.id)
    if (entry.kind === 'task.forgotten') this.tasks.delete(entry.id)
    if (entry.kind === 'task.forgotten' || (before === undefined && entry.kind !== 'task.created')) return
    const after = { ...before, ...entry.set } as Task
    if (after.lastStatus === 'STOPPED') this.tasks.delete(entry.id)
    else this.tasks.set(entry.id, after)
    const service = this.services.get(after.serviceArn ?? '')
    if (service === undefined) return
    if (before === undefined) checkLaunch(entry, service, after)
    else this.count(entry, service, before, after)
  }

  /** CB-10…CB-17: what is a failure of the newest deployment, and what starts the count anew. */
  private count(entry: JournalEntry, service: Service, before: Task, after: Task): void {
    const [primary] = service.deployments
    if (primary?.id !== before.deploymentId || before.desiredStatus === 'STOPPED') return
    const { tasks, attempts } = this.failures.get(service.arn) ?? NONE
    if (after.desiredStatus === 'STOPPED' && isFailure(entry, before, after))
      this.failures.set(service.arn, { tasks: tasks + 1, attempts })
    if (before.healthyAtMs === null && after.healthyAtMs !== null) this.failures.delete(service.arn)
  }

  /** CB-14: an attempt to place a task that came to nothing, while the deployment has none. */
  private countAttempt(before: Service, after: Service): void {
    const [row, now] = [before.deployments[0], after.deployments[0]]
    // A new deployment is counted anew, and so is one that is taken up again (CB-34).
    if (row?.id !== now?.id) this.failures.delete(after.arn)
    if (row === undefined || row.id !== now?.id || now.attempts.failed <= row.attempts.failed) return
    const { tasks, attempts } = this.failures.get(after.arn) ?? NONE
    const isEmpty = !this.aliveOf(after.arn).some((task) => task.desiredStatus === 'RUNNING' && isOfRow(task, row))
    if (isEmpty) this.failures.set(after.arn, { tasks, attempts: attempts + 1 })
  }

  // ── services ──

  private takeService(entry: JournalEntry): void {
    const before = entry.kind === 'service.created' ? undefined : this.services.get(entry.id)
    const after = { ...before, ...entry.set } as Service
    this.services.set(entry.id, after)
    if (before === undefined) this.bury(entry.id)
    if (before === undefined || before.status !== 'ACTIVE' || after.status !== 'ACTIVE') return
    this.countAttempt(before, after)
    const [newest] = before.deployments
    const now = after.deployments.find(({ id }) => id === newest?.id)
    if (newest!.rolloutState !== 'FAILED' && now?.rolloutState === 'FAILED')
      this.checkFailure(entry, before, after, newest!)
    for (const row of before.deployments) checkPast(entry, row, after)
    if (before.steadySinceMs === null && after.steadySinceMs !== null) this.checkSteady(entry, after)
    if (entry.kind === 'service.deploymentCompleted') this.checkComplete(entry, after)
  }

  /** A service that was deleted and made anew is another one, whatever its tasks were. */
  private bury(arn: string): void {
    this.failures.delete(arn)
    for (const [id, { serviceArn }] of this.tasks) if (serviceArn === arn) this.tasks.delete(id)
  }

  /** CB-20, CB-60, CB-62, DP-473: there is a reason; CB-21, CB-30, CB-33: and it goes back only where it should and can. */
  private checkFailure(entry: JournalEntry, before: Service, after: Service, failed: Row): void {
    const isTripped = before.circuitBreaker.enable && failed.failedTasks >= this.thresholdOf(before)
    const isAlarmed = this.isAlarmed(before, failed)
    const isRequested = this.requests.get(failed.serviceDeploymentArn ?? '') === 'ROLLBACK_REQUESTED'
    if (!isTripped && !isAlarmed && !isRequested)
      throw new Broken('no deployment fails without a reason', entry, failed)
    const goesBack = isTripped ? before.circuitBreaker.rollback : isAlarmed ? before.alarms.rollback : isRequested
    const target = before.deployments.slice(1).find(({ rolloutState }) => rolloutState === 'COMPLETED')
    const expected = goesBack && target !== undefined ? target.id : failed.id
    if (after.deployments[0]?.id !== expected)
      throw new Broken('a failed deployment goes back to the last completed one, if it should (CB-30)', entry, {
        expected,
        found: after.deployments[0]?.id,
      })
    if (expected === target?.id && after.revision.taskDefinitionArn !== target.revision.taskDefinitionArn)
      throw new Broken('the service has the revision that it went back to (CB-35)', entry, target.id)
  }

  private thresholdOf({ desiredCount }: Service): number {
    return Math.min(200, Math.max(this.fewest, Math.ceil(desiredCount / 2)))
  }

  private isAlarmed({ alarms }: Service, { ignoresAlarms }: Row): boolean {
    return alarms.enable && !ignoresAlarms && alarms.alarmNames.some((name) => this.alarms.get(name) === 'ALARM')
  }

  private aliveOf(arn: string): Task[] {
    return [...this.tasks.values()].filter(
      ({ serviceArn, lastStatus }) => serviceArn === arn && lastStatus !== 'STOPPED',
    )
  }

  /** DP-420: as many as are desired, all of them healthy and of the newest revision; nobody else but those who leave. */
  private checkSteady(entry: JournalEntry, service: Service): void {
    const [primary] = service.deployments
    const wanted = this.aliveOf(service.arn).filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
    const strangers = wanted.filter((task) => !isOfRow(task, primary!) || !isHealthy(task))
    if (wanted.length !== service.desiredCount || strangers.length > 0 || service.deployments.length !== 1)
      throw new Broken('a steady service has its desired tasks, of the primary revision (DP-420)', entry, {
        wanted: wanted.length,
        desired: service.desiredCount,
        strangers: strangers.map(({ arn }) => arn),
      })
  }

  /** DP-410: and of other deployments nobody is left at all. */
  private checkComplete(entry: JournalEntry, service: Service): void {
    const [primary] = service.deployments
    const alive = this.aliveOf(service.arn)
    const healthy = alive.filter((task) => isOfRow(task, primary!) && isHealthy(task))
    const others = alive.filter((task) => !isOfRow(task, primary!))
    if (healthy.length !== service.desiredCount || others.length > 0)
      throw new Broken('a deployment is complete with its desired tasks healthy and no other left (DP-410)', entry, {
        healthy: healthy.length,
        desired: service.desiredCount,
        others: others.length,
      })
  }

  // ── instants ──

  /** CB-04, CB-60: what has to fail has failed by the end of the instant; DP-420: who is called steady is. */
  private closeInstant(entry: JournalEntry): void {
    for (const service of this.services.values()) {
      const [primary] = service.deployments
      if (service.status !== 'ACTIVE' || primary === undefined) continue
      this.checkCount(entry, service, primary)
      if (service.steadySinceMs !== null) this.checkSteady(entry, service)
      if (primary.rolloutState !== 'IN_PROGRESS') continue
      const isTripped = service.circuitBreaker.enable && primary.failedTasks >= this.thresholdOf(service)
      if (isTripped || this.isAlarmed(service, primary))
        throw new Broken('what has to fail fails in the same instant (CB-20, CB-60)', entry, primary)
    }
  }

  /** CB-10…CB-19: failedTasks is what was counted here; of attempts it is known only which may have been. */
  private checkCount(entry: JournalEntry, service: Service, primary: Row): void {
    const { tasks, attempts } = this.failures.get(service.arn) ?? NONE
    const { failedTasks } = primary
    const most = service.circuitBreaker.enable ? this.thresholdOf(service) : Number.POSITIVE_INFINITY
    const isCounted = failedTasks >= Math.min(tasks, most) && failedTasks <= tasks + attempts
    if (primary.rolloutState === 'IN_PROGRESS' && !isCounted)
      throw new Broken('failures are counted, each of them once (CB-10…CB-14)', entry, { tasks, attempts, failedTasks })
  }
}

interface Failures {
  readonly tasks: number
  readonly attempts: number
}

const NONE: Failures = { tasks: 0, attempts: 0 }

function isOfRow({ deploymentId, taskDefinitionArn }: Task, { id, revision }: Row): boolean {
  return deploymentId === id && taskDefinitionArn === revision.taskDefinitionArn
}

function isHealthy({ lastStatus, desiredStatus, healthyAtMs, finding }: Task): boolean {
  return lastStatus === 'RUNNING' && desiredStatus === 'RUNNING' && healthyAtMs !== null && finding === null
}

/** CB-20, CB-21: what has failed launches nothing. */
function checkLaunch(entry: JournalEntry, { deployments }: Service, { deploymentId }: Task): void {
  const row = deployments.find(({ id }) => id === deploymentId)
  if (row === undefined || row.rolloutState === 'FAILED')
    throw new Broken('a deployment that has failed starts no tasks (CB-20)', entry, row ?? deploymentId)
}

/** CB-30, CB-33, DP-430: what has failed stays so; what was complete begins again only by a rollback, as PRIMARY. */
function checkPast(entry: JournalEntry, row: Row, { deployments }: Service): void {
  const now = deployments.find(({ id }) => id === row.id)
  const isBack = row.status === 'ACTIVE' && now?.status === 'PRIMARY'
  if (now === undefined || now.rolloutState === row.rolloutState) return
  const isLawful =
    row.rolloutState === 'IN_PROGRESS' ? now.status === 'PRIMARY' || now.rolloutState === 'FAILED' : isBack
  if (!isLawful || (isBack && row.rolloutState !== 'COMPLETED'))
    throw new Broken('what a deployment has come to is not taken back (CB-33, DP-430)', entry, [row, now])
}

const BY_ITSELF: ReadonlySet<string> = new Set(['EssentialContainerExited', 'TaskFailedToStart'])

/** It ended by itself before it counted, or was replaced as unhealthy. */
function isFailure({ rule }: JournalEntry, before: Task, after: Task): boolean {
  if (rule === 'DP-601' || rule === 'DP-604') return true
  return BY_ITSELF.has(after.stopCode ?? '') && before.healthyAtMs === null
}
