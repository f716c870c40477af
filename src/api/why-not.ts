// What would placement do with a task, and what would make a refused one fit? Asked of the world as it is; nothing is written.

import { choiceOf } from '../deployment/split.ts'
import { dealFor, tasksByProvider } from '../engine/providers.ts'
import { imagineInstances, MOST_INSTANCES, typicalInstance } from '../engine/register-instance.ts'
import { serviceOrder } from '../engine/service-order.ts'
import { requestOf, type StartOrder } from '../engine/start-task.ts'
import type { World } from '../engine/world.ts'
import { certain } from '../kernel/assert.ts'
import { memberOf } from '../kernel/plain-data.ts'
import type { ProviderChoice } from '../model/capacity-providers.ts'
import type { CapacityProviderItem, Needs, Task } from '../model/entities.ts'
import { FleetIndex, type FleetView } from '../model/fleet-index.ts'
import { isPromised, standingOf } from '../model/standing.ts'
import { explainPlacement, explainProvider, type PlacementTrace } from '../placement/explain.ts'
import type { PlacementAdvice } from '../placement/remedies.ts'
import type { Refused, Tenants } from '../placement/way-out/question.ts'
import { wayOut } from '../placement/way-out/way-out.ts'
import type { Ecs } from './ecs.ts'
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

export interface WhyNotOptions {
  /** Whether to look for the changes that would help a task that nothing takes: by far the longest part of it. True when absent. */
  readonly wayOut?: boolean | undefined
}

/** A call of RunTask, or a service. */
export type TaskQuestion = Parameters<Ecs['runTask']>[0] | ServiceQuestion

/**
 * The same refusals as RunTask would give for its first task, instance by instance, and the changes that would help.
 * @throws what RunTask throws, but for a cluster without instances; ServiceNotFoundException, ServiceNotActiveException
 */
export function whyNot(world: World, input: unknown, options: unknown): PlacementTrace | PlacementAdvice {
  const { wayOut: isSought = true } = parseQuestion('WhyNotOptions', options) as WhyNotOptions
  const { trace, refused } = traceOf(world, input)
  if (!isSought) return trace
  return { ...trace, wayOut: refused !== null && trace.decidedBy === 'nothing-fits' ? wayOut(refused) : [] }
}

interface Traced {
  readonly trace: PlacementTrace
  /** Null where no instance is asked. */
  readonly refused: Refused | null
}

function traceOf(world: World, input: unknown): Traced {
  const isService = memberOf(input, 'service') !== undefined
  const { order, fleet, choice } = isService ? nextOf(world, input) : callOf(world, input)
  if (order.launchType === 'FARGATE' && choice !== null) return { trace: explainProvider(choice), refused: null }
  if (order.launchType === 'FARGATE') nothingToChoose(isService ? 'service' : 'launchType', 'a task on Fargate')
  const refused = questionOf(world, order, fleet, order.needs ?? order.definition.needs)
  const trace = explainPlacement(refused.fleet, refused.request, null)
  const provider = choice === null ? {} : { capacityProvider: choice }
  return { trace: { ...trace, ...provider }, refused }
}

const parseQuestion = inputParser(
  {
    operations: { WhyNot: 'ServiceQuestion', WhyNotOptions: 'WhyNotOptions' },
    structures: {
      ServiceQuestion: { cluster: 'string', service: 'string!' },
      WhyNotOptions: { wayOut: 'boolean' },
    },
    unions: [],
    enums: {},
  },
  () => 'InvalidParameterException',
)

interface Asked {
  readonly order: StartOrder
  readonly fleet: FleetView
  /** Null where a launch type was named. */
  readonly choice: ProviderChoice | null
}

function callOf(world: World, input: unknown): Asked {
  const { order, items } = runOrder(world, input)
  return withFleet(
    world,
    order,
    choiceFor(
      world,
      items,
      items.map(() => 0),
    ),
  )
}

