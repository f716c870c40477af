// A small account in which each operation finds what it needs, and in which an option of a list tells its items apart.
import { Simulation } from '../../../src/index.ts'

export const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-1111-1111-111111111111'

export const ADDED = CERTIFICATE.replace('11111111', '33333333')

export function account(): Simulation {
  const sim = new Simulation({ seed: 'members', startAt: '2026-01-05T00:00:00Z' })
  const { ecs } = sim
  ecs.createCluster({ clusterName: 'prod', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] })
  ecs.createCluster({ clusterName: 'default', serviceConnectDefaults: { namespace: 'own.local' } })
  for (const name of ['one', 'two'])
    ecs.createCapacityProvider({ name, autoScalingGroupProvider: { autoScalingGroupArn: `group-${name}` }, tags: TAGS })
  for (const family of ['app', 'batch', 'app']) register(sim, family)
  register(sim, 'far', { networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512' })
  register(sim, 'old')
  register(sim, 'eni', { networkMode: 'awsvpc' })
  register(sim, 'block', { volumes: [{ name: 'block', configuredAtLaunch: true }] })
  ecs.deregisterTaskDefinition({ taskDefinition: 'old:1' })
  for (const cluster of ['prod', 'default']) {
    const attributes = { stack: cluster }
    sim.fleet.launch({ cluster, instanceType: 'm5.large', count: 3, ready: true, attributes, tags: TAGS })
  }
  for (const clusterName of ['empty', 'bare']) ecs.createCluster({ clusterName })
  const instanceIdentityDocument = identityOf('i-0123456789abcdef1')
  ecs.registerContainerInstance({ cluster: 'bare', instanceIdentityDocument, versionInfo: { agentVersion: '1.90.0' } })
  balance(sim)
  serve(sim)
  sim.advance('5m')
  const containerInstances = ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns.slice(2)
  ecs.updateContainerInstancesState({ cluster: 'prod', containerInstances, status: 'DRAINING' })
  ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true })
  ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'enabled' })
  const [group] = sim.elbv2.describeTargetGroups({ Names: ['side'] }).TargetGroups
  const Attributes = [{ Key: 'load_balancing.algorithm.type', Value: 'weighted_random' }]
  sim.elbv2.modifyTargetGroupAttributes({ TargetGroupArn: group?.TargetGroupArn, Attributes })
  return sim
}

export const TAGS = [{ key: 'team', value: 'blue' }]

function register({ ecs }: Simulation, family: string, settings: object = {}): void {
  const portMappings = [{ name: 'http', containerPort: 80 }]
  const app = { name: 'app', image: 'example.com/app:1', cpu: 64, memory: 128, portMappings }
  ecs.registerTaskDefinition({ family, containerDefinitions: [app], tags: TAGS, ...settings })
}

function serve({ ecs }: Simulation): void {
  const launchType = 'EC2'
  for (const serviceName of ['web', 'api'])
    ecs.createService({
      cluster: 'prod',
      serviceName,
      taskDefinition: 'app:1',
      desiredCount: 1,
      launchType,
      tags: TAGS,
    })
  ecs.createService({ cluster: 'prod', serviceName: 'agent', taskDefinition: 'batch', schedulingStrategy: 'DAEMON' })
  const serviceConnectConfiguration = { enabled: true, namespace: 'shop.local' }
  for (const serviceName of ['a', 'b'])
    ecs.createService({ serviceName, taskDefinition: 'batch', desiredCount: 1, serviceConnectConfiguration })
  const awsvpcConfiguration = { subnets: ['subnet-a'] }
  ecs.createService({
    cluster: 'prod',
    serviceName: 'far',
    taskDefinition: 'far',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration },
  })
  ecs.runTask({ cluster: 'prod', taskDefinition: 'batch', count: 2, startedBy: 'me', tags: TAGS })
}

/** Two load balancers, each with listeners; groups that they use and one that they do not. */
function balance({ elbv2 }: Simulation): void {
  const Tags = [{ Key: 'team', Value: 'blue' }]
  const Subnets = ['subnet-a', 'subnet-b']
  const hosts = { Name: 'hosts', Protocol: 'HTTP', Port: 80 } as const
  for (const [Name, Type] of [
    ['front', 'application'] as const,
    ['wire', 'network'] as const,
    ['side', 'application'] as const,
  ]) {
    const [balancer] = elbv2.createLoadBalancer({ Name, Type, Subnets, Tags, SecurityGroups: ['sg-0'] }).LoadBalancers
    const isNetwork = Type === 'network'
    const groups = ['', '-2'].map((suffix) => {
      const settings = { Name: `${Name}${suffix}`, Protocol: isNetwork ? 'TCP' : 'HTTP', TargetType: 'ip' } as const
      const [group] = elbv2.createTargetGroup({ ...settings, Port: 80, VpcId: balancer?.VpcId, Tags }).TargetGroups
      elbv2.registerTargets({
        TargetGroupArn: group?.TargetGroupArn,
        Targets: [{ Id: '10.0.0.1' }, { Id: '10.0.0.2' }],
      })
      return group?.TargetGroupArn
    })
    const DefaultActions = [{ Type: 'forward', TargetGroupArn: groups[0] }] as const
    const LoadBalancerArn = balancer?.LoadBalancerArn
    const Protocol = isNetwork ? 'TCP' : 'HTTP'
    const [listener] = elbv2.createListener({ LoadBalancerArn, Protocol, Port: 80, DefaultActions, Tags }).Listeners
    const secure = { Protocol: isNetwork ? 'TLS' : 'HTTPS', Certificates: [{ CertificateArn: CERTIFICATE }] } as const
    elbv2.createListener({ LoadBalancerArn, ...secure, Port: 443, DefaultActions })
    const [tls] = elbv2.describeListeners({ LoadBalancerArn }).Listeners.filter(({ Port }) => Port === 443)
    elbv2.addListenerCertificates({ ListenerArn: tls?.ListenerArn, Certificates: [{ CertificateArn: ADDED }] })
    if (isNetwork) continue
    const VpcId = balancer?.VpcId
    const [host] = Name === 'front' ? elbv2.createTargetGroup({ ...hosts, VpcId }).TargetGroups : []
    const behind = [host?.TargetGroupArn ?? groups[1], groups[1]]
    for (const Priority of [1, 2])
      elbv2.createRule({
        ListenerArn: listener?.ListenerArn,
        Priority,
        Conditions: [{ Field: 'path-pattern', Values: [`/${Priority}`] }],
        Actions: [{ Type: 'forward', TargetGroupArn: behind[Priority - 1] }],
      })
  }
}

export function identityOf(instanceId: string): string {
  return JSON.stringify({ instanceId, instanceType: 'm5.large', availabilityZone: 'us-east-1a', region: 'us-east-1' })
}
