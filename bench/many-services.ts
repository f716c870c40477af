// What do benchmarks of many services share? A cluster in which each of them is steady, and a deployment of each.
import { Simulation } from '../src/index.ts'

export interface Plan {
  readonly instances: number
  readonly instanceType: string
  readonly services: number
  readonly tasksAService: number
  readonly minimumHealthyPercent?: number
  readonly maximumPercent?: number
}

/** Their instants differ, as those of different owners do. */
const APART_MS = 7

export function steadyServices(plan: Plan): Simulation {
  const { instances, instanceType, services, tasksAService, ...deploymentConfiguration } = plan
  const sim = new Simulation({ startAt: '2026-01-05T09:00:00Z' })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType, count: instances, ready: true })
  register(sim)
  const common = { cluster: 'prod', taskDefinition: 'web', desiredCount: tasksAService, deploymentConfiguration }
  for (let index = 0; index < services; index++) {
    sim.ecs.createService({ ...common, serviceName: `web-${index}` })
    sim.advance(APART_MS)
  }
  reachSteady(sim)
  return sim
}

/** @param pass lets time pass: somebody may look at the clock meanwhile */
export function deployAll(sim: Simulation, services: number, pass = (work: () => void) => work()): void {
  register(sim)
  for (let index = 0; index < services; index++) {
    sim.ecs.updateService({ cluster: 'prod', service: `web-${index}`, taskDefinition: 'web' })
    pass(() => sim.advance(APART_MS))
  }
  pass(() => reachSteady(sim))
}

function register(sim: Simulation): void {
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'example.com/web:1', cpu: 128, memory: 256 }],
  })
}

function reachSteady(sim: Simulation): void {
  if (!sim.runUntil('steady', { atMost: '6h' }).reached) throw new Error('The services do not come to rest.')
}
