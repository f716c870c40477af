// What follows from a move between Availability Zones? Whether it goes on, and the words for it (DP-801, DP-802, EV-150…EV-154).
import type { Rebalancing } from '../model/entities.ts'
import { type ServiceAction, serviceAction } from './actions.ts'
import type { Condition } from './notices.ts'
import type { Outcome } from './quotas.ts'
import { isBalanced, isMoving, isUndisturbed } from './rebalance.ts'
import type { ServiceView, ZoneCount } from './service-view.ts'
import { texts } from './texts.ts'

export interface MoveConclusion {
  readonly rebalancing: Rebalancing | null
  /** Said once, in order. */
  readonly events: readonly string[]
  /** Said while it lasts: a move that finds no room. */
  readonly conditions: readonly Condition[]
  readonly actions: readonly ServiceAction[]
}

export function concludeMove(view: ServiceView, { movedIn, movedOut }: Outcome): MoveConclusion {
  const { service } = view
  const left = movedOut === null ? [] : [texts.movedOut(service.name, movedOut.zone, [movedOut.taskId])]
  if (movedIn !== null) return begin(view, movedIn, left)
  const going = service.rebalancing
  if (going === null || going.taskArn === null) return { ...NOTHING, events: left }
  if (isMoving(view)) return { ...NOTHING, rebalancing: going, events: left }
  return { ...NOTHING, ...end(view, left) }
}

const NOTHING: MoveConclusion = { rebalancing: null, events: [], conditions: [], actions: [] }

type MovedIn = NonNullable<Outcome['movedIn']>

function begin(view: ServiceView, { zone, task }: MovedIn, left: readonly string[]): MoveConclusion {
  const { name, desiredCount, rebalancing: before } = view.service
  const zones = view.balance.zones()
  const unbalanced = texts.unbalanced(name, task === null ? zones : withoutOne(zones, zone))
  const next = { toZone: zone, taskArn: task?.arn ?? null, desiredCount }
  const rebalancing = before !== null && isSame(before, next) ? before : next
  if (task === null) {
    const conditions = [
      { rule: 'EV-150', message: unbalanced },
      { rule: 'EV-154', message: texts.unplaceableIn(name, zone) },
    ]
    return { rebalancing, events: left, conditions, actions: [] }
  }
  const events = [...left, unbalanced, texts.movedIn(name, zone, [task.id])]
  return { rebalancing, events, conditions: [], actions: [serviceAction('SERVICE_REBALANCING_STARTED')] }
}

/** The move is over: done, or because something else has come between. */
function end(view: ServiceView, left: readonly string[]): Partial<MoveConclusion> {
  if (!isUndisturbed(view)) return { events: left, actions: [serviceAction('SERVICE_REBALANCING_STOPPED')] }
  const zones = view.balance.zones()
  if (!isBalanced(zones)) return { events: left }
  const events = [...left, texts.balanced(view.service.name, zones)]
  return { events, actions: [serviceAction('SERVICE_REBALANCING_COMPLETED')] }
}

function withoutOne(zones: readonly ZoneCount[], newcomer: string): ZoneCount[] {
  return zones.map(({ zone, tasks }) => ({ zone, tasks: zone === newcomer ? tasks - 1 : tasks }))
}

function isSame(a: Rebalancing, b: Rebalancing): boolean {
  return a.toZone === b.toZone && a.taskArn === b.taskArn && a.desiredCount === b.desiredCount
}
