// Whom would a group tell of its launches and terminations? Topics are kept and described; nobody is told (AG-13).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { updated } from '../../model/changes.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type { DescribeNotificationConfigurationsOutput } from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { getGroup } from './find.ts'
import { checkOneOf, invalid, pageOf, parseGroupsInput } from './parse.ts'
import { NOTIFICATION_TYPES } from './types.ts'

const MOST_TOPICS = 10

/** What a topic was told of before is replaced. @throws ValidationError, LimitExceededFault */
export function putNotificationConfiguration(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('PutNotificationConfiguration', input)
  const { TopicARN: topicArn, NotificationTypes: types } = parsed
  const { id, notifications } = getGroup(world, parsed.AutoScalingGroupName)
  if (!/^arn:[^:]+:sns:[^:]*:\d{12}:.+$/.test(topicArn))
    invalid('TopicARN', 'the ARN of an SNS topic', topicArn, 'AG-13')
  if (types.length === 0) invalid('NotificationTypes', 'at least one type', '0 items', 'AG-13')
  for (const [index, type] of types.entries())
    checkOneOf(`NotificationTypes[${index}]`, type, NOTIFICATION_TYPES, 'AG-13')
  const others = notifications.filter((each) => each.topicArn !== topicArn)
  if (others.length >= MOST_TOPICS)
    refuse('LimitExceededFault', `You have reached the limit of ${MOST_TOPICS} topics per Auto Scaling group.`, {
      path: 'TopicARN',
      expected: `at most ${MOST_TOPICS} topics a group`,
      found: show(topicArn),
      rule: 'AG-13',
    })
  const next = [...others, { topicArn, types: NOTIFICATION_TYPES.filter((type) => types.includes(type)) }]
  return command(world, 'autoScaling.putNotificationConfiguration', parsed, (cause) => {
    apply(
      world,
      { changes: [updated('autoScalingGroup.changed', id, { notifications: next }, 'AG-13')], timers: [] },
      cause,
    )
    return {}
  })
}

/** A topic that is told nothing is no error. @throws ValidationError */
export function deleteNotificationConfiguration(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('DeleteNotificationConfiguration', input)
  const { id, notifications: before } = getGroup(world, parsed.AutoScalingGroupName)
  const notifications = before.filter(({ topicArn }) => topicArn !== parsed.TopicARN)
  return command(world, 'autoScaling.deleteNotificationConfiguration', parsed, (cause) => {
    apply(world, { changes: [updated('autoScalingGroup.changed', id, { notifications }, 'AG-13')], timers: [] }, cause)
    return {}
  })
}

/** One row for each group, topic and type. Names that nobody has are passed over. */
export function describeNotificationConfigurations(
  world: WorldView,
  input?: unknown,
): Answered<DescribeNotificationConfigurationsOutput, 'NotificationConfigurations'> {
  const parsed = parseGroupsInput('DescribeNotificationConfigurations', input)
  const { AutoScalingGroupNames: names = [] } = parsed
  const rows = [...world.tables.autoScalingGroups.values()]
    .filter(({ id }) => names.length === 0 || names.includes(id))
    .flatMap(({ id, notifications }) =>
      notifications.flatMap(({ topicArn, types }) =>
        types.map((NotificationType) => ({ AutoScalingGroupName: id, TopicARN: topicArn, NotificationType })),
      ),
    )
  const { items, ...more } = pageOf(rows, parsed)
  return { NotificationConfigurations: items, ...more }
}
