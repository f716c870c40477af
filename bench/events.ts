// How many events a second? Bare ones, in which a task takes its next step and nobody else is concerned; and those of
// services that roll, every step of a task calling its scheduler.
import { Simulation, type SimulationOptions } from '../src/index.ts'
import { EventCounter } from './event-counter.ts'
import { type Effort, type Figures, family } from './family.ts'
import { deployAll, steadyServices } from './many-services.ts'
import { inRounds } from './rounds.ts'
import { median, sweep } from './stopwatch.ts'

type Id = 'events-bare' | 'events-mixed'

export const eventRows = family<Id>({
  id: 'events',
  rows: [
    {
      id: 'events-bare',
      name: 'Bare lifecycle events a second (queue, handler, tables, indexes, journal)',
      unit: '/s',
      kind: 'rate',
      bar: { atLeast: 300_000 },
    },
    {
      id: 'events-mixed',
      name: 'Events a second while 400 services roll 4,000 tasks over, evaluations included',
      unit: '/s',
      kind: 'rate',
      bar: { atLeast: 100_000 },
    },
  ],
  measure: measureEvents,
})

interface Sizes {
  readonly rounds: number
  readonly standaloneTasks: number
  readonly services: number
}

const SIZES: Readonly<Record<Effort, Sizes>> = {
  full: { rounds: 5, standaloneTasks: 20_000, services: 400 },
  quick: { rounds: 1, standaloneTasks: 40, services: 4 },
}

/** The scheduler's code is wide: it takes several rounds until all of it is compiled well. */
const WARM_UP: Readonly<Record<Effort, number>> = { full: 3, quick: 0 }

const TASKS_A_SERVICE = 10

function measureEvents(effort: Effort): Figures<Id> {
  const { rounds, standaloneTasks, services } = SIZES[effort]
  for (let round = 0; round < WARM_UP[effort]; round++) {
    bareRate(standaloneTasks)
    mixedRate(services)
  }
  return {
    'events-bare': median(inRounds(rounds, () => bareRate(standaloneTasks))),
    'events-mixed': median(inRounds(rounds, () => mixedRate(services))),
  }
}

/** Tasks start, stop and are forgotten; commands and placements happen off the clock, and every task has instants of its own. */
function bareRate(tasks: number): number {
  const sim = clusterOf(Math.ceil(tasks / 40), { ec2Dispatch: '10m', gracefulExit: '10m', stopTimeout: '10m' })
  const counter = new EventCounter(sim)
  register(sim)
  const arns: string[] = []
  while (arns.length < tasks) {
    const { tasks: started } = sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'batch', count: 10 })
    arns.push(...started.map(({ taskArn }) => taskArn as string))
    sim.advance(10)
  }
  sweep()
  counter.count(() => sim.advance('15m'))
  for (const task of arns) {
    sim.ecs.stopTask({ cluster: 'prod', task })
    sim.advance(1)
  }
  sweep()
  counter.count(() => sim.advance('2h'))
  if (sim.view.tables.tasks.size > 0) throw new Error('Not every task has come to its end.')
  return counter.aSecond
}

function mixedRate(services: number): number {
  const instances = Math.ceil((services * TASKS_A_SERVICE) / 20)
  const sim = steadyServices({ instances, instanceType: 'm5.4xlarge', services, tasksAService: TASKS_A_SERVICE })
  const counter = new EventCounter(sim)
  deployAll(sim, services, (work) => counter.count(work))
  return counter.aSecond
}

function clusterOf(instances: number, latencies: NonNullable<SimulationOptions['latencies']>): Simulation {
  const sim = new Simulation({ startAt: '2026-01-05T09:00:00Z', latencies })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.4xlarge', count: instances, ready: true })
  return sim
}

function register(sim: Simulation): void {
  sim.ecs.registerTaskDefinition({
    family: 'batch',
    containerDefinitions: [{ name: 'app', image: 'example.com/batch:1', cpu: 128, memory: 256 }],
  })
}
