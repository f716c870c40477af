// What do placements cost in batches, and what does it cost to have one explained?
import { Simulation } from '../src/index.ts'
import { type Effort, type Figures, family } from './family.ts'
import { inRounds } from './rounds.ts'
import { median, timeMs } from './stopwatch.ts'

type Id = 'batch-us' | 'explain-fit-ms' | 'explain-refusal-ms'

export const explainedRows = family<Id>({
  id: 'explained',
  rows: [
    {
      id: 'batch-us',
      name: 'One call of RunTask for 10 tasks on 5,000 busy instances, spread(zone) and binpack(memory), takes, a task',
      unit: 'µs',
      kind: 'time',
      bar: null,
    },
    {
      id: 'explain-fit-ms',
      name: 'The same placement explained, every check of every instance, takes',
      unit: 'ms',
      kind: 'time',
      bar: null,
    },
    {
      id: 'explain-refusal-ms',
      name: 'A refusal by all of them explained, with the way out, takes',
      unit: 'ms',
      kind: 'time',
      bar: null,
    },
  ],
  measure: measureExplained,
})

const SIZES: Readonly<Record<Effort, { rounds: number; instances: number; calls: number }>> = {
  full: { rounds: 5, instances: 5_000, calls: 500 },
  quick: { rounds: 1, instances: 24, calls: 2 },
}

const PACKED = {
  taskDefinition: 'small',
  placementStrategy: [
    { type: 'spread', field: 'attribute:ecs.availability-zone' },
    { type: 'binpack', field: 'memory' },
  ],
} as const

function measureExplained(effort: Effort): Figures<Id> {
  const { rounds, instances, calls } = SIZES[effort]
  const sim = busyFleet(instances)
  const run = () => {
    for (let call = 0; call < calls; call++) sim.ecs.runTask({ ...PACKED, count: 10 })
  }
  run()
  return {
    'batch-us': median(inRounds(rounds, () => (timeMs(run) * 1_000) / (calls * 10))),
    'explain-fit-ms': median(inRounds(rounds, () => timeMs(() => sim.whyNot(PACKED)))),
    'explain-refusal-ms': median(
      inRounds(rounds, () => timeMs(() => sim.whyNot({ ...PACKED, taskDefinition: 'huge' }))),
    ),
  }
}

/** Two thirds full, over three zones. */
function busyFleet(instances: number): Simulation {
  const sim = new Simulation({ seed: 'bench' })
  const availabilityZones = ['us-east-1a', 'us-east-1b', 'us-east-1c']
  for (const instanceType of ['m5.large', 'm5.xlarge'])
    sim.fleet.launch({ instanceType, count: Math.ceil(instances / 2), availabilityZones, ready: true })
  for (const [family, cpu, memory] of [
    ['small', 128, 256],
    ['half', 512, 4_096],
    ['huge', 512, 65_536],
  ] as const)
    sim.ecs.registerTaskDefinition({ family, containerDefinitions: [{ name: 'c', image: 'i', cpu, memory }] })
  for (let call = 0; call < instances / 10; call++) sim.ecs.runTask({ taskDefinition: 'half', count: 10 })
  sim.advance('5m')
  return sim
}
