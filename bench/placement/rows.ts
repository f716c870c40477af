// What does one placement decision cost? The engine's against both kernels, in one run, on the same trace.
import { RandomStream } from '../../src/kernel/random.ts'
import type { PlacementStrategyItem } from '../../src/model/entities.ts'
import { SERVICE_DEFAULT, STANDALONE_DEFAULT } from '../../src/placement/strategies.ts'
import { type Effort, type Figures, family } from '../family.ts'
import { inRounds } from '../rounds.ts'
import { median } from '../stopwatch.ts'
import { EnginePlacer } from './engine.ts'
import { type FleetPlan, fleetOf } from './fleet.ts'
import { IndexedKernel } from './indexed-kernel.ts'
import type { Placer } from './placer.ts'
import { ScanKernel } from './scan-kernel.ts'
import { record, replay, type Trace } from './trace.ts'

export const SPREAD_THEN_BINPACK: readonly PlacementStrategyItem[] = [
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'binpack', field: 'memory' },
]

type Id =
  | 'placement-us'
  | 'placement-vs-scan'
  | 'placement-vs-index'
  | 'placement-growth'
  | 'kernel-scan-us'
  | 'kernel-index-us'
  | 'placement-service-us'
  | 'placement-random-us'

export const placementRows = family<Id>({
  id: 'placement',
  rows: [
    {
      id: 'placement-vs-scan',
      name: 'A placement by spread(zone) and binpack(memory) on 5,000 instances beats a scan of typed arrays by',
      unit: '×',
      kind: 'ratio',
      bar: { atLeast: 6 },
    },
    {
      id: 'placement-vs-index',
      name: 'It takes this many times as long as the hand-written indexed kernel',
      unit: '×',
      kind: 'ratio',
      bar: { atMost: 4 },
    },
    {
      id: 'placement-growth',
      name: 'It costs this many times as much on 5,000 instances as on 500',
      unit: '×',
      kind: 'ratio',
      bar: { atMost: 1.5 },
    },
    { id: 'placement-us', name: 'It takes, its share of stops included', unit: 'µs', kind: 'time', bar: null },
    { id: 'kernel-index-us', name: 'The indexed kernel takes', unit: 'µs', kind: 'time', bar: null },
    { id: 'kernel-scan-us', name: 'The scan takes', unit: 'µs', kind: 'time', bar: null },
    {
      id: 'placement-service-us',
      name: "A placement by a service's default, spread(zone) and spread(instanceId), takes",
      unit: 'µs',
      kind: 'time',
      bar: null,
    },
    {
      id: 'placement-random-us',
      name: "A placement by RunTask's default, random, takes",
      unit: 'µs',
      kind: 'time',
      bar: null,
    },
  ],
  measure: measurePlacement,
})

interface Sizes {
  readonly rounds: number
  readonly steps: number
  readonly small: number
  readonly large: number
}

const SIZES: Readonly<Record<Effort, Sizes>> = {
  full: { rounds: 5, steps: 40_000, small: 500, large: 5_000 },
  quick: { rounds: 1, steps: 500, small: 24, large: 48 },
}

function measurePlacement(effort: Effort): Figures<Id> {
  const { rounds, steps, small, large } = SIZES[effort]
  const work = (instances: number) => contestOf(fleetOf(instances), steps)
  const { scan, index, engine } = takeTurns(work(large), rounds)
  const engineOnFew = takeTurns(work(small), rounds).engine
  return {
    'placement-vs-scan': scan / engine,
    'placement-vs-index': engine / index,
    'placement-growth': engine / engineOnFew,
    'placement-us': engine,
    'kernel-index-us': index,
    'kernel-scan-us': scan,
    'placement-service-us': aloneUs(fleetOf(large), SERVICE_DEFAULT, { rounds, steps }),
    'placement-random-us': aloneUs(fleetOf(large), STANDALONE_DEFAULT, { rounds, steps }),
  }
}

interface Contest {
  readonly trace: Trace
  readonly placers: Readonly<Record<'scan' | 'index' | 'engine', () => Placer>>
}

/** The scan writes down what it decides; all three must then decide it again. */
function contestOf(plan: FleetPlan, steps: number): Contest {
  return {
    trace: record(plan, new ScanKernel(plan), { seed: 20_260_105, steps }),
    placers: {
      scan: () => new ScanKernel(plan),
      index: () => new IndexedKernel(plan),
      engine: () => new EnginePlacer(plan, SPREAD_THEN_BINPACK),
    },
  }
}

type Contestant = keyof Contest['placers']

/** Microseconds a placement, each placer running once a round, so that a busy moment of the machine meets all of them. */
function takeTurns({ trace, placers }: Contest, rounds: number): Record<Contestant, number> {
  const turn = () => ({
    scan: placementUs(trace, placers.scan()),
    index: placementUs(trace, placers.index()),
    engine: placementUs(trace, placers.engine()),
  })
  turn()
  const turns = inRounds(rounds, turn)
  const medianOf = (name: Contestant) => median(turns.map((each) => each[name]))
  return { scan: medianOf('scan'), index: medianOf('index'), engine: medianOf('engine') }
}

/** Microseconds a placement by strategies that no kernel knows. The same draws lead to the same decisions. */
function aloneUs(plan: FleetPlan, strategies: readonly PlacementStrategyItem[], size: Pick<Sizes, 'rounds' | 'steps'>) {
  const placer = () => {
    const stream = new RandomStream('bench')
    return new EnginePlacer(plan, strategies, (limit) => stream.below(limit))
  }
  const trace = record(plan, placer(), { seed: 20_260_106, steps: size.steps })
  return median(inRounds(size.rounds, () => placementUs(trace, placer())))
}

function placementUs(trace: Trace, placer: Placer): number {
  return (replay(trace, placer) * 1_000) / trace.churnPlacements
}
