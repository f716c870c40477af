// Tags of alarms.
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
  const { name, tags: before } = taggedOf(world, parsed.ResourceARN)
  const tags = new Map([...before, ...tagListOf(parsed.Tags, invalid)].map((tag) => [tag.key, tag]))
  if (tags.size > MOST_TAGS) invalid('Tags', `at most ${MOST_TAGS} tags of an alarm`, `${tags.size} tags`)
  return write(world, 'cloudWatch.tagResource', parsed, { name, tags: [...tags.values()] })
}

/** A key that is not there is no error. @throws ResourceNotFoundException */
export function untagResource(world: World, input: unknown): UntagResourceOutput {
  const parsed = parseCloudWatch('UntagResource', input)
  const { name, tags } = taggedOf(world, parsed.ResourceARN)
  return write(world, 'cloudWatch.untagResource', parsed, {
    name,
    tags: tags.filter(({ key }) => !parsed.TagKeys.includes(key)),
  })
}

function write(world: World, call: string, parsed: unknown, { name, tags }: Pick<Alarm, 'name' | 'tags'>): object {
  return command(world, call, parsed, (cause) => {
    apply(world, { changes: [updated('alarm.changed', name, { tags }, 'CW-20')], timers: [] }, cause)
    return {}
  })
}

function taggedOf(world: WorldView, arn: string): Readonly<Alarm> {
  for (const alarm of world.tables.alarms.values()) if (alarm.arn === arn) return alarm
  return refuse('ResourceNotFoundException', `ResourceARN: there is no alarm ${show(arn)}.`, {
    path: 'ResourceARN',
    expected: 'the ARN of an alarm',
    found: show(arn),
    rule: 'CW-20',
  })
}
