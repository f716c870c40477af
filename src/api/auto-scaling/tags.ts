// Tags of Auto Scaling groups: each says whether new instances get it too.
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { updated } from '../../model/changes.ts'
import type { AutoScalingGroup, GroupTag } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import type { DescribeTagsOutput, TagDescription } from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { getGroup } from './find.ts'
import { type GroupsInput, invalid, pageOf, parseGroupsInput } from './parse.ts'

type GivenTag = GroupsInput<'CreateOrUpdateTags'>['Tags'][number]
type GivenFilter = NonNullable<GroupsInput<'DescribeTags'>['Filters']>[number]

const KIND = 'auto-scaling-group'
const MOST_TAGS = 50

/** @throws ValidationError */
export function readGroupTags(tags: readonly GivenTag[] | undefined, groupName: string): readonly GroupTag[] {
  if ((tags ?? []).length > MOST_TAGS) invalid('Tags', `at most ${MOST_TAGS} items`, `${tags?.length} items`, 'AG-01')
  return (tags ?? []).map((tag, index) => {
    const { Key, Value = '', PropagateAtLaunch, ResourceId = groupName, ResourceType = KIND } = tag
    const at = (member: string) => `Tags[${index}].${member}`
    if (Key.length < 1 || Key.length > 128) invalid(at('Key'), '1 to 128 characters', Key, 'AG-01')
    if (Value.length > 256) invalid(at('Value'), 'at most 256 characters', Value, 'AG-01')
    if (ResourceId !== groupName) invalid(at('ResourceId'), 'the name of the group', ResourceId, 'AG-01')
    if (ResourceType !== KIND) invalid(at('ResourceType'), KIND, ResourceType, 'AG-01')
    return { key: Key, value: Value, propagatesAtLaunch: PropagateAtLaunch === true }
  })
}

/** @throws ValidationError */
export function createOrUpdateTags(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('CreateOrUpdateTags', input)
  return changeTags(world, 'autoScaling.createOrUpdateTags', parsed, (group, given) => {
    const [tag] = readGroupTags([given], group.id)
    const tags = [...group.tags.filter(({ key }) => key !== tag!.key), tag!]
    if (tags.length > MOST_TAGS) invalid('Tags', `at most ${MOST_TAGS} tags a group`, `${tags.length} tags`, 'AG-01')
    return tags
  })
}

/** A tag that is not there is no error. @throws ValidationError */
export function deleteTags(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('DeleteTags', input)
  return changeTags(world, 'autoScaling.deleteTags', parsed, (group, { Key, Value }) =>
    group.tags.filter(({ key, value }) => key !== Key || (Value !== undefined && value !== Value)),
  )
}

function changeTags(
  world: World,
  call: string,
  parsed: { readonly Tags: readonly GivenTag[] },
  change: (group: Pick<AutoScalingGroup, 'id' | 'tags'>, given: GivenTag) => readonly GroupTag[],
): Record<string, never> {
  const next = new Map<string, readonly GroupTag[]>()
  for (const [index, given] of parsed.Tags.entries()) {
    if (given.ResourceId === undefined)
      invalid(`Tags[${index}].ResourceId`, 'the name of an Auto Scaling group', undefined, 'AG-01')
    const { id, tags } = getGroup(world, given.ResourceId, `Tags[${index}].ResourceId`)
    next.set(id, change({ id, tags: next.get(id) ?? tags }, given))
  }
  return command(world, call, parsed, (cause) => {
    const changes = [...next].map(([id, tags]) => updated('autoScalingGroup.changed', id, { tags }, 'AG-01'))
    apply(world, { changes, timers: [] }, cause)
    return {}
  })
}

export function describeTags(world: WorldView, input?: unknown): Answered<DescribeTagsOutput, 'Tags'> {
  const parsed = parseGroupsInput('DescribeTags', input)
  const all = [...world.tables.autoScalingGroups.values()].flatMap(({ id, tags }) =>
    tags.map(
      ({ key, value, propagatesAtLaunch }): TagDescription => ({
        ResourceId: id,
        ResourceType: KIND,
        Key: key,
        Value: value,
        PropagateAtLaunch: propagatesAtLaunch,
      }),
    ),
  )
  const filters = (parsed.Filters ?? []).map((filter, index) => tagFilter(filter, `Filters[${index}]`))
  const { items, ...more } = pageOf(
    all.filter((tag) => filters.every((matches) => matches(tag))),
    parsed,
  )
  return { Tags: items, ...more }
}

const TAG_FILTERS: Readonly<Record<string, (tag: TagDescription) => string>> = {
  'auto-scaling-group': ({ ResourceId }) => ResourceId as string,
  key: ({ Key }) => Key as string,
  value: ({ Value }) => Value as string,
  'propagate-at-launch': ({ PropagateAtLaunch }) => String(PropagateAtLaunch),
}

function tagFilter({ Name = '', Values = [] }: GivenFilter, path: string): (tag: TagDescription) => boolean {
  const read = Object.hasOwn(TAG_FILTERS, Name) ? TAG_FILTERS[Name] : undefined
  if (read === undefined) invalid(`${path}.Name`, `one of ${Object.keys(TAG_FILTERS).join(', ')}`, Name, 'AG-01')
  return (tag) => Values.includes(read!(tag))
}

/** By its tags alone: `tag-key`, `tag-value` or `tag:KEY`. @throws ValidationError */
export function groupMatches(
  filters: readonly GivenFilter[] = [],
): (group: Readonly<Pick<AutoScalingGroup, 'tags'>>) => boolean {
  const tests = filters.map(({ Name = '', Values = [] }, index) => {
    if (Name === 'tag-key') return ({ key }: GroupTag) => Values.includes(key)
    if (Name === 'tag-value') return ({ value }: GroupTag) => Values.includes(value)
    if (Name.startsWith('tag:'))
      return ({ key, value }: GroupTag) => key === Name.slice('tag:'.length) && Values.includes(value)
    return invalid(`Filters[${index}].Name`, 'tag-key, tag-value or tag:KEY', Name, 'AG-01')
  })
  return ({ tags }) => tests.every((test) => tags.some(test))
}
