// How are clusters, capacity providers and task definitions made, changed and taken away?
import { definitionFromDescription, type Simulation } from '../../index.ts'
import type { AwsInput } from '../services.ts'
import { isSame } from './differences.ts'
import { allButTags, call, DONE, factsOf, first, type Kind, left, picked, textOf, without } from './kind.ts'

export const clusterKind: Kind = {
  identity: ({ clusterName = 'default' }) => textOf(clusterName),
  make(sim, input) {
    const { clusterArn, clusterName } = first(call(sim, 'ecs', 'createCluster', input).cluster)
    return factsOf({ arn: clusterArn, name: clusterName, id: clusterName })
  },
  fixed: ['clusterName'],
  nameMember: 'clusterName',
  concerns: allButTags,
  update(sim, { facts: { name } }, { members, input }) {
    const settable = ['settings', 'configuration', 'serviceConnectDefaults'].filter((member) =>
      members.includes(member),
    )
    if (settable.length > 0) call(sim, 'ecs', 'updateCluster', { cluster: name, ...picked(input, settable) })
    return left(
      members.filter((member) => !settable.includes(member)),
      'cluster',
    )
  },
  remove: (sim, { facts: { name } }) => void call(sim, 'ecs', 'deleteCluster', { cluster: name }),
}

export const capacityProviderKind: Kind = {
  identity: ({ name }) => textOf(name),
  make(sim, input) {
    const { capacityProviderArn, name } = first(call(sim, 'ecs', 'createCapacityProvider', input).capacityProvider)
    return factsOf({ arn: capacityProviderArn, name, id: name })
  },
  fixed: ['name'],
  nameMember: 'name',
  // The group may go by the ARN of the files still: its name tells which one it is.
  concerns: ({ members, before, after, ...rest }) =>
    allButTags({ ...rest, before, after, members }).filter(
      (name) => name !== GROUP || !isSame(groupByName(before), groupByName(after)),
    ),
  update(sim, { facts: { name } }, { members, input }) {
    const change = members.includes(GROUP) ? { [GROUP]: without(first(input[GROUP]), 'autoScalingGroupArn') } : {}
    const others = members.filter((member) => member !== GROUP)
    call(sim, 'ecs', 'updateCapacityProvider', { name, ...picked(input, others), ...change })
    return DONE
  },
  remove: (sim, { facts: { name } }) => void call(sim, 'ecs', 'deleteCapacityProvider', { capacityProvider: name }),
}

const GROUP = 'autoScalingGroupProvider'

function groupByName(input: AwsInput): AwsInput {
  const { autoScalingGroupArn, ...others } = first(input[GROUP])
  return { ...others, name: textOf(autoScalingGroupArn).replace(/^.*\//, '') }
}

export const clusterCapacityProvidersKind: Kind = {
  identity: (input) => textOf(input.cluster),
  make(sim, input) {
    call(sim, 'ecs', 'putClusterCapacityProviders', input)
    return {}
  },
  fixed: ['cluster'],
  nameMember: null,
  concerns: allButTags,
  update(sim, _standing, { input }) {
    call(sim, 'ecs', 'putClusterCapacityProviders', input)
    return DONE
  },
  remove(sim, { input }) {
    const none = { capacityProviders: [], defaultCapacityProviderStrategy: [] }
    call(sim, 'ecs', 'putClusterCapacityProviders', { cluster: input.cluster, ...none })
  },
}

/** Every change is another revision; the old one is deregistered when nothing is left that could want it. */
export const taskDefinitionKind: Kind = {
  identity: ({ family }) => textOf(family),
  make(sim, input) {
    const { taskDefinitionArn, family, revision } = first(
      call(sim, 'ecs', 'registerTaskDefinition', registrable(input)).taskDefinition,
    )
    return factsOf({ arn: taskDefinitionArn, id: taskDefinitionArn, name: `${family}:${revision}` })
  },
  fixed: 'any',
  nameMember: null,
  concerns(difference) {
    const members = allButTags(difference)
    return members.length === 0 || isSameDefinition(difference) ? [] : members
  },
  update: () => DONE,
  remove: (sim, { facts: { arn } }) => void call(sim, 'ecs', 'deregisterTaskDefinition', { taskDefinition: arn }),
}

/** Also what `aws ecs describe-task-definition` prints. */
function registrable(input: AwsInput): AwsInput {
  return definitionFromDescription(input) as unknown as AwsInput
}

interface Versions {
  readonly sim: Simulation
  readonly before: AwsInput
  readonly after: AwsInput
}

interface Trials {
  /** Where definitions are registered to see what AWS makes of them. */
  readonly branch: Simulation
  readonly answers: Map<string, boolean>
}

/** By the options of a simulation, which its forks share: they decide what is stored of a definition, and nothing else does. */
const trials = new WeakMap<object, Trials>()

/** Defaults that are spelled out in one version and not in the other make no other definition: both are tried on a branch. */
function isSameDefinition({ sim, before, after }: Versions): boolean {
  const { branch, answers } = trialsOf(sim)
  const question = JSON.stringify([before, after])
  const answer = answers.get(question) ?? isSame(stored(branch, before), stored(branch, after))
  answers.set(question, answer)
  return answer
}

function trialsOf(sim: Simulation): Trials {
  const { behavior } = sim.view
  const known = trials.get(behavior) ?? { branch: sim.fork(), answers: new Map<string, boolean>() }
  trials.set(behavior, known)
  return known
}

function stored(branch: Simulation, input: AwsInput): unknown {
  const { arn = '' } = taskDefinitionKind.make(branch, input)
  return branch.view.tables.taskDefinitions.get(arn)?.definition
}
