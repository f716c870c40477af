// A scenario behind a load balancer: three tasks of `web`, released once more, and requests to them.
interface Settings {
  readonly min?: number
  readonly max?: number
  /** Seconds of the deregistration delay. */
  readonly delay?: number
  readonly perSecond?: number | null
  readonly expect?: readonly object[]
}

const DELAY = 'deregistration_delay.timeout_seconds'
const PORTS = [{ containerPort: 80, hostPort: 0 }]

export function behindBalancer({ min = 100, max = 200, delay = 5, perSecond = 100, expect = [] }: Settings = {}) {
  return {
    cluster: 'prod',
    fleet: [{ instanceType: 'm5.large', count: 3 }],
    targetGroups: [
      {
        Name: 'web',
        Protocol: 'HTTP',
        Port: 80,
        HealthCheckIntervalSeconds: 10,
        HealthyThresholdCount: 2,
        Attributes: [{ Key: DELAY, Value: String(delay) }],
      },
    ],
    loadBalancers: [{ Name: 'front' }],
    listeners: [
      {
        LoadBalancerArn: 'front',
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: 'web' }],
      },
    ],
    taskDefinitions: [
      {
        family: 'web',
        containerDefinitions: [{ name: 'app', image: 'example.com/web:1', cpu: 128, memory: 256, portMappings: PORTS }],
      },
    ],
    services: [
      {
        serviceName: 'web',
        taskDefinition: 'web',
        desiredCount: 3,
        availabilityZoneRebalancing: 'DISABLED',
        deploymentConfiguration: { minimumHealthyPercent: min, maximumPercent: max },
        loadBalancers: [{ targetGroupArn: 'web', containerName: 'app', containerPort: 80 }],
      },
    ],
    actions: [{ updateService: { service: 'web', forceNewDeployment: true } }],
    ...(perSecond === null ? {} : { requests: [{ perSecond }] }),
    expect,
  }
}
