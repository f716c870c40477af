// How many tasks a second live and die, from RunTask to STOPPED? Jobs of one container, and crews of three that wait for each other.
import { Simulation } from '../src/index.ts'
import { type Effort, type Figures, family } from './family.ts'
import { inRounds } from './rounds.ts'
import { median, sweep, timeMs } from './stopwatch.ts'

type Id = 'lives-job' | 'lives-crew' | 'lives-crew-heap'

export const lifeRows = family<Id>({
  id: 'lives',
  rows: [
    {
      id: 'lives-job',
      name: 'Jobs of one container a second, from RunTask to STOPPED',
      unit: '/s',
      kind: 'rate',
      bar: null,
    },
    {
      id: 'lives-crew',
      name: 'Tasks a second of three containers with dependsOn, a health check and a restart policy',
      unit: '/s',
      kind: 'rate',
      bar: null,
    },
    {
      id: 'lives-crew-heap',
      name: 'Such a life leaves on the heap, journal included',
      unit: 'B',
      kind: 'size',
      bar: null,
    },
  ],
  measure: measureLives,
})

const SIZES: Readonly<Record<Effort, { readonly rounds: number; readonly tasks: number }>> = {
  full: { rounds: 3, tasks: 20_000 },
  quick: { rounds: 1, tasks: 40 },
}
const TASKS_A_CALL = 10

function measureLives(effort: Effort): Figures<Id> {
  const { rounds, tasks } = SIZES[effort]
  const jobs = inRounds(rounds, () => lives('job', tasks))
  const crews = inRounds(rounds, () => lives('crew', tasks))
  return {
    'lives-job': median(jobs.map(({ rate }) => rate)),
    'lives-crew': median(crews.map(({ rate }) => rate)),
    'lives-crew-heap': median(crews.map(({ bytes }) => bytes)),
  }
}

function lives(family: string, tasks: number): { readonly rate: number; readonly bytes: number } {
  const sim = workshop()
  const before = heapBytes()
  const tookMs = timeMs(() => {
    for (let begun = 0; begun < tasks; begun += TASKS_A_CALL) {
      sim.ecs.runTask({ taskDefinition: family, count: TASKS_A_CALL })
      sim.advance('1s')
    }
    sim.advance('5m')
  })
  if (sim.ecs.listTasks({}).taskArns.length > 0) throw new Error('Some tasks are still alive.')
  return { rate: (tasks * 1_000) / tookMs, bytes: (heapBytes() - before) / tasks }
}

function workshop(): Simulation {
  const sim = new Simulation({ seed: 'lives' })
  sim.fleet.launch({ instanceType: 'm5.xlarge', count: 200, ready: true })
  const container = { image: 'example.com/app:1', memory: 64 }
  sim.ecs.registerTaskDefinition({ family: 'job', containerDefinitions: [{ name: 'job', ...container }] })
  sim.ecs.registerTaskDefinition({
    family: 'crew',
    containerDefinitions: [
      { name: 'init', ...container, essential: false },
      { name: 'proxy', ...container, healthCheck: { command: ['true'] }, restartPolicy: { enabled: true } },
      {
        name: 'app',
        ...container,
        dependsOn: [
          { containerName: 'init', condition: 'SUCCESS' },
          { containerName: 'proxy', condition: 'HEALTHY' },
        ],
      },
    ],
  })
  sim.workload.behave('job:job', { exitsAfter: '20s' })
  sim.workload.behave('crew:init', { exitsAfter: '5s' })
  sim.workload.behave('crew:app', { exitsAfter: '20s' })
  return sim
}

function heapBytes(): number {
  sweep()
  return process.memoryUsage().heapUsed
}
