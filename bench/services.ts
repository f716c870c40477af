// Does a service cost the same in a world of thousands? Every service is deployed once, and the time is divided by the services.
import { type Effort, type Figures, family } from './family.ts'
import { deployAll, steadyServices } from './many-services.ts'
import { inRounds } from './rounds.ts'
import { median, timeMs } from './stopwatch.ts'

type Id = 'services-growth' | 'services-few-us' | 'services-many-us'

export const serviceRows = family<Id>({
  id: 'services',
  rows: [
    {
      id: 'services-growth',
      name: 'Deploying every service costs this many times as much, a service, with 5,000 services as with 100',
      unit: '×',
      kind: 'ratio',
      bar: { atMost: 1.5 },
    },
    {
      id: 'services-few-us',
      name: 'A deployment of 4 tasks takes, with 100 services in one cluster',
      unit: 'µs',
      kind: 'time',
      bar: null,
    },
    { id: 'services-many-us', name: 'With 5,000 services it takes', unit: 'µs', kind: 'time', bar: null },
  ],
  measure: measureServices,
})

interface Sizes {
  readonly rounds: number
  readonly few: number
  readonly many: number
  readonly instances: number
  /** Deployments that are not counted, until the code is compiled well. */
  readonly warmUp: number
}

const SIZES: Readonly<Record<Effort, Sizes>> = {
  full: { rounds: 3, few: 100, many: 5_000, instances: 500, warmUp: 20 },
  quick: { rounds: 1, few: 2, many: 4, instances: 2, warmUp: 0 },
}

function measureServices(effort: Effort): Figures<Id> {
  const { rounds, few, many, instances, warmUp } = SIZES[effort]
  // Both worlds have the same fleet, with room for both revisions of every service of the larger one.
  const fleet = { instances, instanceType: 'm5.4xlarge', tasksAService: 4 }
  const small = steadyServices({ ...fleet, services: few })
  for (let round = 0; round < warmUp; round++) deployAll(small, few)
  const large = steadyServices({ ...fleet, services: many })
  // As many deployments on either side, and in turns, so that a busy moment of the machine meets both.
  const turns = inRounds(rounds, () => ({
    few: timeMs(() => times(many / few, () => deployAll(small, few))),
    many: timeMs(() => deployAll(large, many)),
  }))
  const usOf = (took: number) => (took * 1_000) / many
  const fewUs = usOf(median(turns.map((turn) => turn.few)))
  const manyUs = usOf(median(turns.map((turn) => turn.many)))
  return { 'services-growth': manyUs / fewUs, 'services-few-us': fewUs, 'services-many-us': manyUs }
}

function times(count: number, work: () => void): void {
  for (let nth = 0; nth < count; nth++) work()
}
