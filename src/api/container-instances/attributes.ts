// PutAttributes, DeleteAttributes, ListAttributes: what callers write on container instances (CI-12…CI-14, PF-47).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import {
  customAttributesOf,
  isAttributeValue,
  isCustomName,
  MOST_ATTRIBUTES,
  NAME_RULE,
  VALUE_RULE,
} from '../../model/attributes.ts'
import { updated } from '../../model/changes.ts'
import type { Cluster, ContainerInstance } from '../../model/entities.ts'
import { isRegistered } from '../../model/standing.ts'
import type { WorldView } from '../../model/view.ts'
import type { Answer } from '../answer.ts'
import { copyOf } from '../dates.ts'
import { findContainerInstance, getCluster } from '../find.ts'
import { pageOf } from '../pages.ts'
import { checkCount, invalid, refuse } from '../refuse.ts'
import type {
  Attribute,
  DeleteAttributesOutput,
  ListAttributesOutput,
  PutAttributesOutput,
} from '../shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from '../shapes/parse-input.ts'
import { attributesOf } from './describe.ts'

type Given = ParsedInput<'PutAttributes'>['attributes'][number]
/** The attributes that each instance is to have. */
type Next = Map<Readonly<ContainerInstance>, Record<string, string>>

/** Adds or overwrites. @throws AttributeLimitExceededException, TargetNotFoundException, InvalidParameterException */
export function putAttributes(world: World, input: unknown): Answer<PutAttributesOutput> {
  const parsed = parseInput('PutAttributes', input)
  checkCount('attributes', parsed.attributes, MOST_ATTRIBUTES, 'CI-12')
  const cluster = getCluster(world, parsed.cluster)
  const next = nextAttributes(world, cluster, parsed.attributes, (own, { name, value = '' }, path) => {
    if (!isAttributeValue(value)) invalid(`${path}.value`, VALUE_RULE, value, 'CI-12')
    own[name] = value
  })
  for (const attributes of next.values()) checkLimit(attributes)
  return command(world, 'ecs.putAttributes', parsed, (cause) => {
    write(world, next, cause)
    return { attributes: copyOf(parsed.attributes) as Attribute[] }
  })
}

/** By name and target, never by value; an attribute that is not there is gone already (CI-13). */
export function deleteAttributes(world: World, input: unknown): Answer<DeleteAttributesOutput> {
  const parsed = parseInput('DeleteAttributes', input)
  checkCount('attributes', parsed.attributes, MOST_ATTRIBUTES, 'CI-12')
  const cluster = getCluster(world, parsed.cluster)
  const next = nextAttributes(world, cluster, parsed.attributes, (own, { name, value }, path) => {
    if (value !== undefined) invalid(`${path}.value`, 'none: attributes are deleted by name', value, 'CI-13')
    delete own[name]
  })
  return command(world, 'ecs.deleteAttributes', parsed, (cause) => {
    write(world, next, cause)
    return { attributes: copyOf(parsed.attributes) as Attribute[] }
  })
}

export function listAttributes(world: WorldView, input: unknown): ListAttributesOutput & { attributes: Attribute[] } {
  const parsed = parseInput('ListAttributes', input)
  const { attributeName, attributeValue } = parsed
  if (attributeValue !== undefined && attributeName === undefined)
    invalid('attributeName', 'the name of the attribute whose value is given', attributeName, 'CI-13')
  const { arn } = getCluster(world, parsed.cluster)
  const all = world.indexes
    .fleet(arn)
    .slots()
    .flatMap((slot) => listed(world.tables.containerInstances.certain(slot.arn)))
  const chosen = all.filter(
    ({ name, value }) =>
      (attributeName === undefined || name === attributeName) &&
      (attributeValue === undefined || value === attributeValue),
  )
  const { items, ...more } = pageOf('ListAttributes', chosen, parsed, { most: 100, usual: 100 })
  return { attributes: items, ...more }
}

function listed(instance: Readonly<ContainerInstance>): Attribute[] {
  return attributesOf(instance).map((attribute) => ({ ...attribute, targetId: instance.arn }))
}

function nextAttributes(
  world: WorldView,
  cluster: Readonly<Cluster>,
  given: readonly Given[],
  change: (own: Record<string, string>, attribute: Given, path: string) => void,
): Next {
  const next: Next = new Map()
  for (const [index, attribute] of given.entries()) {
    const path = `attributes[${index}]`
    if (!isCustomName(attribute.name)) invalid(`${path}.name`, NAME_RULE, attribute.name, 'CI-14')
    const target = getTarget(world, cluster, attribute, path)
    const own = next.get(target) ?? { ...target.attributes }
    change(own, attribute, path)
    next.set(target, own)
  }
  return next
}

/** @throws TargetNotFoundException (PF-47) */
function getTarget(
  world: WorldView,
  cluster: Readonly<Cluster>,
  { targetId, targetType }: Given,
  path: string,
): Readonly<ContainerInstance> {
  if (targetId === undefined) invalid(`${path}.targetId`, 'the id or ARN of a container instance', targetId, 'CI-13')
  if (!targetId.startsWith('arn:') && targetType === undefined)
    invalid(`${path}.targetType`, "'container-instance' with a short id", targetType, 'CI-13')
  const target = findContainerInstance(world, cluster, targetId, `${path}.targetId`)
  if (target !== undefined && isRegistered(target.status)) return target
  refuse('TargetNotFoundException', "The specified target wasn't found.", {
    path: `${path}.targetId`,
    expected: 'a container instance of the cluster',
    found: show(targetId),
    rule: 'PF-47',
  })
}

function checkLimit(attributes: Readonly<Record<string, string>>): void {
  const { length } = customAttributesOf(attributes)
  if (length <= MOST_ATTRIBUTES) return
  refuse('AttributeLimitExceededException', 'You can apply up to 10 custom attributes for each resource.', {
    path: 'attributes',
    expected: `at most ${MOST_ATTRIBUTES} custom attributes on an instance`,
    found: String(length),
    rule: 'CI-12',
  })
}

function write(world: World, next: Next, cause: number): void {
  for (const [{ arn }, attributes] of next) {
    const change = updated('containerInstance.attributesChanged', arn, { attributes }, 'CI-12')
    apply(world, { changes: [change], timers: [] }, cause)
  }
}
