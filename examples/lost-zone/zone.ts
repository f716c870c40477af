// A zone is lost for an hour: does the service get by with the other two, and does it find its balance again?
import { Simulation } from 'ecs-drydock'
import { formatFleet } from 'ecs-drydock/report'

const sim = new Simulation({ seed: 'zone', startAt: '2026-01-05T09:00:00Z' })
sim.ecs.createCluster({ clusterName: 'prod' })
const fleet = { cluster: 'prod', instanceType: 'm5.large', count: 6, ready: true } as const
sim.fleet.launch({ ...fleet, availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'] })
sim.ecs.registerTaskDefinition({
  family: 'web',
  containerDefinitions: [{ name: 'web', image: 'example.com/web:3', cpu: 512, memory: 1_800 }],
})
sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 12 })
sim.runUntil('steady', { atMost: '10m' })
const show = (what: string) => console.log(`${what}\n\n${formatFleet(sim.view, { cluster: 'prod' })}\n`)
show('Before:')

// The outage is a plan: it comes by itself, and goes after an hour.
sim.faults.schedule([
  { fault: 'loseZone', input: { availabilityZone: 'us-east-1b' }, at: '2026-01-05T10:00:00Z', lasts: '1h' },
])
sim.advance(Date.parse('2026-01-05T10:30:00Z') - sim.nowMs)
show('Half an hour after us-east-1b was lost:')

// The zone is back, and somebody launches its two machines again.
sim.advance('31m')
sim.fleet.launch({ ...fleet, count: 2, ready: false, availabilityZones: ['us-east-1b'] })
sim.runUntil('steady', { atMost: '2h' })
sim.advance('30m')
show('With two new machines in us-east-1b:')

const { events = [] } = sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services[0] ?? {}
for (const { createdAt, message } of [...events].reverse())
  console.log(`${createdAt?.toISOString().slice(11, 19)}  ${message?.replace(/\(task [0-9a-f]{24}/g, '(task …')}`)
