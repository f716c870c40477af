// A deployment with an image that does not exist: how soon does the circuit breaker give it up, and what do users notice?
import { Simulation } from 'ecs-drydock'

const sim = new Simulation({ seed: 'bad-image', startAt: '2026-01-05T09:00:00Z' })
sim.ecs.createCluster({ clusterName: 'prod' })
sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 3, ready: true })
const definition = (tag: string) => ({
  family: 'web',
  containerDefinitions: [{ name: 'web', image: `example.com/web:${tag}`, cpu: 256, memory: 512 }],
})
sim.images.publish({ image: 'example.com/web:1', sizeMB: 180 })
sim.ecs.registerTaskDefinition(definition('1'))
sim.ecs.createService({
  cluster: 'prod',
  serviceName: 'web',
  taskDefinition: 'web',
  desiredCount: 4,
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
})
sim.runUntil('steady', { atMost: '10m' })
sim.advance('1m')

// Somebody forgot to push the new tag.
const from = sim.now
sim.ecs.registerTaskDefinition(definition('2'))
sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:2' })
const { reached, at } = sim.runUntil('steady', { atMost: '1h' })

const [service] = sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services
const seconds = (date: Date | undefined) =>
  `${(((date?.getTime() ?? 0) - from.getTime()) / 1_000).toFixed(1).padStart(6)} s`
for (const { createdAt, message } of [...(service?.events ?? [])].reverse())
  if (createdAt !== undefined && createdAt >= from)
    console.log(`${seconds(createdAt)}  ${message?.replace(/\(task ([0-9a-f]{8})[0-9a-f]{24}\)/g, '(task $1)')}`)
const [failed] = sim.ecs.listTasks({ cluster: 'prod', desiredStatus: 'STOPPED' }).taskArns
const [task] = sim.ecs.describeTasks({ cluster: 'prod', tasks: [failed as string] }).tasks
console.log(`\nwhy: ${task?.containers?.[0]?.reason}`)
console.log(`steady again: ${reached}, after ${seconds(at).trim()}, on ${service?.taskDefinition?.split('/').at(-1)}`)
