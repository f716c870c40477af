// UpdateContainerInstancesState: ACTIVE takes new tasks, DRAINING loses those of its services (CI-17, CI-23, CI-25).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { updated } from '../../model/changes.ts'
import type { Cluster, ContainerInstance } from '../../model/entities.ts'
import { isRegistered } from '../../model/standing.ts'
import type { WorldView } from '../../model/view.ts'
import type { Answer } from '../answer.ts'
import { getCluster } from '../find.ts'
import { eachOnce, namedIn } from '../references.ts'
import { checkCount, refuse } from '../refuse.ts'
import type { Failure, UpdateContainerInstancesStateOutput } from '../shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from '../shapes/parse-input.ts'
import { describeContainerInstance } from './describe.ts'

/** @throws ClientException, ClusterNotFoundException, InvalidParameterException */
export function updateContainerInstancesState(
  world: World,
  input: unknown,
): Answer<UpdateContainerInstancesStateOutput> {
  const parsed = parseInput('UpdateContainerInstancesState', input)
  const status = checkedStatus(parsed)
  const cluster = getCluster(world, parsed.cluster)
  const { instances, failures } = sorted(world, cluster, parsed.containerInstances)
  return command(world, 'ecs.updateContainerInstancesState', parsed, (cause) => {
    for (const instance of instances) {
      if (instance.status === status) continue
      const change = updated('containerInstance.stateChanged', instance.arn, { status }, 'CI-17')
      apply(world, { changes: [change], timers: [] }, cause)
    }
    const containerInstances = instances.map(({ arn }) =>
      describeContainerInstance(world, world.tables.containerInstances.certain(arn)),
    )
    return { containerInstances, failures }
  })
}

/** PF-45. */
function checkedStatus({
  status,
  containerInstances,
}: ParsedInput<'UpdateContainerInstancesState'>): 'ACTIVE' | 'DRAINING' {
  if (containerInstances.length === 0)
    refuse('ClientException', 'Container instances cannot be empty.', {
      path: 'containerInstances',
      expected: '1 to 10 container instances',
      found: 'none',
      rule: 'PF-45',
    })
  checkCount('containerInstances', containerInstances, 10, 'CI-17')
  if (status === 'ACTIVE' || status === 'DRAINING') return status
  refuse('InvalidParameterException', 'Container instance status should be one of [ACTIVE, DRAINING]', {
    path: 'status',
    expected: 'ACTIVE or DRAINING',
    found: show(status),
    rule: 'PF-45',
  })
}

/** The call is a batch: what cannot be changed does not hold up the rest (CI-17). */
function sorted(
  world: WorldView,
  cluster: Readonly<Cluster>,
  references: readonly string[],
): { instances: Readonly<ContainerInstance>[]; failures: Failure[] } {
  const instances: Readonly<ContainerInstance>[] = []
  const failures: Failure[] = []
  const asked = { part: 'container-instance', member: 'containerInstances' } as const
  for (const { arn, shown } of eachOnce(namedIn(world, cluster, asked, references))) {
    const instance = world.tables.containerInstances.get(arn)
    const isKnown = instance !== undefined && instance.status !== 'REGISTERING'
    if (isKnown && isRegistered(instance.status)) instances.push(instance)
    else failures.push({ arn: shown, reason: isKnown ? 'INACTIVE' : 'MISSING' })
  }
  return { instances, failures }
}
