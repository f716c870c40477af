// Tags of what ECS holds: TagResource, UntagResource, ListTagsForResource (CL-14, CL-16).
import { apply } from '../engine/apply.ts'
import { command } from '../engine/command.ts'
import type { World } from '../engine/world.ts'
import { show } from '../kernel/closest.ts'
import { type Change, updated } from '../model/changes.ts'
import type { Tag } from '../model/entities.ts'
import { OF_AWS } from '../model/managed-tags.ts'
import type { WorldView } from '../model/view.ts'
import type { Answer } from './answer.ts'
import { copyOf } from './dates.ts'
import { findCluster } from './find.ts'
import { checkTagKey, checkTags, invalid, refuse } from './refuse.ts'
import type { ListTagsForResourceOutput, TagResourceOutput, UntagResourceOutput } from './shapes/ecs-types.generated.ts'
import { parseInput } from './shapes/parse-input.ts'
import { mergedTags } from './tag-list.ts'

const RULE = 'CL-16'
const MOST_TAGS = 50

/** A key that is there gets the new value. @throws ClusterNotFoundException, InvalidParameterException, LimitExceededException, ResourceNotFoundException */
export function tagResource(world: World, input: unknown): Answer<TagResourceOutput> {
  const parsed = parseInput('TagResource', input)
  checkTags(parsed.tags, 'CL-14')
  const tagged = getTagged(world, parsed.resourceArn, 'ResourceNotFoundException')
  const tags = mergedTags(tagged.tags, parsed.tags as readonly Tag[])
  const own = tags.filter(({ key }) => !OF_AWS.test(key ?? ''))
  if (own.length > MOST_TAGS)
    refuse('LimitExceededException', `A resource can have at most ${MOST_TAGS} tags.`, {
      path: 'tags',
      expected: `at most ${MOST_TAGS} tags`,
      found: `${own.length} tags`,
      rule: 'CL-14',
    })
  return command(world, 'ecs.tagResource', parsed, (cause) => setTags(world, tagged, tags, cause))
}

/** A key that is not there is passed over. @throws ClusterNotFoundException, InvalidParameterException, ResourceNotFoundException */
export function untagResource(world: World, input: unknown): Answer<UntagResourceOutput> {
  const parsed = parseInput('UntagResource', input)
  for (const [index, key] of parsed.tagKeys.entries()) checkTagKey(`tagKeys[${index}]`, key, 'CL-14')
  const tagged = getTagged(world, parsed.resourceArn, 'ResourceNotFoundException')
  const tags = tagged.tags.filter(({ key }) => !parsed.tagKeys.includes(key ?? ''))
  return command(world, 'ecs.untagResource', parsed, (cause) => setTags(world, tagged, tags, cause))
}

/** @throws ClusterNotFoundException, InvalidParameterException */
export function listTagsForResource(world: WorldView, input: unknown): Answer<ListTagsForResourceOutput> {
  const { resourceArn } = parseInput('ListTagsForResource', input)
  return { tags: copyOf([...getTagged(world, resourceArn, 'InvalidParameterException').tags]) }
}

function setTags(world: World, { change }: Tagged, tags: readonly Tag[], cause: number): object {
  apply(world, { changes: [change(tags)], timers: [] }, cause)
  return {}
}

/** Something with tags. */
interface Tagged {
  readonly isGone: boolean
  readonly tags: readonly Tag[]
  readonly change: (tags: readonly Tag[]) => Change
}

interface Kind {
  readonly noun: string
  /** What is no longer tagged, in AWS's words: it is `gone`, and another is to be `wanted`. */
  readonly words: readonly [gone: string, wanted: string]
  readonly find: (world: WorldView, arn: string) => Tagged | undefined
}

const INACTIVE = ['inactive', 'active'] as const

