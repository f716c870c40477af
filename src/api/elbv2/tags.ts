// Tags of load balancers, target groups, listeners and rules: put on, taken off, listed.
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import type { Tag } from '../../model/basics.ts'
import { type Change, updated } from '../../model/changes.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type { AddTagsOutput, DescribeTagsOutput, RemoveTagsOutput } from '../shapes/elbv2-types.generated.ts'
import { mergedTags } from '../tag-list.ts'
import type { ElbAnswer } from './answer.ts'
import { getListener, getLoadBalancer, getRule, getTargetGroup } from './find.ts'
import { invalid, parseElbInput, tagsOf } from './parse.ts'

const RULE = 'LB-007'
const MOST_TAGS = 50
const MOST_RESOURCES = 20

/** A key that is there gets the new value. @throws …NotFoundException, DuplicateTagKeysException, TooManyTagsException, ValidationError */
export function addTags(world: World, input: unknown): ElbAnswer<AddTagsOutput> {
  const parsed = parseElbInput('AddTags', input)
  if (parsed.Tags.length === 0) invalid('Tags', 'at least one tag', '0 items', RULE)
  const tags = tagsOf(parsed.Tags)
  const wishes = taggedOf(world, parsed.ResourceArns).map((row) => ({ row, tags: mergedTags(row.tags, tags) }))
  for (const wish of wishes)
    if (wish.tags.length > MOST_TAGS)
      refuse('TooManyTagsException', `You have reached the limit of ${MOST_TAGS} tags per resource.`, {
        path: 'Tags',
        expected: `at most ${MOST_TAGS} tags`,
        found: `${wish.tags.length} tags`,
        rule: RULE,
      })
  return command(world, 'elbv2.addTags', parsed, (cause) => write(world, wishes, cause))
}

/** A key that is not there is passed over. @throws …NotFoundException, ValidationError */
export function removeTags(world: World, input: unknown): ElbAnswer<RemoveTagsOutput> {
  const parsed = parseElbInput('RemoveTags', input)
  if (parsed.TagKeys.length === 0) invalid('TagKeys', 'at least one key', '0 items', RULE)
  const wishes = taggedOf(world, parsed.ResourceArns).map((row) => ({
    row,
    tags: row.tags.filter(({ key }) => !parsed.TagKeys.includes(key ?? '')),
  }))
  return command(world, 'elbv2.removeTags', parsed, (cause) => write(world, wishes, cause))
}

/** @throws …NotFoundException, ValidationError */
export function describeTags(world: WorldView, input: unknown): ElbAnswer<DescribeTagsOutput> {
  const parsed = parseElbInput('DescribeTags', input)
  const TagDescriptions = taggedOf(world, parsed.ResourceArns).map(({ arn, tags }) => ({
    ResourceArn: arn,
    Tags: tags.map(({ key = '', value = '' }) => ({ Key: key, Value: value })),
  }))
  return { TagDescriptions }
}

interface Tagged {
  readonly arn: string
  readonly tags: readonly Tag[]
  readonly change: (tags: readonly Tag[]) => Change
}

interface Wish {
  readonly row: Tagged
  readonly tags: readonly Tag[]
}

function write(world: World, wishes: readonly Wish[], cause: number): object {
  apply(world, { changes: wishes.map(({ row, tags }) => row.change(tags)), timers: [] }, cause)
  return {}
}

function taggedOf(world: WorldView, arns: readonly string[]): readonly Tagged[] {
  if (arns.length < 1 || arns.length > MOST_RESOURCES)
    invalid('ResourceArns', `1 to ${MOST_RESOURCES} resources`, `${arns.length} items`, RULE)
  return arns.map((arn, index) => {
    const path = `ResourceArns[${index}]`
    if (arns.indexOf(arn) !== index) invalid(path, 'an ARN of its own', arn, RULE)
    return KINDS[kindOf(arn)]?.(world, arn, path) ?? invalid(path, `the ARN of ${NOUNS}`, arn, RULE)
  })
}

const NOUNS = 'a load balancer, target group, listener or rule'

/** `listener-rule` of `arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener-rule/…`. */
function kindOf(arn: string): string {
  return /^arn:aws[\w-]*:elasticloadbalancing:[\w-]+:\d{12}:([a-z-]+)\//.exec(arn)?.[1] ?? ''
}

const KINDS: Partial<Record<string, (world: WorldView, arn: string, path: string) => Tagged>> = {
  loadbalancer: (world, arn, path) => ({
    ...getLoadBalancer(world, arn, path),
    change: (tags) => updated('loadBalancer.updated', arn, { tags }, RULE),
  }),
  targetgroup: (world, arn, path) => ({
    ...getTargetGroup(world, arn, path),
    change: (tags) => updated('targetGroup.updated', arn, { tags }, RULE),
  }),
  listener: (world, arn, path) => ({
    ...getListener(world, arn, path),
    change: (tags) => updated('listener.updated', arn, { tags }, RULE),
  }),
  'listener-rule': (world, arn, path) => ({
    ...getRule(world, arn, path),
    change: (tags) => updated('listenerRule.updated', arn, { tags }, RULE),
  }),
}
