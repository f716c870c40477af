// What could the task ask for instead? One demand less, or less of one resource, over the fleet as it is (PL-04, PL-15).
import { TASK_ENI } from '../../model/capabilities.ts'
import type { PlacementConstraintItem } from '../../model/entities.ts'
import { freeCpu, freeMemory } from '../../model/fleet-index.ts'
import { VPC } from '../../model/network.ts'
import { constraintsOf } from '../constraints.ts'
import { zoneOf } from '../filters.ts'
import type { Remedy } from '../remedies.ts'
import type { PlacementRequest, RefusalReason, Slot } from '../request.ts'
import { type ConstraintsBySource, type Family, failsOnlyFor, type Question } from './question.ts'
import { placing } from './trial.ts'

const SOURCES = ['request', 'task-definition'] as const

/** Each constraint by itself (PL-27). */
export function* dropConstraint({ fleet, request, constraints }: Question): Generator<Remedy> {
  for (const from of SOURCES) {
    for (const [index, constraint] of constraints[from].entries()) {
      const rest = { ...constraints, [from]: constraints[from].toSpliced(index, 1) }
      const found = placing(fleet, { ...request, ...bindingIn(rest) })
      if (found !== null) yield { kind: 'drop-constraint', constraint, from, ...found }
    }
  }
}

function bindingIn(constraints: ConstraintsBySource) {
  const [request, definition]: (readonly PlacementConstraintItem[])[] = SOURCES.map((from) => constraints[from])
  return constraintsOf(definition!, request!)
}

/** They follow from network mode `awsvpc` and its subnets; on the bridge the task would be another one. */
const OF_THE_NETWORK: readonly string[] = [VPC, TASK_ENI]

/** Each required attribute by itself (PL-13). */
export function* dropAttribute({ fleet, request }: Question): Generator<Remedy> {
  for (const [name, value] of Object.entries(request.requiredAttributes)) {
    if (OF_THE_NETWORK.includes(name)) continue
    const { [name]: _dropped, ...requiredAttributes } = request.requiredAttributes
    const found = placing(fleet, { ...request, requiredAttributes })
    if (found !== null) yield { kind: 'drop-attribute', name, value, ...found }
  }
}

/** Subnets that a call may name (TD-116). */
const MOST_SUBNETS = 16

/** One more zone for the task's interface: each in which some instance stands by itself (PL-12). */
export function* addSubnet({ fleet, request, asked }: Question): Generator<Remedy> {
  const { zones } = request
  if (zones === null || zones.length >= MOST_SUBNETS) return
  const others = asked.filter((one) => failsOnlyFor(one, 'LOCATION')).map(({ slot }) => zoneOf(slot.class))
  for (const availabilityZone of new Set(others)) {
    const found = placing(fleet, { ...request, zones: [...zones, availabilityZone] })
    if (found !== null) yield { kind: 'add-subnet', availabilityZone, ...found }
  }
}

interface SizeRow {
  readonly resource: 'CPU' | 'MEMORY'
  readonly reason: RefusalReason
  readonly amount: 'cpuUnits' | 'memoryMiB'
  readonly free: (slot: Slot) => number
}

/** What a task may ask for by the amount, and what an instance has left of it. To add one, add its row. */
export const SIZES: readonly SizeRow[] = [
  { resource: 'CPU', reason: 'RESOURCE:CPU', amount: 'cpuUnits', free: freeCpu },
  { resource: 'MEMORY', reason: 'RESOURCE:MEMORY', amount: 'memoryMiB', free: freeMemory },
]

/** The most that it may ask for is what some instance has left. */
export function shrinkTask({ resource, reason, amount, free }: SizeRow): Family {
  return function* ({ fleet, request, asked, least }): Generator<Remedy> {
    const sizes = asked
      .filter((one) => one.lacks.has(reason) && failsOnlyFor(one, reason))
      .map(({ slot }) => free(slot))
    const largestFirst = [...new Set(sizes)].filter((to) => to >= least[amount]).sort((a, b) => b - a)
    for (const to of largestFirst) {
      const found = placing(fleet, smaller(request, amount, to))
      if (found === null) continue
      yield { kind: 'shrink-task', resource, to, ...found }
      return
    }
  }
}

function smaller(request: PlacementRequest, amount: SizeRow['amount'], to: number): PlacementRequest {
  return { ...request, needs: { ...request.needs, [amount]: to } }
}
