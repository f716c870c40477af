// What does a task need beside its images before its containers start, and what of that is withheld? (RS-3…RS-8)
import type { TaskDefinition } from '../../model/entities.ts'
import type { Obstacle, ObstacleAnswer } from '../../model/supplies.ts'
import type { LifecycleContext } from '../context.ts'

export type ResourceKind = 'secret' | 'parameter' | 'environmentFile' | 'logGroup'

/** A thing that a container's definition names. */
interface ResourceNeed {
  readonly kind: ResourceKind
  /** As the definition spells it. */
  readonly given: string
  /** In the spelling of obstacles. */
  readonly subject: string
  /** Place of the container. */
  readonly index: number
  /** The log driver makes the group itself. */
  readonly isCreated: boolean
}

/** A need that is not met. */
export interface ResourceTrouble extends ResourceNeed {
  readonly answer: ObstacleAnswer
}

interface NamesResources {
  readonly secrets?: readonly { readonly valueFrom: string }[]
  readonly environmentFiles?: readonly { readonly value: string }[]
  readonly repositoryCredentials?: { readonly credentialsParameter: string }
  readonly logConfiguration?: {
    readonly logDriver: string
    readonly options?: Readonly<Record<string, string>>
    readonly secretOptions?: readonly { readonly valueFrom: string }[]
  }
}

/** What is withheld of what the task needs as a whole: secrets and environment files; in the order of the containers (LC-54). */
export function resourceTroubles(definition: Readonly<TaskDefinition>, context: LifecycleContext): ResourceTrouble[] {
  return troublesIn(definition, context, ({ kind }) => kind !== 'logGroup')
}

/** What keeps a container's logs from leaving; null when nothing does. */
export function logTrouble(
  definition: Readonly<TaskDefinition>,
  index: number,
  context: LifecycleContext,
): ResourceTrouble | null {
  return troublesIn(definition, context, (need) => need.kind === 'logGroup' && need.index === index)[0] ?? null
}

function troublesIn(
  definition: Readonly<TaskDefinition>,
  { tables: { obstacles } }: LifecycleContext,
  isAsked: (need: ResourceNeed) => boolean,
): ResourceTrouble[] {
  if (obstacles.size === 0) return []
  return needsOf(definition)
    .filter(isAsked)
    .flatMap((need) => {
      const answer = answerTo(need, obstacles.values())
      return answer === null ? [] : [{ ...need, answer }]
    })
}

function answerTo({ kind, subject, isCreated }: ResourceNeed, obstacles: Iterable<Obstacle>): ObstacleAnswer | null {
  for (const obstacle of obstacles)
    if (obstacle.kind === kind && obstacle.subject === subject)
      return isCreated && obstacle.answer === 'missing' ? null : obstacle.answer
  return null
}

const needsByDefinition = new WeakMap<object, readonly ResourceNeed[]>()

function needsOf({ definition }: Readonly<TaskDefinition>): readonly ResourceNeed[] {
  const known = needsByDefinition.get(definition)
  if (known !== undefined) return known
  const { containerDefinitions } = definition as unknown as { containerDefinitions: readonly NamesResources[] }
  const needs = containerDefinitions.flatMap(needsOfContainer)
  needsByDefinition.set(definition, needs)
  return needs
}

function needsOfContainer(container: NamesResources, index: number): ResourceNeed[] {
  const { secrets = [], environmentFiles = [], repositoryCredentials, logConfiguration } = container
  const { options = {}, secretOptions = [] } = logConfiguration ?? {}
  const need = (kind: ResourceKind, given: string, isCreated = false): ResourceNeed => ({
    kind,
    given,
    subject: subjectOf(kind, given),
    index,
    isCreated,
  })
  const fetched = [...secrets, ...secretOptions].map(({ valueFrom }) => valueFrom)
  const credentials = repositoryCredentials === undefined ? [] : [repositoryCredentials.credentialsParameter]
  const group = logConfiguration?.logDriver === 'awslogs' ? options['awslogs-group'] : undefined
  return [
    ...fetched.map((name) => need(isSecretArn(name) ? 'secret' : 'parameter', name)),
    ...credentials.map((name) => need('secret', name)),
    ...environmentFiles.map(({ value }) => need('environmentFile', value)),
    ...(group === undefined ? [] : [need('logGroup', group, options['awslogs-create-group'] === 'true')]),
  ]
}

function isSecretArn(name: string): boolean {
  return /^arn:[\w-]{1,20}:secretsmanager:/.test(name)
}

/** One spelling: a secret without its JSON key and version, a parameter by its name. */
export function subjectOf(kind: ResourceKind, given: string): string {
  if (kind === 'secret' && isSecretArn(given)) return given.split(':').slice(0, 7).join(':')
  if (kind !== 'parameter') return given
  const name = given.startsWith('arn:') ? given.slice(given.indexOf(':parameter') + ':parameter'.length) : given
  return name.startsWith('/') ? name.slice(1) : name
}
