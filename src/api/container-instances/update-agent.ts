// UpdateContainerAgent: an older agent becomes the current one, step by step (CI-30).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { planAgentUpdate } from '../../lifecycle/agent.ts'
import { CURRENT_AGENT } from '../../model/capabilities.ts'
import type { ContainerInstance } from '../../model/entities.ts'
import { isRegistered } from '../../model/standing.ts'
import type { Answer } from '../answer.ts'
import { findContainerInstance, getCluster } from '../find.ts'
import { refuse } from '../refuse.ts'
import type { UpdateContainerAgentOutput } from '../shapes/ecs-types.generated.ts'
import { parseInput } from '../shapes/parse-input.ts'
import { describeContainerInstance } from './describe.ts'

const RULE = 'CI-30'

/** @throws ClusterNotFoundException, InvalidParameterException, MissingVersionException, NoUpdateAvailableException, UpdateInProgressException */
export function updateContainerAgent(world: World, input: unknown): Answer<UpdateContainerAgentOutput> {
  const parsed = parseInput('UpdateContainerAgent', input)
  const cluster = getCluster(world, parsed.cluster)
  const instance = findContainerInstance(world, cluster, parsed.containerInstance)
  if (instance === undefined || !isRegistered(instance.status))
    refuse('InvalidParameterException', 'Referenced container instance was not found.', {
      path: 'containerInstance',
      expected: 'an ACTIVE or DRAINING container instance of the cluster',
      found: show(parsed.containerInstance),
      rule: RULE,
    })
  checkVersion(instance)
  return command(world, 'ecs.updateContainerAgent', parsed, (cause) => {
    apply(world, planAgentUpdate(instance.arn, 'PENDING', world), cause)
    return {
      containerInstance: describeContainerInstance(world, world.tables.containerInstances.certain(instance.arn)),
    }
  })
}

function checkVersion({ agentUpdate, versionInfo: { agentVersion } }: Readonly<ContainerInstance>): void {
  const facts = { path: 'containerInstance', found: show(agentVersion), rule: RULE }
  if (agentUpdate !== undefined && agentUpdate.status !== 'UPDATED')
    refuse('UpdateInProgressException', 'There is already a current Amazon ECS container agent update in progress.', {
      ...facts,
      expected: 'an instance whose agent is not being updated',
      found: agentUpdate.status,
    })
  const version = numbersOf(agentVersion)
  if (version === null)
    refuse('MissingVersionException', 'The version of the Amazon ECS container agent cannot be determined.', {
      ...facts,
      expected: 'a version such as 1.90.0',
    })
  if (isOlder(version, numbersOf(CURRENT_AGENT.agentVersion)!)) return
  refuse('NoUpdateAvailableException', 'There is no update available for this container agent.', {
    ...facts,
    expected: `a version before ${CURRENT_AGENT.agentVersion}`,
  })
}

function numbersOf(version: string): readonly number[] | null {
  return /^\d{1,9}(\.\d{1,9}){2}$/.test(version) ? version.split('.').map(Number) : null
}

function isOlder(version: readonly number[], than: readonly number[]): boolean {
  const at = version.findIndex((number, index) => number !== than[index])
  return at >= 0 && version[at]! < than[at]!
}
