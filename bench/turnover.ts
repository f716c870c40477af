// What does a task cost when a whole fleet rolls over to a new revision? From UpdateService until every service is steady again.
import type { Simulation } from '../src/index.ts'
import { type Effort, type Figures, family } from './family.ts'
import { deployAll, type Plan, steadyServices } from './many-services.ts'
import { inRounds } from './rounds.ts'
import { sweep, timeMs } from './stopwatch.ts'

type Id = 'turnover-us' | 'turnover-heap'

export const turnoverRows = family<Id>({
  id: 'turnover',
  rows: [
    {
      id: 'turnover-us',
      name: 'Rolling 100,000 tasks of 1,000 services over to a new revision on 5,000 instances takes, a task replaced',
      unit: 'µs',
      kind: 'time',
      bar: null,
    },
    {
      id: 'turnover-heap',
      name: 'It leaves on the heap, a task replaced, journal included',
      unit: 'B',
      kind: 'size',
      bar: null,
    },
  ],
  measure: measureTurnover,
})

type Sizes = Pick<Plan, 'instances' | 'services' | 'tasksAService'>

const SIZES: Readonly<Record<Effort, Sizes>> = {
  full: { instances: 5_000, services: 1_000, tasksAService: 100 },
  quick: { instances: 4, services: 2, tasksAService: 10 },
}

const SETTINGS = { instanceType: 'm5.xlarge', minimumHealthyPercent: 90, maximumPercent: 125 }

function measureTurnover(effort: Effort): Figures<Id> {
  // Once: it is long enough, and making the fleet takes as long again.
  const [turn] = inRounds(1, () => measureOnce(SIZES[effort]))
  return { 'turnover-us': turn!.us, 'turnover-heap': turn!.bytes }
}

/** Microseconds and bytes a task. */
function measureOnce(sizes: Sizes): { readonly us: number; readonly bytes: number } {
  const { services, tasksAService } = sizes
  const tasks = services * tasksAService
  // Two thirds full, so that old and new tasks share what is left.
  const sim = steadyServices({ ...sizes, ...SETTINGS })
  const before = heapBytes()
  const tookMs = timeMs(() => deployAll(sim, services))
  const bytes = heapBytes() - before
  checkAllRenewed(sim, tasks)
  return { us: (tookMs * 1_000) / tasks, bytes: bytes / tasks }
}

function checkAllRenewed({ view }: Simulation, tasks: number): void {
  let renewed = 0
  for (const { lastStatus, taskDefinitionArn } of view.tables.tasks.values())
    renewed += Number(lastStatus === 'RUNNING' && taskDefinitionArn.endsWith(':2'))
  if (renewed !== tasks) throw new Error(`${renewed} tasks of the new revision run instead of ${tasks}.`)
}

function heapBytes(): number {
  sweep()
  return process.memoryUsage().heapUsed
}
