// Tags of alarms and dashboards.
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { updated } from '../../model/changes.ts'
import type { Alarm } from '../../model/scaling/alarms.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type {
  ListTagsForResourceOutput,
  TagResourceOutput,
  UntagResourceOutput,
} from '../shapes/cloudwatch-types.generated.ts'
import { tagListOf } from '../tag-list.ts'
import type { CloudWatchAnswer } from './answer.ts'
import { invalid, parseCloudWatch } from './parse.ts'

const MOST_TAGS = 50

/** @throws ResourceNotFoundException */
export function listTagsForResource(world: WorldView, input: unknown): CloudWatchAnswer<ListTagsForResourceOutput> {
  const { ResourceARN: arn } = parseCloudWatch('ListTagsForResource', input)
  return { Tags: taggedOf(world, arn).tags.map(({ key, value }) => ({ Key: key, Value: value })) }
}

/** A key that is there gets the new value. @throws ResourceNotFoundException, InvalidParameterValueException */
export function tagResource(world: World, input: unknown): TagResourceOutput {
  const parsed = parseCloudWatch('TagResource', input)
  const tagged = taggedOf(world, parsed.ResourceARN)
  const { tags: before } = tagged
  const tags = new Map([...before, ...tagListOf(parsed.Tags, invalid)].map((tag) => [tag.key, tag]))
  if (tags.size > MOST_TAGS) invalid('Tags', `at most ${MOST_TAGS} tags`, `${tags.size} tags`)
  return write(world, 'cloudWatch.tagResource', parsed, { ...tagged, tags: [...tags.values()] })
}

/** A key that is not there is no error. @throws ResourceNotFoundException */
export function untagResource(world: World, input: unknown): UntagResourceOutput {
  const parsed = parseCloudWatch('UntagResource', input)
  const tagged = taggedOf(world, parsed.ResourceARN)
  const tags = tagged.tags.filter(({ key }) => !parsed.TagKeys.includes(key))
  return write(world, 'cloudWatch.untagResource', parsed, { ...tagged, tags })
}

interface Tagged extends Pick<Alarm, 'name' | 'tags'> {
  readonly kind: 'alarm.changed' | 'dashboard.changed'
}

function write(world: World, call: string, parsed: unknown, { kind, name, tags }: Tagged): object {
  return command(world, call, parsed, (cause) => {
    apply(world, { changes: [updated(kind, name, { tags }, 'CW-20')], timers: [] }, cause)
    return {}
  })
}

function taggedOf({ tables }: WorldView, arn: string): Tagged {
  for (const { arn: own, name, tags } of tables.alarms.values())
    if (own === arn) return { kind: 'alarm.changed', name, tags }
  for (const { arn: own, name, tags } of tables.dashboards.values())
    if (own === arn) return { kind: 'dashboard.changed', name, tags }
  return refuse('ResourceNotFoundException', `ResourceARN: there is no alarm and no dashboard ${show(arn)}.`, {
    path: 'ResourceARN',
    expected: 'the ARN of an alarm or a dashboard',
    found: show(arn),
    rule: 'CW-20',
  })
}
