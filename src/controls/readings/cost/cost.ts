// `sim.cost`: what would all of this have cost? Hours from the journal, prices from the caller.
import type { World } from '../../../engine/world.ts'
import { entryOf } from '../../../kernel/maps.ts'
import { type PeriodInput, periodsOf, refuse, type Span, spanOf } from '../span.ts'
import { type FargateLease, type Leases, leasesOf, type MachineLease, type Stay } from './leases.ts'
import {
  type CostPeriod,
  type CostReport,
  type FargatePrices,
  type PriceTable,
  parsePrices,
  type ServiceCost,
} from './shape.ts'
import { UseMeter } from './use.ts'

const HOUR_MS = 3_600_000

/** @throws UsageError for a span that is none, and for something without a price */
export function costOf(world: World, input: unknown, given: PeriodInput): CostReport {
  const prices = parsePrices(input)
  const { periodMs } = periodsOf(world, given, 'cost', HOUR_MS)
  const span = spanOf(world, given, 'cost')
  const leases = leasesOf(world.journal, world.nowMs)
  const bill = new Bill(prices, span, new UseMeter(world, span, leases.driven))
  bill.add(leases)
  return bill.report(periodMs)
}

type Kind = 'instances' | 'fargate' | 'fargateSpot'

/** So much money an hour for a while. */
interface Charge extends Span {
  readonly kind: Kind
  readonly hourly: number
}

class Bill {
  private readonly prices: PriceTable
  private readonly span: Span
  private readonly use: UseMeter
  private readonly charges: Charge[] = []
  private readonly services = new Map<string | null, Record<Kind, number>>()
  private readonly groups = new Map<string | null, { hours: number; cost: number }>()
  private readonly machines = { instances: { hours: 0, cost: 0 }, spotInstances: { hours: 0, cost: 0 } }
  private readonly onFargate = {
    fargate: { vcpuHours: 0, gbHours: 0, cost: 0 },
    fargateSpot: { vcpuHours: 0, gbHours: 0, cost: 0 },
  }
  private idle = 0

  constructor(prices: PriceTable, span: Span, use: UseMeter) {
    this.prices = prices
    this.span = span
    this.use = use
  }

  add({ machines, fargate }: Leases): void {
    for (const lease of machines) this.addMachine(lease)
    for (const lease of fargate) this.addFargate(lease)
  }

  private addMachine(lease: MachineLease): void {
    const { instanceType, isSpot, group } = lease
    const part = this.within(lease)
    if (part === null || instanceType === null) return
    const table = isSpot ? 'spotInstances' : 'instances'
    const hourly = this.prices[table]?.[instanceType]
    if (hourly === undefined) refuse(`cost: prices.${table}`, `a price for ${instanceType}`, 'none')
    const hours = hoursOf(part)
    const cost = hours * hourly
    for (const sum of [this.machines[table], entryOf(this.groups, group, () => ({ hours: 0, cost: 0 }))]) {
      sum.hours += hours
      sum.cost += cost
    }
    this.charges.push({ ...part, kind: 'instances', hourly })
    this.idle += cost - this.shareOut(part, lease, hourly)
  }

  /** To the services, by what they have reserved; returns how much of it that was. */
  private shareOut(part: Span, { stays, vcpus }: MachineLease, hourly: number): number {
    let shared = 0
    for (const { fromMs, toMs, present } of stretchesOf(part, stays)) {
      const whole = present.reduce((sum, { share }) => sum + share, 0)
      for (const { serviceArn, share } of present) {
        // CPU of one task and memory of another may come to more than one machine.
        const own = share / Math.max(1, whole)
        const cost = hoursOf({ fromMs, toMs }) * hourly * own
        this.use.pay(serviceArn, { fromMs, toMs }, vcpus * own)
        this.service(serviceArn).instances += cost
        shared += cost
      }
    }
    return shared
  }

  private addFargate(lease: FargateLease): void {
    const part = this.within(lease)
    if (part === null) return
    const kind = lease.isSpot ? 'fargateSpot' : 'fargate'
    const price: FargatePrices | undefined = this.prices[kind]
    if (price === undefined) refuse(`cost: prices.${kind}`, 'vcpuHour and gbHour', 'none')
    const hours = hoursOf(part)
    const hourly = lease.vcpus * price.vcpuHour + lease.gigabytes * price.gbHour
    const sum = this.onFargate[kind]
    sum.vcpuHours += hours * lease.vcpus
    sum.gbHours += hours * lease.gigabytes
    sum.cost += hours * hourly
    this.service(lease.serviceArn)[kind] += hours * hourly
    this.use.pay(lease.serviceArn, part, lease.vcpus)
    this.charges.push({ ...part, kind, hourly })
  }