function choiceFor(
  world: World,
  items: readonly CapacityProviderItem[],
  counts: readonly number[],
): ProviderChoice | null {
  return items.length === 0 ? null : choiceOf(items, counts, world.behavior, null)
}

function withFleet(world: World, order: StartOrder, choice: ProviderChoice | null): Asked {
  return { order, fleet: world.indexes.fleet(order.clusterArn), choice }
}

function nextOf(world: World, input: unknown): Asked {
  const { cluster, service: reference } = parseQuestion('WhyNot', input) as ServiceQuestion
  const service = getActiveService(world, getCluster(world, cluster), reference)
  const primary = service.deployments[0]!
  const provider = dealFor(world, service, primary).next()
  const order = serviceOrder(world, service, primary, { zones: null, provider })
  const items = primary.revision.capacityProviderStrategy
  const choice = choiceFor(world, items, tasksByProvider(world, service, primary))
  if (service.schedulingStrategy !== 'DAEMON') return withFleet(world, order, choice)
  const vacant = [...world.indexes.daemons.vacant(service.arn)]
  if (vacant.length === 0) nothingToChoose('service', 'a daemon that has its task on every instance that matches')
  return { order, fleet: placesOf(world, order, vacant), choice: null }
}

/** The instances where a daemon's next tasks belong, with nothing kept from it (PL-38, SV-400). */
function placesOf(world: World, { clusterArn }: StartOrder, vacant: readonly string[]): FleetView {
  const fleet = world.indexes.fleet(clusterArn)
  const places = new FleetIndex()
  for (const { arn, enis } of fleet.slots().filter((slot) => vacant.includes(slot.arn))) {
    places.add(world.tables.containerInstances.certain(arn))
    const slot = certain(places.slot(arn), arn)
    slot.enis = enis
    const { wanted, daemons } = tenantsOf(world, arn)
    for (const task of [...wanted, ...daemons]) places.promise(slot, task)
  }
  return places
}

function questionOf(world: World, order: StartOrder, fleet: FleetView, needs: Needs): Refused {
  return {
    fleet,
    request: requestOf(world, order, needs),
    constraints: { request: order.constraints, 'task-definition': order.definition.placementConstraints },
    least: leastOf(order),
    tenantsOf: (instance) => tenantsOf(world, instance),
    launch: canGrow(world, order, fleet) ? launchFor(world, order) : null,
    zones: world.options.availabilityZones,
  }
}

/** One instance more helps neither a task outside of EC2 nor a daemon, whose places are what they are. */
function canGrow(world: World, { launchType, clusterArn }: StartOrder, fleet: FleetView): boolean {
  return launchType !== 'EXTERNAL' && fleet === world.indexes.fleet(clusterArn) && fleet.size < MOST_INSTANCES
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
  const isDaemon = ({ serviceArn }: Readonly<Task>) =>
    serviceArn !== null && tables.services.get(serviceArn)?.schedulingStrategy === 'DAEMON'
  return {
    wanted: tasks.filter((task) => isWanted(task) && !isDaemon(task)),
    daemons: tasks.filter((task) => isWanted(task) && isDaemon(task)),
    leaving: tasks.filter((task) => !isWanted(task)),
  }
}

/** As `fleet.launch` would register it, without anything that is not the type's own. */
function launchFor(
  world: World,
  { clusterArn, launch: { capacityProvider } }: StartOrder,
): NonNullable<Refused['launch']> {
  const { arn, name } = world.tables.clusters.certain(clusterArn)
  const imagine = imagineInstances(world)
  return (type, { availabilityZone, vpcId }) =>
    imagine({
      ...typicalInstance(world, type, { availabilityZone, vpcId: vpcId ?? undefined }),
      cluster: { arn, name, isNew: false },
      missingCapabilities: [],
      ...(capacityProvider === null ? {} : { capacityProviderName: capacityProvider.name }),
      tags: [],
    })
}
