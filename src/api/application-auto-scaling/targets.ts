// Scalable targets: register, describe, deregister (AS-01…AS-10).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { pullIntoBounds } from '../../engine/service-scaling/bounds.ts'
import type { World } from '../../engine/world.ts'
import { hex32 } from '../../kernel/ids.ts'
import { type Change, inserted, removed, updated } from '../../model/changes.ts'
import type { ScalableTarget, Suspension } from '../../model/scaling/targets.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type {
  DeregisterScalableTargetOutput,
  DescribeScalableTargetsOutput,
  RegisterScalableTargetOutput,
} from '../shapes/application-auto-scaling-types.generated.ts'
import type { AasAnswer } from './answer.ts'
import { describeTarget } from './describe.ts'
import { actionsOf, getScalableService, getTarget, policiesOf } from './find.ts'
import { pageOf } from './pages.ts'
import { type AasInput, checkRange, invalid, parseAasInput } from './parse.ts'
import { policyDropped } from './policies.ts'
import { checkTags, tagList } from './tags.ts'

const MOST_TARGETS = 3_000
/** An int of AWS's. */
const MOST_CAPACITY = 2_147_483_647

type Input = AasInput<'RegisterScalableTarget'>

/** The desired count comes into the bounds at once (AS-03). @throws ValidationException, LimitExceededException */
export function registerScalableTarget(world: World, input: unknown): AasAnswer<RegisterScalableTargetOutput> {
  const parsed = parseAasInput('RegisterScalableTarget', input)
  const { ResourceId: id } = parsed
  const service = getScalableService(world, id)
  const before = world.tables.scalableTargets.get(id)
  const bounds = boundsOf(parsed, before)
  const suspended = suspensionOf(parsed, before?.suspended)
  const tags = checkTags(parsed.Tags ?? {}, 'Tags')
  if (before === undefined && world.tables.scalableTargets.size >= MOST_TARGETS)
    refuse('LimitExceededException', `The maximum number of scalable targets (${MOST_TARGETS}) has been reached.`, {
      path: 'ResourceId',
      expected: `at most ${MOST_TARGETS} scalable targets`,
      rule: 'AS-10',
    })
  return command(world, 'applicationAutoScaling.registerScalableTarget', parsed, (cause) => {
    const set = { ...bounds, suspended, ...(parsed.RoleARN === undefined ? {} : { roleArn: parsed.RoleARN }) }
    const change =
      before === undefined
        ? inserted(
            'scalableTarget.created',
            id,
            { ...newTarget(world, id, service.arn), ...set, tags: tagList(tags) },
            'AS-02',
          )
        : updated('scalableTarget.changed', id, { ...set, tags: tagList({ ...tagsOf(before), ...tags }) }, 'AS-02')
    apply(world, { changes: [change], timers: [] }, cause)
    const target = world.tables.scalableTargets.certain(id)
    pullIntoBounds(world, target, cause)
    return { ScalableTargetARN: target.arn }
  })
}

/** @throws ValidationException */
export function describeScalableTargets(world: WorldView, input: unknown): AasAnswer<DescribeScalableTargetsOutput> {
  const parsed = parseAasInput('DescribeScalableTargets', input)
  const { ResourceIds: ids, ScalableDimension: dimension } = parsed
  if (dimension !== undefined && ids === undefined)
    invalid('ResourceIds', 'ids with a scalable dimension', ids, 'AS-01')
  const rows = [...world.tables.scalableTargets.values()].filter(({ id }) => ids === undefined || ids.includes(id))
  const { items, ...more } = pageOf(rows, parsed)
  return { ScalableTargets: items.map(describeTarget), ...more }
}

/** Its policies with their alarms, and its scheduled actions, go with it (AS-09). @throws ObjectNotFoundException */
export function deregisterScalableTarget(world: World, input: unknown): AasAnswer<DeregisterScalableTargetOutput> {
  const parsed = parseAasInput('DeregisterScalableTarget', input)
  const { id } = getTarget(world, parsed.ResourceId)
  return command(world, 'applicationAutoScaling.deregisterScalableTarget', parsed, (cause) => {
    const changes: Change[] = [
      ...policiesOf(world, id).flatMap((policy) => policyDropped(world, policy)),
      ...actionsOf(world, id).map((action) => removed('scheduledAction.dropped', action.id, 'AS-09')),
      removed('scalableTarget.dropped', id, 'AS-09'),
    ]
    apply(world, { changes, timers: [] }, cause)
    return {}
  })
}

/** Both are needed at first; later those that are not given stay (AS-02). */
function boundsOf(
  { MinCapacity, MaxCapacity }: Input,
  before: Readonly<ScalableTarget> | undefined,
): Pick<ScalableTarget, 'minCapacity' | 'maxCapacity'> {
  const minCapacity = MinCapacity ?? before?.minCapacity
  const maxCapacity = MaxCapacity ?? before?.maxCapacity
  if (minCapacity === undefined)
    return invalid('MinCapacity', 'a capacity for a new scalable target', undefined, 'AS-02')
  if (maxCapacity === undefined)
    return invalid('MaxCapacity', 'a capacity for a new scalable target', undefined, 'AS-02')
  checkBounds({ MinCapacity: minCapacity, MaxCapacity: maxCapacity }, '')
  return { minCapacity, maxCapacity }
}

export function checkBounds(
  { MinCapacity, MaxCapacity }: { readonly MinCapacity?: number; readonly MaxCapacity?: number },
  path: string,
): void {
  checkRange(`${path}MinCapacity`, MinCapacity, 0, MOST_CAPACITY, 'AS-02')
  checkRange(`${path}MaxCapacity`, MaxCapacity, 0, MOST_CAPACITY, 'AS-02')
  if (MinCapacity === undefined || MaxCapacity === undefined || MinCapacity <= MaxCapacity) return
  refuse('ValidationException', 'Maximum capacity cannot be less than minimum capacity', {
    path: `${path}MaxCapacity`,
    expected: `at least ${MinCapacity}`,
    found: String(MaxCapacity),
    rule: 'AS-02',
  })
}

function suspensionOf({ SuspendedState: given = {} }: Input, before: Suspension | undefined): Suspension {
  const { DynamicScalingInSuspended, DynamicScalingOutSuspended, ScheduledScalingSuspended } = given
  return {
    scalingIn: DynamicScalingInSuspended ?? before?.scalingIn ?? false,
    scalingOut: DynamicScalingOutSuspended ?? before?.scalingOut ?? false,
    scheduled: ScheduledScalingSuspended ?? before?.scheduled ?? false,
  }
}

function newTarget(
  world: World,
  id: string,
  serviceArn: ScalableTarget['serviceArn'],
): Omit<ScalableTarget, 'minCapacity' | 'maxCapacity' | 'suspended' | 'tags'> {
  const { region, accountId } = world.realm
  const role = 'ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService'
  return {
    id,
    arn: `arn:aws:application-autoscaling:${region}:${accountId}:scalable-target/0ec5${hex32(world.streams.stream('scaling-ids'))}`,
    serviceArn,
    createdAtMs: world.nowMs,
    roleArn: `arn:aws:iam::${accountId}:role/aws-service-role/${role}`,
    scaleInBlockedUntilMs: null,
  }
}

function tagsOf({ tags }: Readonly<ScalableTarget>): Record<string, string> {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]))
}
