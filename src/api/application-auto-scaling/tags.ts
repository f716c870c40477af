// Tags of scalable targets: put on, taken off, listed.
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import type { Tag } from '../../model/basics.ts'
import { updated } from '../../model/changes.ts'
import type { ScalableTarget } from '../../model/scaling/targets.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type {
  ListTagsForResourceOutput,
  TagResourceOutput,
  UntagResourceOutput,
} from '../shapes/application-auto-scaling-types.generated.ts'
import type { AasAnswer } from './answer.ts'
import { invalid, parseAasInput } from './parse.ts'

const MOST_TAGS = 50

export type TagMap = { readonly [key: string]: string }

/** @throws ResourceNotFoundException, TooManyTagsException, ValidationException */
export function tagResource(world: World, input: unknown): AasAnswer<TagResourceOutput> {
  const parsed = parseAasInput('TagResource', input)
  const target = getTagged(world, parsed.ResourceARN)
  const tags = tagList(checkTags({ ...mapOf(target.tags), ...checkTags(parsed.Tags, 'Tags') }, 'Tags'))
  return command(world, 'applicationAutoScaling.tagResource', parsed, (cause) => setTags(world, target, tags, cause))
}

/** @throws ResourceNotFoundException */
export function untagResource(world: World, input: unknown): AasAnswer<UntagResourceOutput> {
  const parsed = parseAasInput('UntagResource', input)
  const target = getTagged(world, parsed.ResourceARN)
  const tags = target.tags.filter(({ key }) => !parsed.TagKeys.includes(key))
  return command(world, 'applicationAutoScaling.untagResource', parsed, (cause) => setTags(world, target, tags, cause))
}

/** @throws ResourceNotFoundException */
export function listTagsForResource(world: WorldView, input: unknown): AasAnswer<ListTagsForResourceOutput> {
  const parsed = parseAasInput('ListTagsForResource', input)
  return { Tags: mapOf(getTagged(world, parsed.ResourceARN).tags) }
}

export function checkTags(tags: TagMap, path: string): TagMap {
  for (const [key, value] of Object.entries(tags)) {
    if (key.length < 1 || key.length > 128) invalid(path, 'keys of 1 to 128 characters', key, 'AS-10')
    if (value.length > 256) invalid(`${path}.${key}`, 'at most 256 characters', value, 'AS-10')
  }
  const { length } = Object.keys(tags)
  if (length > MOST_TAGS)
    refuse('TooManyTagsException', `A resource can have at most ${MOST_TAGS} tags.`, {
      path,
      expected: `at most ${MOST_TAGS} tags`,
      found: `${length} tags`,
      rule: 'AS-10',
    })
  return tags
}

export function tagList(tags: TagMap): readonly Tag[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }))
}

function mapOf(tags: readonly Tag[]): { [key: string]: string } {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]))
}

function setTags(world: World, { id }: Readonly<ScalableTarget>, tags: readonly Tag[], cause: number): object {
  apply(world, { changes: [updated('scalableTarget.changed', id, { tags })], timers: [] }, cause)
  return {}
}

function getTagged(world: WorldView, arn: string): Readonly<ScalableTarget> {
  const target = [...world.tables.scalableTargets.values()].find((row) => row.arn === arn)
  if (target !== undefined) return target
  return refuse('ResourceNotFoundException', `The resource ${show(arn)} could not be found.`, {
    path: 'ResourceARN',
    expected: 'the ARN of a scalable target',
    found: show(arn),
    rule: 'AS-16',
  })
}
