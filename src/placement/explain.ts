// Why there, and why not elsewhere? The same filters and strategies as in placement, asked of every instance one by one,
// with their answers kept.
import type { PlacementStrategyItem } from '../model/entities.ts'
import { FILTERS, type Filter, shortageOf } from './filters.ts'
import type { FleetView, PlacementRequest, RefusalReason, Slot } from './request.ts'
import { type Strategy, strategyOf } from './strategies.ts'

export interface PlacementTrace {
  /** Every instance that was asked, in order of registration. */
  readonly instances: readonly InstanceTrace[]
  /** The chain of strategies over those that fit. */
  readonly steps: readonly StrategyStep[]
  /** ARN of the container instance; null when none fits. */
  readonly chosen: string | null
  readonly decidedBy: Decision
}

/** What was the last word: nothing fitted, only one did, a strategy left one, dice, or the order of registration. */
export type Decision = 'nothing-fits' | 'only-candidate' | 'strategy' | 'draw' | 'registration'

export interface InstanceTrace {
  readonly containerInstanceArn: string
  readonly fits: boolean
  /** In the order of PL-04, up to and including the first that fails. */
  readonly checks: readonly Check[]
}

export interface Check {
  readonly reason: RefusalReason
  readonly rule: string
  readonly passed: boolean
  /** Given for a check that failed. */
  readonly wanted: string | null
  readonly available: string | null
}

export interface StrategyStep {
  readonly type: PlacementStrategyItem['type']
  readonly field: string
  readonly candidates: readonly RankedCandidate[]
}

export interface RankedCandidate {
  readonly containerInstanceArn: string
  /** Lower is better; null for a draw. */
  readonly value: number | null
  readonly kept: boolean
}

/** @param chosen where the task went; a draw cannot be worked out again, so it is taken from there */
export function explainPlacement(fleet: FleetView, request: PlacementRequest, chosen: Slot | null): PlacementTrace {
  const slots = fleet.slots()
  const instances = slots.map((slot) => traceInstance(request, slot))
  let left = slots.filter((_slot, index) => instances[index]!.fits)
  if (left.length === 0) return { instances, steps: [], chosen: null, decidedBy: 'nothing-fits' }
  let decidedBy: Decision = left.length === 1 ? 'only-candidate' : 'registration'
  const steps: StrategyStep[] = []
  for (const item of request.strategies) {
    if (left.length === 1) break
    const { step, kept } = traceStep(item, left, request, chosen)
    steps.push(step)
    left = kept
    if (left.length === 1) decidedBy = item.type === 'random' ? 'draw' : 'strategy'
  }
  return { instances, steps, chosen: left[0]!.arn, decidedBy }
}

function traceInstance(request: PlacementRequest, slot: Slot): InstanceTrace {
  const checks: Check[] = []
  for (const filter of FILTERS) {
    const check = traceCheck(filter, request, slot)
    checks.push(check)
    if (!check.passed) break
  }
  return { containerInstanceArn: slot.arn, fits: checks.every(({ passed }) => passed), checks }
}

function traceCheck(filter: Filter, request: PlacementRequest, slot: Slot): Check {
  const shortage = shortageOf(filter, request, slot)
  const { reason, rule } = filter
  return {
    reason,
    rule,
    passed: shortage === null,
    wanted: shortage?.wanted ?? null,
    available: shortage?.available ?? null,
  }
}

function traceStep(
  item: PlacementStrategyItem,
  left: readonly Slot[],
  request: PlacementRequest,
  chosen: Slot | null,
): { step: StrategyStep; kept: Slot[] } {
  const strategy = strategyOf(item)
  const values = left.map((slot) => valueOf(strategy, request, slot))
  const best = Math.min(...values.map((value) => value ?? 0))
  const isKept = (slot: Slot, value: number | null) =>
    value === null ? slot.arn === (chosen ?? left[0])?.arn : value === best
  const candidates = left.map((slot, index) => ({
    containerInstanceArn: slot.arn,
    value: values[index]!,
    kept: isKept(slot, values[index]!),
  }))
  return { step: { ...item, candidates }, kept: left.filter((_slot, index) => candidates[index]!.kept) }
}

function valueOf(strategy: Strategy, request: PlacementRequest, slot: Slot): number | null {
  switch (strategy.looksAt) {
    case 'class':
      return strategy.rank(request, slot.class)
    case 'shelf':
      return strategy.rank(request, slot.shelf)
    case 'slot':
      return strategy.rank(request, slot)
    case 'dice':
      return null
  }
}
