// A task that will not place: why not, what would help, and whether it does.
import { Simulation } from 'ecs-drydock'
import { formatExplanation, formatFleet } from 'ecs-drydock/report'

const cluster = 'media'
const sim = new Simulation({ seed: 'why-not' })
sim.ecs.createCluster({ clusterName: cluster })
sim.fleet.launch({ cluster, instanceType: 'm5.large', count: 2, ready: true })
sim.fleet.launch({ cluster, instanceType: 'c5.large', ready: true })

const register = (family: string, cpu: number, memory: number) =>
  sim.ecs.registerTaskDefinition({
    family,
    containerDefinitions: [{ name: 'app', image: `example.com/${family}:1`, cpu, memory }],
  })
register('web', 256, 1536)
register('encoder', 1024, 6144)
sim.ecs.createService({ cluster, serviceName: 'web', taskDefinition: 'web', desiredCount: 5 })
sim.runUntil('steady', { atMost: '10m' })

const color = process.stdout.isTTY
const encoder = {
  cluster,
  taskDefinition: 'encoder',
  placementConstraints: [{ type: 'memberOf' as const, expression: 'attribute:ecs.instance-type =~ m5.*' }],
}
const ask = (world: Simulation) =>
  formatExplanation(world.whyNot(encoder), { scene: world.view, subject: 'the encoder', color })

console.log(formatFleet(sim.view, { color }))
console.log(`\n${ask(sim)}`)

// Asking has changed nothing. A fork takes one way out, and asks again.
const fork = sim.fork()
fork.fleet.launch({ cluster, instanceType: 'm5.large', ready: true })
console.log(`\nWith one m5.large more:\n\n${ask(fork)}`)
