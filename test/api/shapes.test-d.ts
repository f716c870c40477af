// Do our types fit the AWS SDK's? Nothing here runs: `tsc` is the judge.
import type * as sdk from '@aws-sdk/client-ecs'
import type * as ours from '../../src/api/shapes/ecs-types.generated.ts'
import type { EcsInputs, EcsOutputs } from '../../src/api/shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from '../../src/api/shapes/parse-input.ts'

interface SdkInputs {
  CreateCapacityProvider: sdk.CreateCapacityProviderCommandInput
  CreateCluster: sdk.CreateClusterCommandInput
  CreateService: sdk.CreateServiceCommandInput
  DeleteAccountSetting: sdk.DeleteAccountSettingCommandInput
  DeleteAttributes: sdk.DeleteAttributesCommandInput
  DeleteCapacityProvider: sdk.DeleteCapacityProviderCommandInput
  DeleteCluster: sdk.DeleteClusterCommandInput
  DeleteService: sdk.DeleteServiceCommandInput
  DeleteTaskDefinitions: sdk.DeleteTaskDefinitionsCommandInput
  DeregisterContainerInstance: sdk.DeregisterContainerInstanceCommandInput
  DeregisterTaskDefinition: sdk.DeregisterTaskDefinitionCommandInput
  DescribeCapacityProviders: sdk.DescribeCapacityProvidersCommandInput
  DescribeClusters: sdk.DescribeClustersCommandInput
  DescribeContainerInstances: sdk.DescribeContainerInstancesCommandInput
  DescribeServiceDeployments: sdk.DescribeServiceDeploymentsCommandInput
  DescribeServiceRevisions: sdk.DescribeServiceRevisionsCommandInput
  DescribeServices: sdk.DescribeServicesCommandInput
  DescribeTaskDefinition: sdk.DescribeTaskDefinitionCommandInput
  DescribeTasks: sdk.DescribeTasksCommandInput
  GetTaskProtection: sdk.GetTaskProtectionCommandInput
  ListAccountSettings: sdk.ListAccountSettingsCommandInput
  ListAttributes: sdk.ListAttributesCommandInput
  ListClusters: sdk.ListClustersCommandInput
  ListContainerInstances: sdk.ListContainerInstancesCommandInput
  ListServiceDeployments: sdk.ListServiceDeploymentsCommandInput
  ListServices: sdk.ListServicesCommandInput
  ListServicesByNamespace: sdk.ListServicesByNamespaceCommandInput
  ListTagsForResource: sdk.ListTagsForResourceCommandInput
  ListTaskDefinitionFamilies: sdk.ListTaskDefinitionFamiliesCommandInput
  ListTaskDefinitions: sdk.ListTaskDefinitionsCommandInput
  ListTasks: sdk.ListTasksCommandInput
  PutAccountSetting: sdk.PutAccountSettingCommandInput
  PutAccountSettingDefault: sdk.PutAccountSettingDefaultCommandInput
  PutAttributes: sdk.PutAttributesCommandInput
  PutClusterCapacityProviders: sdk.PutClusterCapacityProvidersCommandInput
  RegisterContainerInstance: sdk.RegisterContainerInstanceCommandInput
  RegisterTaskDefinition: sdk.RegisterTaskDefinitionCommandInput
  RunTask: sdk.RunTaskCommandInput
  StartTask: sdk.StartTaskCommandInput
  StopServiceDeployment: sdk.StopServiceDeploymentCommandInput
  StopTask: sdk.StopTaskCommandInput
  TagResource: sdk.TagResourceCommandInput
  UntagResource: sdk.UntagResourceCommandInput
  UpdateCapacityProvider: sdk.UpdateCapacityProviderCommandInput
  UpdateCluster: sdk.UpdateClusterCommandInput
  UpdateClusterSettings: sdk.UpdateClusterSettingsCommandInput
  UpdateContainerAgent: sdk.UpdateContainerAgentCommandInput
  UpdateContainerInstancesState: sdk.UpdateContainerInstancesStateCommandInput
  UpdateService: sdk.UpdateServiceCommandInput
  UpdateTaskProtection: sdk.UpdateTaskProtectionCommandInput
}

