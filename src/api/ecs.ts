// Which ECS operations are there? One method an operation, named as in the SDK's aggregated client; adding one is one line
// in the table and one in the interface.
import type { World } from '../engine/world.ts'
import type { PluginType } from '../model/entities.ts'
import type { Answer } from './answer.ts'
import { createCluster, describeClusters, listClusters } from './clusters.ts'
import { describeContainerInstances, listContainerInstances } from './container-instances.ts'
import { createService } from './services/create.ts'
import { deleteService } from './services/delete.ts'
import { describeServices, listServices } from './services/read.ts'
import { updateService } from './services/update.ts'
import type * as shapes from './shapes/ecs-types.generated.ts'
import { deregisterTaskDefinition } from './task-definitions/deregister.ts'
import { describeTaskDefinition } from './task-definitions/describe.ts'
import { listTaskDefinitions } from './task-definitions/list.ts'
import { registerTaskDefinition } from './task-definitions/register.ts'
import { describeTasks, listTasks, runTask, stopTask } from './tasks.ts'

/** AWS's input, with a user's own strategies and filters beside AWS's own (`new Simulation({ plugins })`). */
export type WithPlugins<Input> = Omit<Input, 'placementStrategy'> & {
  readonly placementStrategy?:
    | readonly (shapes.PlacementStrategyInput | { readonly type: PluginType; readonly field?: string | undefined })[]
    | undefined
}

/**
 * Amazon ECS, in AWS's own words. Every operation takes what the SDK v3 takes, answers at once with a fresh response, and throws errors
 * whose `name` is AWS's exception. Reading leaves no trace.
 */
export interface Ecs {
  createCluster(input?: shapes.CreateClusterInput): Answer<shapes.CreateClusterOutput>
  describeClusters(input?: shapes.DescribeClustersInput): Answer<shapes.DescribeClustersOutput>
  listClusters(input?: shapes.ListClustersInput): Answer<shapes.ListClustersOutput>
  registerTaskDefinition(input: shapes.RegisterTaskDefinitionInput): Answer<shapes.RegisterTaskDefinitionOutput>
  describeTaskDefinition(input: shapes.DescribeTaskDefinitionInput): Answer<shapes.DescribeTaskDefinitionOutput>
  deregisterTaskDefinition(input: shapes.DeregisterTaskDefinitionInput): Answer<shapes.DeregisterTaskDefinitionOutput>
  listTaskDefinitions(input?: shapes.ListTaskDefinitionsInput): Answer<shapes.ListTaskDefinitionsOutput>
  describeContainerInstances(
    input: shapes.DescribeContainerInstancesInput,
  ): Answer<shapes.DescribeContainerInstancesOutput>
  listContainerInstances(input?: shapes.ListContainerInstancesInput): Answer<shapes.ListContainerInstancesOutput>
  runTask(input: WithPlugins<shapes.RunTaskInput>): Answer<shapes.RunTaskOutput>
  stopTask(input: shapes.StopTaskInput): Answer<shapes.StopTaskOutput>
  describeTasks(input: shapes.DescribeTasksInput): Answer<shapes.DescribeTasksOutput>
  listTasks(input?: shapes.ListTasksInput): Answer<shapes.ListTasksOutput>
  createService(input: WithPlugins<shapes.CreateServiceInput>): Answer<shapes.CreateServiceOutput>
  updateService(input: WithPlugins<shapes.UpdateServiceInput>): Answer<shapes.UpdateServiceOutput>
  deleteService(input: shapes.DeleteServiceInput): Answer<shapes.DeleteServiceOutput>
  describeServices(input: shapes.DescribeServicesInput): Answer<shapes.DescribeServicesOutput>
  listServices(input?: shapes.ListServicesInput): Answer<shapes.ListServicesOutput>
}

const OPERATIONS: { readonly [Name in keyof Ecs]: (world: World, input: unknown) => ReturnType<Ecs[Name]> } = {
  createCluster,
  describeClusters,
  listClusters,
  registerTaskDefinition,
  describeTaskDefinition,
  deregisterTaskDefinition,
  listTaskDefinitions,
  describeContainerInstances,
  listContainerInstances,
  runTask,
  stopTask,
  describeTasks,
  listTasks,
  createService,
  updateService,
  deleteService,
  describeServices,
  listServices,
}

/** The operations, each bound to a world. */
export function ecsOf(world: World): Ecs {
  const bound = Object.entries(OPERATIONS).map(([name, operation]) => [
    name,
    (input?: unknown) => operation(world, input),
  ])
  return Object.freeze(Object.fromEntries(bound)) as unknown as Ecs
}
