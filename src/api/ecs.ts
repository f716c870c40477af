// Which ECS operations are there? One method an operation, named as in the SDK's aggregated client; adding one is one line
// in the table and one in the interface.

import type { World } from '../engine/world.ts'
import type { PluginType } from '../model/entities.ts'
import {
  deleteAccountSetting,
  listAccountSettings,
  putAccountSetting,
  putAccountSettingDefault,
} from './account-settings.ts'
import type { Answer } from './answer.ts'
import { boundTo } from './bind.ts'
import { putClusterCapacityProviders } from './capacity-providers/association.ts'
import { createCapacityProvider, deleteCapacityProvider, updateCapacityProvider } from './capacity-providers/change.ts'
import { describeCapacityProviders } from './capacity-providers/read.ts'
import { deleteCluster, updateCluster, updateClusterSettings } from './change-clusters.ts'
import { createCluster, describeClusters, listClusters } from './clusters.ts'
import { deleteAttributes, listAttributes, putAttributes } from './container-instances/attributes.ts'
import { deregisterContainerInstance } from './container-instances/deregister.ts'
import { describeContainerInstances, listContainerInstances } from './container-instances/read.ts'
import { registerContainerInstance } from './container-instances/register.ts'
import { updateContainerInstancesState } from './container-instances/state.ts'
import { updateContainerAgent } from './container-instances/update-agent.ts'
import { describeTasks, listTasks } from './read-tasks.ts'
import { REFUSED_ECS, type RefusedEcsOperation } from './refused-ecs.ts'
import { createService } from './services/create.ts'
import { deleteService } from './services/delete.ts'
import { describeServices, listServices, listServicesByNamespace } from './services/read.ts'
import {
  describeServiceDeployments,
  describeServiceRevisions,
  listServiceDeployments,
  stopServiceDeployment,
} from './services/service-deployments.ts'
import { updateService } from './services/update.ts'
import type * as shapes from './shapes/ecs-types.generated.ts'
import { startTask } from './start-task.ts'
import { listTagsForResource, tagResource, untagResource } from './tags.ts'
import { deleteTaskDefinitions } from './task-definitions/delete.ts'
import { deregisterTaskDefinition } from './task-definitions/deregister.ts'
import { describeTaskDefinition } from './task-definitions/describe.ts'
import { listTaskDefinitionFamilies } from './task-definitions/families.ts'
import { listTaskDefinitions } from './task-definitions/list.ts'
import { registerTaskDefinition } from './task-definitions/register.ts'
import { getTaskProtection, updateTaskProtection } from './task-protection.ts'
import { runTask, stopTask } from './tasks.ts'

/** AWS's input, with a user's own strategies and filters beside AWS's own (`new Simulation({ plugins })`). */
type WithPlugins<Input> = Omit<Input, 'placementStrategy'> & {
  readonly placementStrategy?:
    | readonly (shapes.PlacementStrategyInput | { readonly type: PluginType; readonly field?: string | undefined })[]
    | undefined
}

/**
 * Amazon ECS, in AWS's own words. Every operation takes what the SDK v3 takes, answers at once with a fresh response, and throws errors
 * whose `name` is AWS's exception. Reading leaves no trace. What agents say to ECS, task sets and ECS Exec are refused with an
 * UnsupportedFeatureException.
 */
