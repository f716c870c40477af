// The same tasks on the same fleet, placed by binpack and by spread. What is the fleet like afterwards, and why did a task go there?
import { Simulation } from 'ecs-drydock'
import { formatExplanation, formatFleet } from 'ecs-drydock/report'

type Strategy = Parameters<Simulation['ecs']['createService']>[0]['placementStrategy']

const cluster = 'shop'

/** Six instances in three zones, and nine tasks of a web service next to three of a worker. */
function placedBy(placementStrategy: Strategy): Simulation {
  const sim = new Simulation({ seed: 'binpack-and-spread' })
  sim.ecs.createCluster({ clusterName: cluster })
  sim.fleet.launch({ cluster, instanceType: 'm5.large', count: 6, ready: true })
  const families = {
    web: { cpu: 256, memory: 1536, desiredCount: 9 },
    worker: { cpu: 512, memory: 2048, desiredCount: 3 },
  }
  for (const [name, { cpu, memory, desiredCount }] of Object.entries(families)) {
    const container = { name: 'app', image: `example.com/${name}:1`, cpu, memory }
    sim.ecs.registerTaskDefinition({ family: name, containerDefinitions: [container] })
    sim.ecs.createService({ cluster, serviceName: name, taskDefinition: name, desiredCount, placementStrategy })
  }
  sim.runUntil('steady', { atMost: '10m' })
  return sim
}

const color = process.stdout.isTTY
const binpack = placedBy([{ type: 'binpack', field: 'memory' }])
const spread = placedBy([
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'spread', field: 'instanceId' },
])

console.log('binpack by memory: three instances hold everything, and three could be terminated\n')
console.log(formatFleet(binpack.view, { color }))
console.log('\nspread over zones, then over instances: losing a zone costs a third of each service\n')
console.log(formatFleet(spread.view, { color }))

const last = [...spread.view.tables.tasks.values()].findLast(({ group }) => group === 'service:web')
if (last === undefined) throw new Error('the service has no task')
console.log('\nWhy did the last task of web go where it went, with spread?\n')
console.log(formatExplanation(spread.explain(last.arn), { scene: spread.at(last.createdAtMs), color }))
