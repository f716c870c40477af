// What do instances and tasks on Fargate cost, and what does a bill say? Prices are the caller's: none are built in.
import * as z from 'zod/mini'
import { parseControl } from '../../parse.ts'

/** Prices an hour, in whatever currency. */
export interface PriceTable {
  /** By instance type. */
  readonly instances?: Readonly<Record<string, number>> | undefined
  /** Of Spot Instances, by instance type. */
  readonly spotInstances?: Readonly<Record<string, number>> | undefined
  readonly fargate?: FargatePrices | undefined
  readonly fargateSpot?: FargatePrices | undefined
}

export interface FargatePrices {
  readonly vcpuHour: number
  readonly gbHour: number
}

const PRICE = 'a price of 0 to 1000000'
const price = z.number(PRICE).check(z.minimum(0, PRICE), z.maximum(1_000_000, PRICE))
const fargate = z.optional(z.strictObject({ vcpuHour: price, gbHour: price }))
const priceTable = z.strictObject({
  instances: z.optional(z.record(z.string(), price)),
  spotInstances: z.optional(z.record(z.string(), price)),
  fargate,
  fargateSpot: fargate,
})

/** @throws UsageError */
export function parsePrices(input: unknown): PriceTable {
  return parseControl(priceTable, input, 'cost: prices')
}

/** Hours and what they cost. */
export interface InstanceCost {
  readonly hours: number
  readonly cost: number
}

export interface FargateCost {
  readonly vcpuHours: number
  readonly gbHours: number
  readonly cost: number
}

export interface ServiceCost {
  /** `cluster/name`; null for tasks of no service. */
  readonly service: string | null
  /** Its share of the instances that its tasks stood on. */
  readonly instances: number
  readonly fargate: number
  readonly fargateSpot: number
  readonly total: number
  /** What it made of that; null for a service that nobody asked anything of. */
  readonly use: ServiceUse | null
}

/** Of the whole minutes of the span. */
export interface ServiceUse {
  /** vCPU-hours: its share of the instances that its tasks stood on, and its tasks on Fargate. */
  readonly cpuPaidHours: number
  readonly cpuUsedHours: number
  /** Percent: used of paid. */
  readonly utilisation: number
  /** Null for a load that is not in requests. */
  readonly requests: RequestUse | null
}

export interface RequestUse {
  readonly arrived: number
  /** In time. */
  readonly served: number
  /** Served when nobody waited any more. */
  readonly late: number
  /** Turned away: the queues of the tasks were full. */
  readonly rejected: number
  /** Nobody was there to take them. */
  readonly refused: number
  /** Gone with the tasks in which they waited. */
  readonly lost: number
}

export interface GroupCost extends InstanceCost {
  /** An Auto Scaling group; null for instances of none. */
  readonly group: string | null
}

/** A period of the bill. */
export interface CostPeriod {
  readonly fromMs: number
  readonly toMs: number
  readonly instances: number
  readonly fargate: number
  readonly fargateSpot: number
  readonly total: number
}

export interface CostReport {
  readonly fromMs: number
  readonly toMs: number
  readonly total: number
  /** On demand and Spot together. */
  readonly instances: InstanceCost
  readonly spotInstances: InstanceCost
  readonly fargate: FargateCost
  readonly fargateSpot: FargateCost
  /** Of the instances, what no task had reserved. */
  readonly idle: number
  /** The dearest first. With `idle` they come to the total. */
  readonly services: readonly ServiceCost[]
  readonly groups: readonly GroupCost[]
  /** Period by period; the last one may be shorter. */
  readonly overTime: readonly CostPeriod[]
}
