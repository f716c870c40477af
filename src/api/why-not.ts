// What would placement do with a task, and what would make a refused one fit? Asked of the world as it is; nothing is written.
import { imagineInstance, MOST_INSTANCES, typicalInstance } from '../engine/register-instance.ts'
import { serviceOrder } from '../engine/service-order.ts'
import { requestOf, type StartOrder } from '../engine/start-task.ts'
import type { World } from '../engine/world.ts'
import { memberOf } from '../kernel/plain-data.ts'
import type { Needs, Task } from '../model/entities.ts'
import { isPromised, standingOf } from '../model/standing.ts'
import { explainPlacement } from '../placement/explain.ts'
import type { PlacementAdvice } from '../placement/remedies.ts'
import type { Refused, Tenants } from '../placement/way-out/question.ts'
import { wayOut } from '../placement/way-out/way-out.ts'
import { nothingToChoose } from './explain.ts'
import { getActiveService, getCluster } from './find.ts'
import { inputParser } from './shapes/parse-input.ts'
import { storedDefinition } from './task-definitions/definition.ts'
import { LEAST_CPU_UNITS, LEAST_MEMORY_MIB } from './task-definitions/sizes.ts'
import { runOrder } from './tasks.ts'

/** Asks about the next task of a service's PRIMARY deployment, whether or not the service wants one. */
export interface ServiceQuestion {
  /** Name or ARN; `default` when absent. */
  readonly cluster?: string | undefined
  /** Name or ARN. */
  readonly service: string
}

/**
 * The same refusals as RunTask would give for its first task, instance by instance, and the changes that would help.
 * @throws what RunTask throws, but for a cluster without instances; ServiceNotFoundException, ServiceNotActiveException
 */
export function whyNot(world: World, input: unknown): PlacementAdvice {
  const isService = memberOf(input, 'service') !== undefined
  const order = isService ? nextOf(world, input) : runOrder(world, input).order
  if (order.launchType === 'FARGATE') nothingToChoose(isService ? 'service' : 'launchType', 'a task on Fargate')
  const refused = questionOf(world, order, order.needs ?? order.definition.needs)
  const trace = explainPlacement(refused.fleet, refused.request, null)
  return { ...trace, wayOut: trace.decidedBy === 'nothing-fits' ? wayOut(refused) : [] }
}

const parseQuestion = inputParser(
  {
    operations: { WhyNot: 'ServiceQuestion' },
    structures: { ServiceQuestion: { cluster: 'string', service: 'string!' } },
    unions: [],
    enums: {},
  },
  () => 'InvalidParameterException',
) as (operation: 'WhyNot', input: unknown) => ServiceQuestion

function nextOf(world: World, input: unknown): StartOrder {
  const { cluster, service: reference } = parseQuestion('WhyNot', input)
  const service = getActiveService(world, getCluster(world, cluster), reference)
  return serviceOrder(world, service, service.deployments.find(({ status }) => status === 'PRIMARY')!)
}

function questionOf(world: World, order: StartOrder, needs: Needs): Refused {
  const fleet = world.indexes.fleet(order.clusterArn)
  return {
    fleet,
    request: requestOf(world, order, needs),
    constraints: { request: order.constraints, 'task-definition': order.definition.placementConstraints },
    least: leastOf(order),
    tenantsOf: (instance) => tenantsOf(world, instance),
    launch: order.launchType === 'EXTERNAL' || fleet.size >= MOST_INSTANCES ? null : launchFor(world, order),
    zones: world.options.availabilityZones,
  }
}

/** A task-level `cpu` has a floor, and every container one for its memory (TD-21, TD-85). */
function leastOf({ definition, launch }: StartOrder): Refused['least'] {
  const cpu = launch.overrides.cpu ?? storedDefinition(definition.definition).cpu
  return {
    cpuUnits: cpu === undefined ? 0 : LEAST_CPU_UNITS,
    memoryMiB: LEAST_MEMORY_MIB * definition.containers.length,
  }
}

function tenantsOf({ indexes, tables }: World, instance: string): Tenants {
  const tasks = [...(indexes.tasksByInstance.get(instance) ?? [])].map((arn) => tables.tasks.certain(arn))
  const isWanted = (task: Readonly<Task>) => isPromised(standingOf(task))
  return { wanted: tasks.filter(isWanted), leaving: tasks.filter((task) => !isWanted(task)) }
}

/** As `fleet.launch` would register it, without anything that is not the type's own. */
function launchFor(world: World, { clusterArn }: StartOrder): NonNullable<Refused['launch']> {
  const { arn, name } = world.tables.clusters.certain(clusterArn)
  return (type, { availabilityZone, vpcId }) =>
    imagineInstance(world, {
      ...typicalInstance(world, type, { availabilityZone, vpcId: vpcId ?? undefined }),
      cluster: { arn, name, isNew: false },
      missingCapabilities: [],
      tags: [],
    })
}
