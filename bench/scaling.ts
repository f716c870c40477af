// What does a day of scaling cost? Services under load that track a target, on groups that ECS manages: 24 simulated hours.
import type { Simulation } from '../src/index.ts'
import { EventCounter } from './event-counter.ts'
import { type Effort, type Figures, family } from './family.ts'
import { inRounds } from './rounds.ts'
import { type ScaledPlan, scaledServices } from './scaled-services.ts'
import { sweep } from './stopwatch.ts'

type Id = 'scaling-s' | 'scaling-services-growth' | 'scaling-hours-growth' | 'scaling-events' | 'scaling-heap'

export const scalingRows = family<Id>({
  id: 'scaling',
  rows: [
    {
      id: 'scaling-s',
      name: '1,000 services under load, target tracking with two alarms each, 24 hours, 5,000 instances in managed groups, take',
      unit: 's',
      kind: 'time',
      bar: { atMost: 20 },
    },
    {
      id: 'scaling-services-growth',
      name: 'Such a day costs this many times as much, a service, with 1,000 services as with 250',
      unit: '×',
      kind: 'ratio',
      bar: { atMost: 1.3 },
    },
    {
      id: 'scaling-hours-growth',
      name: 'One of the last 6 of its hours costs this many times as much as one of the first 6',
      unit: '×',
      kind: 'ratio',
      bar: { atMost: 1.3 },
    },
    {
      id: 'scaling-events',
      name: 'Events a second while they scale',
      unit: '/s',
      kind: 'rate',
      bar: null,
    },
    {
      id: 'scaling-heap',
      name: 'Such a day leaves on the heap, a service, journal and metrics included',
      unit: 'kB',
      kind: 'size',
      bar: null,
    },
  ],
  measure: measureScaling,
})

interface Sizes {
  readonly few: ScaledPlan
  readonly many: ScaledPlan
  /** Of a quarter of the day. */
  readonly hours: number
}

const SIZES: Readonly<Record<Effort, Sizes>> = {
  full: {
    few: { services: 250, instances: 1_250, groups: 5 },
    many: { services: 1_000, instances: 5_000, groups: 5 },
    hours: 6,
  },
  quick: {
    few: { services: 2, instances: 10, groups: 2 },
    many: { services: 4, instances: 20, groups: 2 },
    hours: 0.1,
  },
}

function measureScaling(effort: Effort): Figures<Id> {
  const { few, many, hours } = SIZES[effort]
  // Once each: a day is long enough. The small one twice, until the code is compiled well.
  dayOf(few, hours)
  const [small] = inRounds(1, () => dayOf(few, hours))
  const [large] = inRounds(1, () => dayOf(many, hours))
  return {
    'scaling-s': large!.tookMs / 1_000,
    'scaling-services-growth': large!.tookMs / many.services / (small!.tookMs / few.services),
    'scaling-hours-growth': large!.quartersMs[3]! / large!.quartersMs[0]!,
    'scaling-events': large!.eventsASecond,
    // After a day as small as a test's, what the collector has taken may weigh more than what is left.
    'scaling-heap': Math.max(1, large!.bytes) / 1_000 / many.services,
  }
}

interface Day {
  readonly quartersMs: readonly number[]
  readonly tookMs: number
  readonly eventsASecond: number
  readonly bytes: number
}

function dayOf(plan: ScaledPlan, hours: number): Day {
  const sim = scaledServices(plan)
  const counter = new EventCounter(sim)
  const before = heapBytes()
  const quartersMs = [0, 1, 2, 3].map(() => counter.count(() => sim.advance(`${hours}h`)))
  const bytes = heapBytes() - before
  checkScaled(sim, plan, hours)
  return { quartersMs, tookMs: counter.spentMs, eventsASecond: counter.aSecond, bytes }
}

/** Every service has gone up and down. */
function checkScaled(sim: Simulation, { services }: ScaledPlan, hours: number): void {
  const ways = new Set<string>()
  for (const { targetId, from, to } of sim.view.tables.scalingActivities.values())
    if (from !== null && to !== null) ways.add(`${targetId} ${to > from}`)
  if (hours >= 6 && ways.size !== 2 * services)
    throw new Error(`Of ${2 * services} ways of scaling ${ways.size} were gone.`)
}

function heapBytes(): number {
  sweep()
  return process.memoryUsage().heapUsed
}
