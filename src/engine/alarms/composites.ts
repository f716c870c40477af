// How do composite alarms stand, once other alarms have changed? Each after those that it asks (CW-34…CW-36).
import { formatInstant } from '../../kernel/durations.ts'
import { type Plan, updated } from '../../model/changes.ts'
import type { Alarm, AlarmState, CompositeSubject } from '../../model/scaling/alarms.ts'
import { childrenOf, holds } from '../../model/scaling/condition.ts'
import type { PlanningView } from '../../model/view.ts'
import { type Held, heldNow } from '../../scaling/alarm-rule/suppression.ts'
import { apply } from '../apply.ts'
import type { World } from '../world.ts'
import { setState } from './state.ts'

type Composite = Readonly<Alarm> & { readonly subject: CompositeSubject }

/** All of them, by name. */
export function compositesOf({ indexes, tables }: Pick<World, 'indexes' | 'tables'>): Composite[] {
  return [...indexes.alarms.composites].sort().map((name) => tables.alarms.certain(name) as Composite)
}

/** The composite alarms that ask an alarm, or are held back by it. */
export function parentsOf(world: Pick<World, 'indexes' | 'tables'>, name: string): Composite[] {
  return compositesOf(world).filter(({ subject }) => asks(subject, name) || subject.suppressor?.alarm === name)
}

function asks({ condition }: CompositeSubject, name: string): boolean {
  return childrenOf(condition).includes(name)
}

/** After these alarms have changed. Alarms that ask each other in a circle, and those that ask them, are not evaluated. */
export function settleComposites(world: World, changed: readonly string[], cause: number): void {
  if (world.indexes.alarms.composites.size === 0 || changed.length === 0) return
  const composites = compositesOf(world)
  const heard = new Set(changed)
  for (const composite of inOrder(composites)) {
    const { name, subject } = composite
    if (childrenOf(subject.condition).some((child) => heard.has(child)) && evaluate(world, composite, heard, cause))
      heard.add(name)
  }
  for (const { name, subject } of composites)
    if (heard.has(name) || (subject.suppressor !== null && heard.has(subject.suppressor.alarm)))
      settleActions(world, name, cause)
}

/** One that was just put: of it nobody has heard yet. */
export function settleComposite(world: World, name: string, cause: number): void {
  const composite = inOrder(compositesOf(world)).find((each) => each.name === name)
  if (composite !== undefined && evaluate(world, composite, new Set(), cause)) settleComposites(world, [name], cause)
  settleActions(world, name, cause)
}

/** Each behind those that it asks; those in a circle, and behind one, are missing. */
function inOrder(composites: readonly Composite[]): Composite[] {
  const waiting = new Map(composites.map((each) => [each.name, each]))
  const ordered: Composite[] = []
  for (let isMoving = true; isMoving; ) {
    const ready = [...waiting.values()].filter(
      ({ subject }) => !childrenOf(subject.condition).some((c) => waiting.has(c)),
    )
    for (const each of ready) waiting.delete(each.name)
    ordered.push(...ready)
    isMoving = ready.length > 0
  }
  return ordered
}

/** Whether it came into another state. */
function evaluate(
  world: World,
  { name, subject, state: before }: Composite,
  heard: ReadonlySet<string>,
  cause: number,
) {
  const stateOf = (alarm: string) => world.tables.alarms.get(alarm)?.state
  const state = holds(subject.condition, stateOf) ? 'ALARM' : 'OK'
  if (state === before) return false
  const trigger = childrenOf(subject.condition).find((child) => heard.has(child))
  const reason = trigger === undefined ? `The rule of the alarm comes to ${state}` : reasonOf(world, trigger)
  setState(world, name, { state, reason, reasonData: null }, cause)
  return true
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** In CloudWatch's words. */
function reasonOf({ tables }: World, trigger: string): string {
  const { arn, state, stateTransitionedAtMs: atMs } = tables.alarms.certain(trigger)
  const date = new Date(atMs)
  const day = `${DAYS[date.getUTCDay()]} ${String(date.getUTCDate()).padStart(2, '0')} ${MONTHS[date.getUTCMonth()]}, ${date.getUTCFullYear()}`
  return `${arn} transitioned to ${state} at ${day} ${formatInstant(atMs).slice(11, 19)} UTC`
}

/** Whether its actions may run now, and what they wait for if not. */
export function settleActions(world: World, name: string, cause: number): void {
  const plan = planActions(world, name)
  if (plan !== null) apply(world, plan, cause)
}

/** Null where nothing changes. */
export function planActions({ tables, nowMs }: Pick<PlanningView, 'tables' | 'nowMs'>, name: string): Plan | null {
  const alarm = tables.alarms.get(name)
  if (alarm?.subject.kind !== 'composite') return null
  const { subject, state } = alarm
  const held = heldOf(alarm)
  const isSuppressorInAlarm = isInAlarm(tables.alarms.get(subject.suppressor?.alarm ?? '')?.state)
  const now = heldNow({ suppressor: subject.suppressor, state, isSuppressorInAlarm, held, nowMs })
  if (now.actedOn === held.actedOn && now.suppressed === held.suppressed) return null
  const untilMs = now.suppressed?.untilMs ?? null
  return {
    changes: [updated('alarm.actionsChanged', name, now, 'CW-36')],
    timers: untilMs === null ? [] : [{ atMs: untilMs, kind: 'alarm.release', id: name }],
  }
}

function isInAlarm(state: AlarmState | undefined): boolean {
  return state === 'ALARM'
}

function heldOf({ actedOn = 'INSUFFICIENT_DATA', suppressed = null }: Readonly<Alarm>): Held {
  return { actedOn, suppressed }
}
