// The world that the deployer meets: a cluster in three zones, a load balancer, and a service that is steady.
import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import { Simulation } from 'ecs-drydock'

interface ShopOptions {
  /** A port of the instance that the container claims: two tasks then never share one. */
  readonly hostPort?: number
  readonly rollback?: boolean
}

interface RevisionOptions {
  readonly hostPort?: number
  readonly memory?: number
}

export function revision(tag: string, { hostPort = 0, memory = 512 }: RevisionOptions = {}) {
  const portMappings = [{ containerPort: 8_080, hostPort }]
  const image = `example.com/web:${tag}`
  return {
    family: 'web',
    containerDefinitions: [{ name: 'app', image, cpu: 256, memory, portMappings }],
  } satisfies RegisterTaskDefinitionCommandInput
}

export function openShop({ hostPort = 0, rollback = false }: ShopOptions = {}) {
  const sim = new Simulation({ seed: 'shop', startAt: '2026-01-05T09:00:00Z' })
  sim.ecs.createCluster({ clusterName: 'prod' })
  const availabilityZones = ['us-east-1a', 'us-east-1b', 'us-east-1c']
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 6, ready: true, availabilityZones })

  const front = sim.elbv2.createLoadBalancer({ Name: 'front', Subnets: ['subnet-a', 'subnet-b', 'subnet-c'] })
    .LoadBalancers[0]!
  const group = sim.elbv2.createTargetGroup({
    Name: 'web',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: front.VpcId!,
    HealthCheckIntervalSeconds: 10,
    HealthyThresholdCount: 2,
  }).TargetGroups[0]!
  const targetGroupArn = group.TargetGroupArn!
  sim.elbv2.modifyTargetGroupAttributes({
    TargetGroupArn: targetGroupArn,
    Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
  })
  sim.elbv2.createListener({
    LoadBalancerArn: front.LoadBalancerArn!,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
  })

  sim.ecs.registerTaskDefinition(revision('1', { hostPort }))
  sim.ecs.createService({
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 6,
    loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 8_080 }],
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: rollback, rollback } },
  })
  sim.runUntil('steady', { atMost: '10m' })
  return sim
}
