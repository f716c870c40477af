// What does a task cost from RunTask to RUNNING, journal included? Time, and memory that stays.
import { type Goal, Simulation } from '../src/index.ts'
import { type Effort, type Figures, family } from './family.ts'
import { inRounds } from './rounds.ts'
import { median, sweep, timeMs } from './stopwatch.ts'

type Id = 'run-task-us' | 'run-task-packed-us' | 'run-task-heap'

export const runTaskRows = family<Id>({
  id: 'run-task',
  rows: [
    {
      id: 'run-task-us',
      name: 'RunTask of 100,000 tasks to RUNNING on 5,000 instances takes, a task',
      unit: 'µs',
      kind: 'time',
      bar: { atMost: 25 },
    },
    {
      id: 'run-task-heap',
      name: 'It leaves on the heap, a task, journal included',
      unit: 'B',
      kind: 'size',
      bar: { atMost: 2_048 },
    },
    {
      id: 'run-task-packed-us',
      name: 'The same by spread(zone) and binpack(memory) takes, a task',
      unit: 'µs',
      kind: 'time',
      bar: { atMost: 25 },
    },
  ],
  measure: measureRunTask,
})

/** Together they hold 117,500 of the tasks. */
const TYPES = ['m5.large', 'c5.xlarge', 'm5.xlarge', 'r5.large']
const TASKS_A_CALL = 10

interface Sizes {
  readonly rounds: number
  readonly instances: number
  readonly tasks: number
}

const SIZES: Readonly<Record<Effort, Sizes>> = {
  full: { rounds: 3, instances: 5_000, tasks: 100_000 },
  quick: { rounds: 1, instances: 8, tasks: 40 },
}

type Strategy = Parameters<Simulation['ecs']['runTask']>[0]['placementStrategy']

const PACKED: Strategy = [
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'binpack', field: 'memory' },
]

function measureRunTask(effort: Effort): Figures<Id> {
  const sizes = SIZES[effort]
  const alone = inRounds(sizes.rounds, () => measureOnce(sizes, undefined))
  const packed = inRounds(sizes.rounds, () => measureOnce(sizes, PACKED))
  return {
    'run-task-us': median(alone.map(({ us }) => us)),
    'run-task-heap': median(alone.map(({ bytes }) => bytes)),
    'run-task-packed-us': median(packed.map(({ us }) => us)),
  }
}

/** Microseconds and bytes a task. */
function measureOnce(sizes: Sizes, strategy: Strategy): { readonly us: number; readonly bytes: number } {
  const sim = emptyFleet(sizes.instances)
  const before = heapBytes()
  const tookMs = timeMs(() => runAll(sim, sizes.tasks, strategy))
  const bytes = heapBytes() - before
  checkAllRun(sim, sizes.tasks)
  return { us: (tookMs * 1_000) / sizes.tasks, bytes: bytes / sizes.tasks }
}

function emptyFleet(instances: number): Simulation {
  const sim = new Simulation({ startAt: '2026-01-05T09:00:00Z' })
  sim.ecs.createCluster({ clusterName: 'prod' })
  for (const instanceType of TYPES) {
    sim.fleet.launch({ cluster: 'prod', instanceType, count: instances / TYPES.length, ready: true })
  }
  sim.ecs.registerTaskDefinition({
    family: 'batch',
    containerDefinitions: [{ name: 'app', image: 'example.com/batch:1', cpu: 128, memory: 256 }],
  })
  return sim
}

const allRun: Goal = ({ indexes }) => indexes.startingTasks === 0

function runAll(sim: Simulation, tasks: number, placementStrategy: Strategy): void {
  for (let started = 0; started < tasks; started += TASKS_A_CALL) {
    sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'batch', count: TASKS_A_CALL, placementStrategy })
    sim.advance(1)
  }
  sim.runUntil(allRun, { atMost: '1h' })
}

function checkAllRun({ view }: Simulation, tasks: number): void {
  let running = 0
  for (const { lastStatus } of view.tables.tasks.values()) running += Number(lastStatus === 'RUNNING')
  if (running !== tasks) throw new Error(`${running} tasks run instead of ${tasks}.`)
}

function heapBytes(): number {
  sweep()
  return process.memoryUsage().heapUsed
}