const KINDS: Readonly<Record<string, Kind>> = {
  cluster: {
    noun: 'cluster',
    words: INACTIVE,
    find: ({ tables }, arn) =>
      found(tables.clusters.get(arn), ({ status, tags }) => ({
        isGone: status === 'INACTIVE',
        tags,
        change: (next) => updated('cluster.tagged', arn, { tags: next }, RULE),
      })),
  },
  service: {
    noun: 'service',
    words: INACTIVE,
    find: ({ tables }, arn) =>
      found(tables.services.get(arn), ({ status, tags }) => ({
        isGone: status === 'INACTIVE',
        tags,
        change: (next) => updated('service.tagged', arn, { tags: next }, RULE),
      })),
  },
  task: {
    noun: 'task',
    words: ['stopped', 'running'],
    find: ({ tables }, arn) =>
      found(tables.tasks.get(arn), ({ lastStatus, launch }) => ({
        isGone: lastStatus === 'STOPPED',
        tags: launch.tags,
        change: (next) => updated('task.tagged', arn, { launch: { ...launch, tags: next } }, RULE),
      })),
  },
  'task-definition': {
    noun: 'task definition',
    words: ['deleted', 'active'],
    find: ({ tables }, arn) =>
      found(tables.taskDefinitions.get(arn), ({ status, tags }) => ({
        isGone: status === 'DELETED' || status === 'DELETE_IN_PROGRESS',
        tags,
        change: (next) => updated('taskDefinition.tagged', arn, { tags: next }, RULE),
      })),
  },
  'container-instance': {
    noun: 'container instance',
    words: INACTIVE,
    find: ({ tables }, arn) =>
      found(tables.containerInstances.get(arn), ({ status, tags }) => ({
        isGone: status === 'INACTIVE',
        tags,
        change: (next) => updated('containerInstance.tagged', arn, { tags: next }, RULE),
      })),
  },
  'capacity-provider': {
    noun: 'capacity provider',
    words: INACTIVE,
    find: ({ tables }, arn) =>
      found(tables.capacityProviders.get(arn), ({ status, tags }) => ({
        isGone: status === 'INACTIVE',
        tags,
        change: (next) => updated('capacityProvider.tagged', arn, { tags: next }, RULE),
      })),
  },
}

function found<Row>(row: Row | undefined, tagged: (row: Row) => Tagged): Tagged | undefined {
  return row === undefined ? undefined : tagged(row)
}

/** Parts of clusters, whose ARNs have the cluster's name in the middle. */
const PARTS = ['service', 'task', 'container-instance']

function getTagged(
  world: WorldView,
  arn: string,
  unknown: 'InvalidParameterException' | 'ResourceNotFoundException',
): Tagged {
  const { region, accountId } = world.realm
  const [, place, type = '', rest = ''] = /^arn:aws[\w-]*:ecs:([\w-]+:\d{12}):([\w-]+)\/(.+)$/s.exec(arn) ?? []
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined
  if (place !== `${region}:${accountId}` || kind === undefined)
    return invalid('resourceArn', `the ARN of ${NOUNS} of this account and Region`, arn, RULE)
  checkCluster(world, type, rest, arn)
  const tagged = kind.find(world, arn)
  if (tagged === undefined)
    return refuse(unknown, `The specified ${kind.noun} wasn't found.`, {
      path: 'resourceArn',
      expected: `the ARN of a ${kind.noun}`,
      found: show(arn),
      rule: RULE,
    })
  const [gone, wanted] = kind.words
  if (tagged.isGone)
    refuse(
      'InvalidParameterException',
      `The specified ${kind.noun} is ${gone}. Specify ${wanted === 'active' ? 'an' : 'a'} ${wanted} ${kind.noun} and try again.`,
      { path: 'resourceArn', found: show(arn), rule: RULE },
    )
  return tagged
}

const NOUNS = 'a capacity provider, cluster, container instance, service, task or task definition'

/** An ARN of the old format says no cluster, and has no tags. */
function checkCluster(world: WorldView, type: string, rest: string, arn: string): void {
  const [name = '', id] = rest.split('/')
  if (PARTS.includes(type) && id === undefined)
    refuse('InvalidParameterException', 'Long arn format must be used for tagging operations', {
      path: 'resourceArn',
      expected: `${type}/CLUSTER/…`,
      found: show(arn),
      rule: RULE,
    })
  if ((PARTS.includes(type) || type === 'cluster') && findCluster(world, name) === undefined)
    refuse('ClusterNotFoundException', 'Cluster not found.', {
      path: 'resourceArn',
      expected: 'an existing cluster',
      found: show(name),
      rule: 'PF-40',
    })
}