interface SdkOutputs {
  CreateCapacityProvider: sdk.CreateCapacityProviderResponse
  CreateCluster: sdk.CreateClusterResponse
  CreateService: sdk.CreateServiceResponse
  DeleteAccountSetting: sdk.DeleteAccountSettingResponse
  DeleteAttributes: sdk.DeleteAttributesResponse
  DeleteCapacityProvider: sdk.DeleteCapacityProviderResponse
  DeleteCluster: sdk.DeleteClusterResponse
  DeleteService: sdk.DeleteServiceResponse
  DeleteTaskDefinitions: sdk.DeleteTaskDefinitionsResponse
  DeregisterContainerInstance: sdk.DeregisterContainerInstanceResponse
  DeregisterTaskDefinition: sdk.DeregisterTaskDefinitionResponse
  DescribeCapacityProviders: sdk.DescribeCapacityProvidersResponse
  DescribeClusters: sdk.DescribeClustersResponse
  DescribeContainerInstances: sdk.DescribeContainerInstancesResponse
  DescribeServiceDeployments: sdk.DescribeServiceDeploymentsResponse
  DescribeServiceRevisions: sdk.DescribeServiceRevisionsResponse
  DescribeServices: sdk.DescribeServicesResponse
  DescribeTaskDefinition: sdk.DescribeTaskDefinitionResponse
  DescribeTasks: sdk.DescribeTasksResponse
  GetTaskProtection: sdk.GetTaskProtectionResponse
  ListAccountSettings: sdk.ListAccountSettingsResponse
  ListAttributes: sdk.ListAttributesResponse
  ListClusters: sdk.ListClustersResponse
  ListContainerInstances: sdk.ListContainerInstancesResponse
  ListServiceDeployments: sdk.ListServiceDeploymentsResponse
  ListServices: sdk.ListServicesResponse
  ListServicesByNamespace: sdk.ListServicesByNamespaceResponse
  ListTagsForResource: sdk.ListTagsForResourceResponse
  ListTaskDefinitionFamilies: sdk.ListTaskDefinitionFamiliesResponse
  ListTaskDefinitions: sdk.ListTaskDefinitionsResponse
  ListTasks: sdk.ListTasksResponse
  PutAccountSetting: sdk.PutAccountSettingResponse
  PutAccountSettingDefault: sdk.PutAccountSettingDefaultResponse
  PutAttributes: sdk.PutAttributesResponse
  PutClusterCapacityProviders: sdk.PutClusterCapacityProvidersResponse
  RegisterContainerInstance: sdk.RegisterContainerInstanceResponse
  RegisterTaskDefinition: sdk.RegisterTaskDefinitionResponse
  RunTask: sdk.RunTaskResponse
  StartTask: sdk.StartTaskResponse
  StopServiceDeployment: sdk.StopServiceDeploymentResponse
  StopTask: sdk.StopTaskResponse
  TagResource: sdk.TagResourceResponse
  UntagResource: sdk.UntagResourceResponse
  UpdateCapacityProvider: sdk.UpdateCapacityProviderResponse
  UpdateCluster: sdk.UpdateClusterResponse
  UpdateClusterSettings: sdk.UpdateClusterSettingsResponse
  UpdateContainerAgent: sdk.UpdateContainerAgentResponse
  UpdateContainerInstancesState: sdk.UpdateContainerInstancesStateResponse
  UpdateService: sdk.UpdateServiceResponse
  UpdateTaskProtection: sdk.UpdateTaskProtectionResponse
}

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** The names whose `From` is not assignable to `To`; `never` when all are. */
type Misfits<From extends { [Name in keyof To]: unknown }, To> = {
  [Name in keyof To]: [From[Name]] extends [To[Name]] ? never : Name
}[keyof To]

/** Inputs accept whatever the SDK's inputs accept; outputs can be given wherever the SDK's are expected. */
export const inputsFit: Equal<Misfits<SdkInputs, EcsInputs>, never> = true
export const outputsFit: Equal<Misfits<EcsOutputs, SdkOutputs>, never> = true
export const sameInputs: Equal<keyof SdkInputs, keyof EcsInputs> = true
export const sameOutputs: Equal<keyof SdkOutputs, keyof EcsOutputs> = true

type Writable<T> = T extends readonly (infer E)[]
  ? Writable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T

/** Nor do inputs accept more: apart from being read-only they are the SDK's (where no union of structures is inside). */
export const noWider: Equal<
  Misfits<
    { [Name in keyof EcsInputs]: Writable<EcsInputs[Name]> },
    // ListServiceDeployments: a point in time may be a number too.
    Omit<
      SdkInputs,
      'ListServiceDeployments' | 'RegisterTaskDefinition' | 'RunTask' | 'StartTask' | 'CreateService' | 'UpdateService'
    >
  >,
  never
> = true

/** The nouns of the answers go by AWS's names. */
export const nouns = [] as unknown as [
  ours.Task,
  ours.Service,
  ours.Deployment,
  ours.ContainerInstance,
  ours.Cluster,
  ours.TaskDefinition,
  ours.Container,
  ours.Failure,
] satisfies [
  sdk.Task,
  sdk.Service,
  sdk.Deployment,
  sdk.ContainerInstance,
  sdk.Cluster,
  sdk.TaskDefinition,
  sdk.Container,
  sdk.Failure,
]

/** Inputs may be read-only all the way down, with members that are undefined. */
export const input: ours.CreateServiceInput = Object.freeze({
  serviceName: 'web',
  cluster: undefined,
  placementStrategy: [{ type: 'spread', field: 'instanceId' }] as const,
} as const)

// @ts-expect-error a required member
export const incomplete: ours.CreateServiceInput = { cluster: 'prod' }
// @ts-expect-error a value outside the enum
export const wrongEnum: ours.RunTaskInput = { taskDefinition: 'web:1', launchType: 'ec2' }

/** Parsed members are there or not, never undefined, and what is required is there. */
declare const parsed: ParsedInput<'CreateService'>
export const serviceName: string = parsed.serviceName
export const writable: string[] = parseInput('DescribeTasks', {}).tasks
export const labels: { [key: string]: string } | undefined =
  parseInput('RegisterTaskDefinition').containerDefinitions[0]?.dockerLabels
export const noUndefined: Equal<Required<ParsedInput<'RunTask'>>['count'], number> = true
export const noUndefinedInside: Equal<
  Required<NonNullable<ParsedInput<'CreateService'>['deploymentConfiguration']>>['maximumPercent'],
  number
> = true
// @ts-expect-error exactOptionalPropertyTypes: undefined is not a value of a parsed member
parsed.cluster = undefined
