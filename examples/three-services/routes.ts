// One load balancer, three services: which one answers a request, and why not the others?
import { Simulation } from 'ecs-drydock'

const sim = new Simulation({ seed: 'routes', startAt: '2026-01-05T09:00:00Z' })
sim.ecs.createCluster({ clusterName: 'prod' })
const availabilityZones = ['us-east-1a', 'us-east-1b']
sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 2, ready: true, availabilityZones })

const front = sim.elbv2.createLoadBalancer({ Name: 'front', Subnets: ['subnet-a', 'subnet-b'] }).LoadBalancers![0]!
const groups = ['web', 'email', 'user'].map((name) => {
  const input = { Name: name, Protocol: 'HTTP', Port: 80, VpcId: front.VpcId, TargetType: 'instance' } as const
  return sim.elbv2.createTargetGroup(input).TargetGroups![0]!.TargetGroupArn!
})
const [web, email, user] = groups as [string, string, string]
const listener = sim.elbv2.createListener({
  LoadBalancerArn: front.LoadBalancerArn!,
  Protocol: 'HTTP',
  Port: 80,
  DefaultActions: [{ Type: 'forward', TargetGroupArn: web }],
}).Listeners![0]!
for (const [Priority, path, TargetGroupArn] of [
  [10, '/email', email],
  [20, '/user', user],
] as const)
  sim.elbv2.createRule({
    ListenerArn: listener.ListenerArn!,
    Priority,
    Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [path, `${path}/*`] } }],
    Actions: [{ Type: 'forward', TargetGroupArn }],
  })

for (const [index, family] of ['web', 'email', 'user'].entries()) {
  const portMappings = [{ containerPort: 8_080 }]
  sim.ecs.registerTaskDefinition({
    family,
    containerDefinitions: [{ name: family, image: family, memory: 256, portMappings }],
  })
  const loadBalancers = [{ targetGroupArn: groups[index]!, containerName: family, containerPort: 8_080 }]
  sim.ecs.createService({
    cluster: 'prod',
    serviceName: family,
    taskDefinition: family,
    desiredCount: 2,
    loadBalancers,
  })
}
sim.runUntil('steady', { atMost: '10m' })

const ask = (path: string) => {
  const { status, rule, skipped, targetGroupArn, target } = sim.traffic.route({ loadBalancer: 'front', path })
  const group = targetGroupArn?.split('/')[1] ?? 'nobody'
  console.log(
    `GET ${path.padEnd(12)} ${status} by ${group} on ${target?.id}:${target?.port}, rule ${rule?.priority ?? 'default'}`,
  )
  for (const { priority, because } of skipped) console.log(`    not rule ${priority}: ${because}`)
}
for (const path of ['/', '/email', '/email/inbox', '/user/7', '/emails']) ask(path)

// The mail service crashes for good: its targets turn unhealthy, and its clients see that.
sim.workload.behave('email:email', { respondsWith: 500 })
for (const task of sim.ecs.listTasks({ cluster: 'prod', serviceName: 'email' }).taskArns)
  sim.workload.behave(`${task}:email`, { respondsWith: 500 })
console.log('\nAfter the mail service broke:')
sim.advance('3m')
for (const path of ['/email', '/user/7']) ask(path)