export interface Ecs extends Readonly<Record<RefusedEcsOperation, (input?: unknown) => never>> {
  createCapacityProvider(input: shapes.CreateCapacityProviderInput): Answer<shapes.CreateCapacityProviderOutput>
  updateCapacityProvider(input: shapes.UpdateCapacityProviderInput): Answer<shapes.UpdateCapacityProviderOutput>
  describeCapacityProviders(
    input?: shapes.DescribeCapacityProvidersInput,
  ): Answer<shapes.DescribeCapacityProvidersOutput>
  deleteCapacityProvider(input: shapes.DeleteCapacityProviderInput): Answer<shapes.DeleteCapacityProviderOutput>
  putClusterCapacityProviders(
    input: shapes.PutClusterCapacityProvidersInput,
  ): Answer<shapes.PutClusterCapacityProvidersOutput>
  createCluster(input?: shapes.CreateClusterInput): Answer<shapes.CreateClusterOutput>
  describeClusters(input?: shapes.DescribeClustersInput): Answer<shapes.DescribeClustersOutput>
  listClusters(input?: shapes.ListClustersInput): Answer<shapes.ListClustersOutput>
  updateCluster(input: shapes.UpdateClusterInput): Answer<shapes.UpdateClusterOutput>
  updateClusterSettings(input: shapes.UpdateClusterSettingsInput): Answer<shapes.UpdateClusterSettingsOutput>
  deleteCluster(input: shapes.DeleteClusterInput): Answer<shapes.DeleteClusterOutput>
  registerTaskDefinition(input: shapes.RegisterTaskDefinitionInput): Answer<shapes.RegisterTaskDefinitionOutput>
  describeTaskDefinition(input: shapes.DescribeTaskDefinitionInput): Answer<shapes.DescribeTaskDefinitionOutput>
  deregisterTaskDefinition(input: shapes.DeregisterTaskDefinitionInput): Answer<shapes.DeregisterTaskDefinitionOutput>
  deleteTaskDefinitions(input: shapes.DeleteTaskDefinitionsInput): Answer<shapes.DeleteTaskDefinitionsOutput>
  listTaskDefinitions(input?: shapes.ListTaskDefinitionsInput): Answer<shapes.ListTaskDefinitionsOutput>
  listTaskDefinitionFamilies(
    input?: shapes.ListTaskDefinitionFamiliesInput,
  ): Answer<shapes.ListTaskDefinitionFamiliesOutput>
  registerContainerInstance(
    input: shapes.RegisterContainerInstanceInput,
  ): Answer<shapes.RegisterContainerInstanceOutput>
  deregisterContainerInstance(
    input: shapes.DeregisterContainerInstanceInput,
  ): Answer<shapes.DeregisterContainerInstanceOutput>
  updateContainerInstancesState(
    input: shapes.UpdateContainerInstancesStateInput,
  ): Answer<shapes.UpdateContainerInstancesStateOutput>
  updateContainerAgent(input: shapes.UpdateContainerAgentInput): Answer<shapes.UpdateContainerAgentOutput>
  putAttributes(input: shapes.PutAttributesInput): Answer<shapes.PutAttributesOutput>
  deleteAttributes(input: shapes.DeleteAttributesInput): Answer<shapes.DeleteAttributesOutput>
  listAttributes(input: shapes.ListAttributesInput): Answer<shapes.ListAttributesOutput>
  describeContainerInstances(
    input: shapes.DescribeContainerInstancesInput,
  ): Answer<shapes.DescribeContainerInstancesOutput>
  listContainerInstances(input?: shapes.ListContainerInstancesInput): Answer<shapes.ListContainerInstancesOutput>
  runTask(input: WithPlugins<shapes.RunTaskInput>): Answer<shapes.RunTaskOutput>
  startTask(input: shapes.StartTaskInput): Answer<shapes.StartTaskOutput>
  stopTask(input: shapes.StopTaskInput): Answer<shapes.StopTaskOutput>
  describeTasks(input: shapes.DescribeTasksInput): Answer<shapes.DescribeTasksOutput>
  listTasks(input?: shapes.ListTasksInput): Answer<shapes.ListTasksOutput>
  getTaskProtection(input: shapes.GetTaskProtectionInput): Answer<shapes.GetTaskProtectionOutput>
  updateTaskProtection(input: shapes.UpdateTaskProtectionInput): Answer<shapes.UpdateTaskProtectionOutput>
  createService(input: WithPlugins<shapes.CreateServiceInput>): Answer<shapes.CreateServiceOutput>
  updateService(input: WithPlugins<shapes.UpdateServiceInput>): Answer<shapes.UpdateServiceOutput>
  deleteService(input: shapes.DeleteServiceInput): Answer<shapes.DeleteServiceOutput>
  describeServices(input: shapes.DescribeServicesInput): Answer<shapes.DescribeServicesOutput>
  listServices(input?: shapes.ListServicesInput): Answer<shapes.ListServicesOutput>
  listServicesByNamespace(input: shapes.ListServicesByNamespaceInput): Answer<shapes.ListServicesByNamespaceOutput>
  describeServiceDeployments(
    input: shapes.DescribeServiceDeploymentsInput,
  ): Answer<shapes.DescribeServiceDeploymentsOutput>
  listServiceDeployments(input: shapes.ListServiceDeploymentsInput): Answer<shapes.ListServiceDeploymentsOutput>
  describeServiceRevisions(input: shapes.DescribeServiceRevisionsInput): Answer<shapes.DescribeServiceRevisionsOutput>
  stopServiceDeployment(input: shapes.StopServiceDeploymentInput): Answer<shapes.StopServiceDeploymentOutput>
  tagResource(input: shapes.TagResourceInput): Answer<shapes.TagResourceOutput>
  untagResource(input: shapes.UntagResourceInput): Answer<shapes.UntagResourceOutput>
  listTagsForResource(input: shapes.ListTagsForResourceInput): Answer<shapes.ListTagsForResourceOutput>
  putAccountSetting(input: shapes.PutAccountSettingInput): Answer<shapes.PutAccountSettingOutput>
  putAccountSettingDefault(input: shapes.PutAccountSettingDefaultInput): Answer<shapes.PutAccountSettingDefaultOutput>
  deleteAccountSetting(input: shapes.DeleteAccountSettingInput): Answer<shapes.DeleteAccountSettingOutput>
  listAccountSettings(input?: shapes.ListAccountSettingsInput): Answer<shapes.ListAccountSettingsOutput>
}

const OPERATIONS: { readonly [Name in keyof Ecs]: (world: World, input: unknown) => ReturnType<Ecs[Name]> } = {
  createCapacityProvider,
  updateCapacityProvider,
  describeCapacityProviders,
  deleteCapacityProvider,
  putClusterCapacityProviders,
  createCluster,
  describeClusters,
  listClusters,
  updateCluster,
  updateClusterSettings,
  deleteCluster,
  registerTaskDefinition,
  describeTaskDefinition,
  deregisterTaskDefinition,
  deleteTaskDefinitions,
  listTaskDefinitions,
  listTaskDefinitionFamilies,
  registerContainerInstance,
  deregisterContainerInstance,
  updateContainerInstancesState,
  updateContainerAgent,
  putAttributes,
  deleteAttributes,
  listAttributes,
  describeContainerInstances,
  listContainerInstances,
  runTask,
  startTask,
  stopTask,
  describeTasks,
  listTasks,
  getTaskProtection,
  updateTaskProtection,
  createService,
  updateService,
  deleteService,
  describeServices,
  listServices,
  listServicesByNamespace,
  describeServiceDeployments,
  listServiceDeployments,
  describeServiceRevisions,
  stopServiceDeployment,
  tagResource,
  untagResource,
  listTagsForResource,
  putAccountSetting,
  putAccountSettingDefault,
  deleteAccountSetting,
  listAccountSettings,
  ...REFUSED_ECS,
}

/** The operations, each bound to a world. */
export function ecsOf(world: World): Ecs {
  return boundTo(world, OPERATIONS) as unknown as Ecs
}