  private within({ fromMs, toMs }: Span): Span | null {
    const part = { fromMs: Math.max(fromMs, this.span.fromMs), toMs: Math.min(toMs, this.span.toMs) }
    return part.toMs > part.fromMs ? part : null
  }

  private service(arn: string | null): Record<Kind, number> {
    return entryOf(this.services, arn, () => ({ instances: 0, fargate: 0, fargateSpot: 0 }))
  }

  report(periodMs: number): CostReport {
    const { instances, spotInstances } = this.machines
    const { fargate, fargateSpot } = this.onFargate
    const services = [...this.services].map(
      ([arn, costs]): ServiceCost => ({
        service: arn === null ? null : arn.slice(arn.indexOf('/') + 1),
        ...costs,
        total: totalOf(costs),
        use: arn === null ? null : this.use.of(arn),
      }),
    )
    return rounded({
      ...this.span,
      total: instances.cost + spotInstances.cost + fargate.cost + fargateSpot.cost,
      instances,
      spotInstances,
      fargate,
      fargateSpot,
      idle: this.idle,
      services: services.sort((one, other) => other.total - one.total || compare(one.service, other.service)),
      groups: [...this.groups]
        .map(([group, sum]) => ({ group, ...sum }))
        .sort((one, other) => compare(one.group, other.group)),
      overTime: this.periods(periodMs),
    })
  }

  private periods(periodMs: number): CostPeriod[] {
    const { fromMs: beginMs, toMs: endMs } = this.span
    const periods = Array.from({ length: Math.ceil((endMs - beginMs) / periodMs) }, () => ({
      instances: 0,
      fargate: 0,
      fargateSpot: 0,
    }))
    for (const { fromMs, toMs, kind, hourly } of this.charges)
      for (let nth = Math.floor((fromMs - beginMs) / periodMs); beginMs + nth * periodMs < toMs; nth++) {
        const from = Math.max(fromMs, beginMs + nth * periodMs)
        const to = Math.min(toMs, beginMs + (nth + 1) * periodMs)
        periods[nth]![kind] += hoursOf({ fromMs: from, toMs: to }) * hourly
      }
    return periods.map((costs, nth) => {
      const fromMs = beginMs + nth * periodMs
      return { fromMs, toMs: Math.min(endMs, fromMs + periodMs), ...costs, total: totalOf(costs) }
    })
  }
}

function hoursOf({ fromMs, toMs }: Span): number {
  return (toMs - fromMs) / HOUR_MS
}

/** Parts of a span in which the same tasks were there. */
function stretchesOf({ fromMs, toMs }: Span, stays: readonly Stay[]): (Span & { readonly present: readonly Stay[] })[] {
  const turns = new Set([fromMs, toMs])
  for (const stay of stays) {
    if (stay.fromMs > fromMs && stay.fromMs < toMs) turns.add(stay.fromMs)
    if (stay.toMs > fromMs && stay.toMs < toMs) turns.add(stay.toMs)
  }
  const instants = [...turns].sort((one, other) => one - other)
  return instants.slice(1).map((untilMs, nth) => {
    const sinceMs = instants[nth]!
    return {
      fromMs: sinceMs,
      toMs: untilMs,
      present: stays.filter((stay) => stay.fromMs <= sinceMs && stay.toMs >= untilMs),
    }
  })
}

function totalOf(costs: Readonly<Record<Kind, number>>): number {
  return costs.instances + costs.fargate + costs.fargateSpot
}

/** Null last. */
function compare(one: string | null, other: string | null): number {
  if (one === other) return 0
  return one === null || (other !== null && one > other) ? 1 : -1
}

/** Every number to a millionth: what is beyond is an error of arithmetic. */
function rounded<T>(value: T): T {
  if (typeof value === 'number') return (Math.round(value * 1_000_000) / 1_000_000) as T
  if (Array.isArray(value)) return value.map(rounded) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, rounded(each)])) as T
}
