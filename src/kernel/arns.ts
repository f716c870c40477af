// How are ECS's ARNs spelled, and what does a caller mean by a name or an ARN? (GEN-4, CL-01)

import { derivedUuid } from './ids.ts'

/** Account and Region in which a simulation plays. */
export interface Realm {
  readonly region: string
  readonly accountId: string
}

export type ClusterArn = string & { readonly __arn: 'cluster' }
export type ContainerInstanceArn = string & { readonly __arn: 'container-instance' }
export type TaskDefinitionArn = string & { readonly __arn: 'task-definition' }
export type TaskArn = string & { readonly __arn: 'task' }
export type ServiceArn = string & { readonly __arn: 'service' }
export type DeploymentId = string & { readonly __arn: 'deployment' }

export function clusterArn(realm: Realm, name: string): ClusterArn {
  return `${prefix(realm)}cluster/${name}` as ClusterArn
}

export function taskDefinitionArn(realm: Realm, family: string, revision: number): TaskDefinitionArn {
  return `${prefix(realm)}task-definition/${family}:${revision}` as TaskDefinitionArn
}

/** What a cluster consists of, by its name in an ARN. */
export type ClusterPart = 'container-instance' | 'service' | 'task'

/** The old format of ARNs has no cluster: null. */
export function partArn(realm: Realm, part: ClusterPart, cluster: string | null, id: string): string {
  return `${prefix(realm)}${part}/${cluster === null ? '' : `${cluster}/`}${id}`
}

export function containerInstanceArn(realm: Realm, cluster: string, id: string): ContainerInstanceArn {
  return partArn(realm, 'container-instance', cluster, id) as ContainerInstanceArn
}

export function taskArn(realm: Realm, cluster: string, id: string): TaskArn {
  return partArn(realm, 'task', cluster, id) as TaskArn
}

export function serviceArn(realm: Realm, cluster: string, name: string): ServiceArn {
  return partArn(realm, 'service', cluster, name) as ServiceArn
}

export function serviceDeploymentArn(realm: Realm, cluster: string, service: string, id: string): string {
  return `${prefix(realm)}service-deployment/${cluster}/${service}/${id}`
}

export function serviceRevisionArn(realm: Realm, cluster: string, service: string, id: string): string {
  return `${prefix(realm)}service-revision/${cluster}/${service}/${id}`
}

export function capacityProviderArn(realm: Realm, name: string): string {
  return `${prefix(realm)}capacity-provider/${name}`
}

export function containerArn(realm: Realm, cluster: string, taskId: string, uuid: string): string {
  return `${prefix(realm)}container/${cluster}/${taskId}/${uuid}`
}

/** Of a load balancer, its listeners and their rules, or of a target group: everything but the last words. */
export function elbArn(realm: Realm, resource: string): string {
  return `arn:aws:elasticloadbalancing:${realm.region}:${realm.accountId}:${resource}`
}

/** Of something of EC2 Auto Scaling: its kind, a made-up id and its name, `kind:uuid:rest`. */
export function autoScalingArn(realm: Realm, resource: string): string {
  return `arn:aws:autoscaling:${realm.region}:${realm.accountId}:${resource}`
}

/** Follows from the name, so that whoever knows only that can say it. */
export function autoScalingGroupArn(realm: Realm, name: string): string {
  const uuid = derivedUuid(`${realm.region}/${realm.accountId}/${name}`)
  return autoScalingArn(realm, `autoScalingGroup:${uuid}:autoScalingGroupName/${name}`)
}

/** Of the user who calls: everybody does so as the same one. */
export function callerArn({ accountId }: Pick<Realm, 'accountId'>): string {
  return `arn:aws:iam::${accountId}:user/ecs-drydock`
}

export function rootArn({ accountId }: Pick<Realm, 'accountId'>): string {
  return `arn:aws:iam::${accountId}:root`
}

/** The last segment of an ARN, or the text itself when it is a short name. */
export function shortName(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)
}

function prefix(realm: Realm): string {
  return `arn:aws:ecs:${realm.region}:${realm.accountId}:`
}
