// What was the life of one container? Its stretches from its run, its instants from every plan that was in force at the time.
import { satisfiedAtMs } from '../../lifecycle/containers/dependencies.ts'
import { verdictsUpTo } from '../../lifecycle/containers/health.ts'
import { restartsBetween } from '../../lifecycle/containers/life.ts'
import { isPast } from '../../lifecycle/containers/phase.ts'
import type { ContainerRun, ContainerSpec } from '../../model/containers.ts'
import type { TaskHistory } from './history.ts'
import type { LifeEvent, Stretch } from './lane.ts'

export interface ContainerLane {
  readonly name: string
  readonly essential: boolean
  /** `waiting`, `pulling`, `starting`, `running`, `stopping`. */
  readonly states: readonly Stretch[]
  readonly events: readonly LifeEvent[]
  readonly exitCode: number | null
  readonly reason: string | null
}

export function containerLane(history: TaskHistory, index: number, toMs: number): ContainerLane {
  const { name, essential } = history.definition.containers[index]!
  const run = history.task.runs[index]!
  const isOver = isPast(run.stoppedAtMs, toMs)
  return {
    name,
    essential,
    states: statesOf(history, index, toMs),
    events: eventsOf(history, index, toMs),
    exitCode: isOver ? run.exitCode : null,
    reason: isOver ? run.reason : null,
  }
}

/** One state after another; each begins at its instant, as far as that has come. */
function statesOf(history: TaskHistory, index: number, toMs: number): readonly Stretch[] {
  const { task } = history
  const run = task.runs[index]!
  const begins: (readonly [state: string, atMs: number | null])[] = [
    ['waiting', task.createdAtMs],
    ['pulling', run.pullStartedAtMs],
    ['waiting', heldBackMs(history, index)],
    ['starting', allowedMs(history, index)],
    ['running', run.startedAtMs],
    ['stopping', run.signalledAtMs],
  ]
  const endMs = isPast(run.stoppedAtMs, toMs) ? run.stoppedAtMs : null
  const known = begins.filter(([, atMs]) => isPast(atMs, endMs ?? toMs)) as [string, number][]
  return known
    .map(([state, fromMs], place): Stretch => ({ state, fromMs, toMs: known[place + 1]?.[1] ?? endMs }))
    .filter((stretch) => stretch.toMs !== stretch.fromMs)
}

/** Its image is there before it may start: on Fargate all are pulled first. */
function heldBackMs(history: TaskHistory, index: number): number | null {
  const { pullStoppedAtMs } = history.task.runs[index]!
  return pullStoppedAtMs === null || allowedMs(history, index) === pullStoppedAtMs ? null : pullStoppedAtMs
}

/** Its image is there, and every dependency content. */
function allowedMs({ task, definition }: TaskHistory, index: number): number | null {
  const { pullStartedAtMs, pullStoppedAtMs, startedAtMs } = task.runs[index]!
  if (pullStoppedAtMs === null || pullStartedAtMs === null) return null
  const crew = { specs: definition.containers, runs: task.runs }
  let allowed = pullStoppedAtMs
  for (const dependency of definition.containers[index]!.dependencies) {
    const atMs = satisfiedAtMs(dependency, crew)
    if (atMs === null) return startedAtMs
    if (atMs > allowed) allowed = atMs
  }
  return startedAtMs === null ? allowed : Math.min(allowed, startedAtMs)
}

function eventsOf(history: TaskHistory, index: number, toMs: number): readonly LifeEvent[] {
  const { task, definition, harms } = history
  const spec = definition.containers[index]!
  const run = task.runs[index]!
  const faults = harms
    .filter(({ container, atMs }) => container === spec.name && atMs <= toMs)
    .map(({ atMs, name }): LifeEvent => ({ what: 'fault', atMs, detail: name }))
  const events = [...faults, ...plannedEvents(history, index, toMs), ...endOf(run, toMs)]
  return events.sort((a, b) => a.atMs - b.atMs)
}

/** Of each plan what fell into its time. */
function plannedEvents({ chapters, definition }: TaskHistory, index: number, toMs: number): LifeEvent[] {
  const spec = definition.containers[index]!
  const events: LifeEvent[] = []
  let health = 'UNKNOWN'
  for (const [place, { fromMs, runs }] of chapters.entries()) {
    const run = runs[index]!
    const untilMs = chapters[place + 1]?.fromMs ?? toMs + 1
    const endMs = Math.min(untilMs, run.stoppedAtMs ?? untilMs)
    for (const { atMs, status } of verdictsUpTo(run, spec, untilMs - 1)) {
      if (atMs < fromMs || status === health) continue
      health = status
      events.push({ what: status === 'HEALTHY' ? 'healthy' : 'unhealthy', atMs, detail: null })
    }
    for (const atMs of restartsIn(run, spec, fromMs, endMs)) events.push({ what: 'restart', atMs, detail: null })
  }
  return events
}

/** Those of its script, and the one after a fault. */
function restartsIn(run: ContainerRun, spec: ContainerSpec, fromMs: number, untilMs: number): number[] {
  const beganMs = run.restartedAtMs ?? run.startedAtMs
  if (beganMs === null) return []
  const endMs = Math.min(untilMs, run.signalledAtMs ?? untilMs)
  const scripted = restartsBetween(beganMs, spec, run.script, [fromMs, endMs])
  return run.restartedAtMs === fromMs ? [fromMs, ...scripted] : scripted
}

function endOf({ startedAtMs, signalledAtMs, stoppedAtMs, exitCode, reason }: ContainerRun, toMs: number): LifeEvent[] {
  const events: LifeEvent[] = []
  if (signalledAtMs !== null && signalledAtMs <= toMs)
    events.push({ what: 'stop-signal', atMs: signalledAtMs, detail: null })
  if (stoppedAtMs === null || stoppedAtMs > toMs) return events
  const words = [...(exitCode === null ? [] : [`exit code ${exitCode}`]), ...(reason === null ? [] : [reason])].join(
    ', ',
  )
  const what = startedAtMs === null ? 'never-started' : 'exit'
  return [...events, { what, atMs: stoppedAtMs, detail: words === '' ? null : words }]
}
