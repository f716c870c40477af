// How does what `aws ecs describe-task-definition` prints become a registration again?
import type { EcsInputs } from '../shapes/ecs-types.generated.ts'

/** What AWS adds in its answers and refuses in a request. */
const ONLY_IN_ANSWERS: ReadonlySet<string> = new Set([
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
])

/**
 * The registration that a description came from: a whole answer `{ taskDefinition, tags }` or its task definition alone. Whatever
 * else stands in it stays, so that registering it says what is wrong with it.
 */
export function definitionFromDescription(json: unknown): EcsInputs['RegisterTaskDefinition'] {
  if (!isRecord(json)) return json as EcsInputs['RegisterTaskDefinition']
  const { taskDefinition, tags } = json
  const described = isRecord(taskDefinition) ? { ...taskDefinition, ...(isTagged(tags) ? { tags } : {}) } : json
  const members = Object.entries(described).filter(([member]) => !ONLY_IN_ANSWERS.has(member))
  return Object.fromEntries(members) as unknown as EcsInputs['RegisterTaskDefinition']
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** AWS refuses an empty list of tags, which its own answers contain. */
function isTagged(tags: unknown): boolean {
  return Array.isArray(tags) && tags.length > 0
}
