// What does a rehearsal cost? A change of one small service again and again, and one of a stack of forty with something to mend in it.
import { type Blueprint, loadTemplate } from '../src/inputs/index.ts'
import { type Rehearsal, rehearse } from '../src/rehearsal/index.ts'
import { type Effort, type Figures, family } from './family.ts'
import { inRounds } from './rounds.ts'
import { type ShopPlan, shopTemplate } from './shop-template.ts'
import { median, timeMs } from './stopwatch.ts'

type Id = 'rehearsal-rate' | 'rehearsal-stack-ms' | 'rehearsal-stack-mended-ms'

export const rehearsalRows = family<Id>({
  id: 'rehearsal',
  rows: [
    {
      id: 'rehearsal-rate',
      name: 'Rehearsals of a change of one service (3 tasks) behind a load balancer, its files read before',
      unit: '/s',
      kind: 'rate',
      bar: { atLeast: 40 },
    },
    {
      id: 'rehearsal-stack-ms',
      name: 'A change of 40 services (3 tasks each) behind one load balancer, templates included, takes',
      unit: 'ms',
      kind: 'time',
      bar: { atMost: 2_500 },
    },
    {
      id: 'rehearsal-stack-mended-ms',
      name: 'The same where two services get stuck, and are mended, takes',
      unit: 'ms',
      kind: 'time',
      bar: { atMost: 5_000 },
    },
  ],
  measure: measureRehearsals,
})

interface Sizes {
  readonly rounds: number
  readonly rehearsals: number
  readonly services: number
}

const SIZES: Readonly<Record<Effort, Sizes>> = {
  full: { rounds: 3, rehearsals: 60, services: 40 },
  quick: { rounds: 1, rehearsals: 1, services: 2 },
}

const SMALL: Omit<ShopPlan, 'version'> = { services: 1, tasksAService: 3, instances: 3 }

function measureRehearsals(effort: Effort): Figures<Id> {
  const { rounds, rehearsals, services } = SIZES[effort]
  const stack: Omit<ShopPlan, 'version'> = { services, tasksAService: 3, instances: 12 }
  const stuck = { ...stack, stuckEvery: services / 2 }
  const small = [version(SMALL, '1'), version(SMALL, '2')] as const
  const times = inRounds(rounds, () => ({
    small: timeMs(() => {
      for (let nth = 0; nth < rehearsals; nth++) expectVerdict(rehearsed(...small), 'completes')
    }),
    stack: timeMs(() => expectVerdict(rehearsed(version(stack, '1'), version(stack, '2')), 'completes')),
    mended: timeMs(() => expectMended(rehearsed(version(stuck, '1'), version(stuck, '2')))),
  }))
  return {
    'rehearsal-rate': (rehearsals * 1_000) / median(times.map(({ small }) => small)),
    'rehearsal-stack-ms': median(times.map(({ stack }) => stack)),
    'rehearsal-stack-mended-ms': median(times.map(({ mended }) => mended)),
  }
}

function version(plan: Omit<ShopPlan, 'version'>, version: string): Blueprint {
  return loadTemplate(shopTemplate({ ...plan, version }), {
    name: `shop-${version}.json`,
    stackName: 'shop',
    parameters: { Vpc: 'vpc-shop', Subnets: 'subnet-a,subnet-b,subnet-c' },
  })
}

function rehearsed(before: Blueprint, after: Blueprint): Rehearsal {
  return rehearse({ before, after }).rehearsal
}

function expectVerdict({ verdict, summary }: Rehearsal, wanted: Rehearsal['verdict']): void {
  if (verdict !== wanted) throw new Error(`The rehearsal ends otherwise than measured: ${summary}`)
}

function expectMended(rehearsal: Rehearsal): void {
  expectVerdict(rehearsal, 'stuck')
  if (rehearsal.fixes[0]?.verdict !== 'completes') throw new Error('Nothing mends the stack.')
}
