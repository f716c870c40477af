// Scheduled actions: put, describe, delete (AS-70…AS-74).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { uuid } from '../../kernel/ids.ts'
import { inserted, removed, updated } from '../../model/changes.ts'
import type { ScheduledAction } from '../../model/scaling/targets.ts'
import type { WorldView } from '../../model/view.ts'
import { nextRunAfter, scheduleFault } from '../../scaling/schedules/schedule.ts'
import { refuse } from '../refuse.ts'
import type {
  DeleteScheduledActionOutput,
  DescribeScheduledActionsOutput,
  PutScheduledActionOutput,
} from '../shapes/application-auto-scaling-types.generated.ts'
import type { AasAnswer } from './answer.ts'
import { describeAction } from './describe.ts'
import { actionsOf, getAction, getTarget } from './find.ts'
import { pageOf } from './pages.ts'
import { type AasInput, checkName, invalid, parseAasInput } from './parse.ts'
import { checkBounds } from './targets.ts'

const MOST_ACTIONS = 200

type Input = AasInput<'PutScheduledAction'>
type Wish = Pick<ScheduledAction, 'schedule' | 'timezone' | 'startAtMs' | 'endAtMs' | 'minCapacity' | 'maxCapacity'>

/** A new name makes an action, a known one changes it. @throws ValidationException, ObjectNotFoundException, LimitExceededException */
export function putScheduledAction(world: World, input: unknown): AasAnswer<PutScheduledActionOutput> {
  const parsed = parseAasInput('PutScheduledAction', input)
  const { ScheduledActionName: name } = parsed
  checkName('ScheduledActionName', name, 'AS-74')
  const { id: targetId } = getTarget(world, parsed.ResourceId)
  const known = actionsOf(world, targetId)
  const before = known.find((action) => action.name === name)
  const wish = wishOf(parsed, before)
  checkWish(wish)
  const createdAtMs = before?.createdAtMs ?? world.nowMs
  const nextAtMs = nextRunAfter({ ...wish, createdAtMs }, world.nowMs)
  if (nextAtMs === null) invalid('Schedule', 'a time that is still to come', wish.schedule, 'AS-70')
  if (before === undefined && known.length >= MOST_ACTIONS)
    refuse('LimitExceededException', `The maximum number of scheduled actions (${MOST_ACTIONS}) has been reached.`, {
      path: 'ScheduledActionName',
      expected: `at most ${MOST_ACTIONS} scheduled actions on a scalable target`,
      rule: 'AS-10',
    })
  return command(world, 'applicationAutoScaling.putScheduledAction', parsed, (cause) => {
    const id = before?.id ?? actionArn(world, targetId, name)
    const change =
      before === undefined
        ? inserted('scheduledAction.created', id, { id, name, targetId, ...wish, createdAtMs, nextAtMs }, 'AS-70')
        : updated('scheduledAction.changed', id, { ...wish, nextAtMs }, 'AS-70')
    apply(world, { changes: [change], timers: [] }, cause)
    return {}
  })
}

/** @throws ValidationException */
export function describeScheduledActions(world: WorldView, input: unknown): AasAnswer<DescribeScheduledActionsOutput> {
  const parsed = parseAasInput('DescribeScheduledActions', input)
  const { ResourceId: resourceId, ScalableDimension: dimension, ScheduledActionNames: names } = parsed
  if (dimension !== undefined && resourceId === undefined)
    invalid('ResourceId', 'an id with a scalable dimension', resourceId, 'AS-01')
  const rows = [...world.tables.scheduledActions.values()]
    .filter(({ targetId }) => resourceId === undefined || targetId === resourceId)
    .filter(({ name }) => names === undefined || names.includes(name))
  const { items, ...more } = pageOf(rows, parsed)
  return { ScheduledActions: items.map(describeAction), ...more }
}

/** @throws ObjectNotFoundException */
export function deleteScheduledAction(world: World, input: unknown): AasAnswer<DeleteScheduledActionOutput> {
  const parsed = parseAasInput('DeleteScheduledAction', input)
  const { id } = getAction(world, getTarget(world, parsed.ResourceId).id, parsed.ScheduledActionName)
  return command(world, 'applicationAutoScaling.deleteScheduledAction', parsed, (cause) => {
    apply(world, { changes: [removed('scheduledAction.dropped', id, 'AS-70')], timers: [] }, cause)
    return {}
  })
}

/** What is left out stays as it was, but for the beginning and the end: those go. */
function wishOf(parsed: Input, before: Readonly<ScheduledAction> | undefined): Wish {
  const { ScalableTargetAction: action, StartTime: startAtMs = null, EndTime: endAtMs = null } = parsed
  const schedule = parsed.Schedule ?? before?.schedule
  if (schedule === undefined) return invalid('Schedule', 'a schedule for a new scheduled action', undefined, 'AS-70')
  return {
    schedule,
    timezone: parsed.Timezone ?? before?.timezone ?? null,
    startAtMs,
    endAtMs,
    minCapacity: action === undefined ? (before?.minCapacity ?? null) : (action.MinCapacity ?? null),
    maxCapacity: action === undefined ? (before?.maxCapacity ?? null) : (action.MaxCapacity ?? null),
  }
}

function checkWish({ schedule, timezone, startAtMs, endAtMs, minCapacity, maxCapacity }: Wish): void {
  if (minCapacity === null && maxCapacity === null)
    refuse('ValidationException', 'At least one of minimum capacity and maximum capacity should be provided', {
      path: 'ScalableTargetAction',
      expected: 'MinCapacity, MaxCapacity or both',
      found: 'neither',
      rule: 'AS-72',
    })
  const bounds = {
    ...(minCapacity === null ? {} : { MinCapacity: minCapacity }),
    ...(maxCapacity === null ? {} : { MaxCapacity: maxCapacity }),
  }
  checkBounds(bounds, 'ScalableTargetAction.')
  const fault = scheduleFault({ schedule, timezone })
  if (fault !== null) invalid(fault.path, fault.expected, fault.path === 'Schedule' ? schedule : timezone, 'AS-70')
  if (startAtMs !== null && endAtMs !== null && startAtMs >= endAtMs)
    invalid('EndTime', 'an instant after StartTime', new Date(endAtMs).toISOString(), 'AS-71')
}

function actionArn({ realm, streams }: World, targetId: string, name: string): string {
  const id = uuid(streams.stream('scaling-ids'))
  return `arn:aws:autoscaling:${realm.region}:${realm.accountId}:scheduledAction:${id}:resource/ecs/${targetId}:scheduledActionName/${name}`
}
