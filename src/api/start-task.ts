// StartTask: one task on each instance that the caller names, without strategies (PL-35, PF-01…PF-08, PF-42).
import { command } from '../engine/command.ts'
import { type StartOrder, startTaskOn } from '../engine/start-task.ts'
import { findSubnets } from '../engine/subnets.ts'
import type { World } from '../engine/world.ts'
import type { Answer } from './answer.ts'
import { getCluster } from './find.ts'
import { checkLaunch } from './launch.ts'
import { type Named, namedIn } from './references.ts'
import { checkCount, refuse } from './refuse.ts'
import type { StartTaskOutput } from './shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from './shapes/parse-input.ts'
import { needsAfterOverrides } from './task-definitions/overrides.ts'
import { checkRoles, checkTaskParameters, described, failuresOf, orderOf, runnableDefinition } from './tasks.ts'
import { checkVolumes } from './volume-configurations.ts'

/** @throws ClientException, ClusterNotFoundException, InvalidParameterException, UnsupportedFeatureException */
export function startTask(world: World, input: unknown): Answer<StartTaskOutput> {
  const parsed = parseInput('StartTask', input)
  checkInstances(parsed)
  checkTaskParameters(parsed)
  const cluster = getCluster(world, parsed.cluster)
  const asked = { part: 'container-instance', member: 'containerInstances' } as const
  const targets = namedIn(world, cluster, asked, parsed.containerInstances)
  const definition = runnableDefinition(world, parsed.taskDefinition)
  const { networkConfiguration } = parsed
  const launch = { launchType: 'EC2', ...(networkConfiguration === undefined ? {} : { networkConfiguration }) } as const
  const settings = checkLaunch(world, launch, definition)
  checkVolumes(parsed.volumeConfigurations, definition)
  checkRoles(world, definition, parsed.overrides)
  const needs = needsAfterOverrides(definition, parsed.overrides, settings.launchType)
  const order = { ...orderOf(parsed, cluster, definition, settings), needs }
  return command(world, 'ecs.startTask', parsed, (cause) => {
    findSubnets(world, order.subnetIds, cause)
    const tasks: string[] = []
    const failures: Answer<StartTaskOutput>['failures'] = []
    for (const target of targets) {
      const result = startOn(world, target, order, cause)
      if (typeof result === 'string') tasks.push(result)
      else failures.push(...result)
    }
    return { tasks: described(world, tasks), failures }
  })
}

/** PF-42. */
function checkInstances({ containerInstances }: ParsedInput<'StartTask'>): void {
  if (containerInstances.length === 0)
    refuse('ClientException', 'Container Instances cannot be empty.', {
      path: 'containerInstances',
      expected: '1 to 10 container instances',
      found: 'none',
      rule: 'PF-42',
    })
  checkCount('containerInstances', containerInstances, 10, 'PF-42')
}

/** The task's ARN, or why it was not started; an instance outside of EC2 makes it an EXTERNAL one (EA-2). */
function startOn(
  world: World,
  { arn, shown }: Named,
  order: StartOrder,
  cause: number,
): string | Answer<StartTaskOutput>['failures'] {
  const instance = world.tables.containerInstances.get(arn)
  if (instance === undefined || instance.status === 'REGISTERING') return [{ arn: shown, reason: 'MISSING' }]
  const slot = world.indexes.slotOf(instance)
  if (slot === undefined || slot.class.isDraining) return [{ arn, reason: 'INACTIVE' }]
  const launchType = slot.class.isExternal ? 'EXTERNAL' : 'EC2'
  const result = startTaskOn(world, { ...order, launchType }, slot, () => cause)
  return result.placed ? result.taskArn : failuresOf(result)
}
