// Why there, and why not elsewhere? The same filters and strategies as in placement, asked of every instance one by one,
// with their answers kept.
import type { ProviderChoice } from '../model/capacity-providers.ts'
import type { PlacementStrategyItem } from '../model/entities.ts'
import { isAsked } from './candidates.ts'
import { type Check, checksOf } from './filters.ts'
import type { FleetView, PlacementRequest, Slot } from './request.ts'
import { type Strategy, strategyOf } from './strategies.ts'

export interface PlacementTrace {
  /** Every instance that was asked, in order of registration. */
  readonly instances: readonly InstanceTrace[]
  /** The chain of strategies over those that fit, as far as there was anything to decide. */
  readonly steps: readonly StrategyStep[]
  /** ARN of the container instance; null when none fits, and when only the dice will tell. */
  readonly chosen: string | null
  readonly decidedBy: Decision
  /** Which provider of its strategy the task counts for; absent where a launch type was named. */
  readonly capacityProvider?: ProviderChoice
}

/**
 * What had the last word: nothing fitted, only one did, a strategy, the dice, or the order of registration. On Fargate the capacity
 * provider is all that there is to choose.
 */
export type Decision = 'capacity-provider' | 'nothing-fits' | 'only-candidate' | 'strategy' | 'draw' | 'registration'

export interface InstanceTrace {
  readonly containerInstanceArn: string
  readonly fits: boolean
  /** In the order of PL-04, up to and including the first that fails. */
  readonly checks: readonly Check[]
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

/** @param went where the task went: a draw cannot be worked out again, so it is read from there; null while nothing has been drawn */
export function explainPlacement(fleet: FleetView, request: PlacementRequest, went: Slot | null): PlacementTrace {
  const slots = fleet.slots().filter((slot) => isAsked(request, slot.class))
  const instances = slots.map((slot) => traceInstance(request, slot))
  let left = slots.filter((_slot, index) => instances[index]!.fits)
  if (left.length === 0) return { instances, steps: [], chosen: null, decidedBy: 'nothing-fits' }
  let decidedBy: Decision = left.length === 1 ? 'only-candidate' : 'registration'
  const steps: StrategyStep[] = []
  for (const item of request.strategies) {
    if (left.length === 1) break
    const { step, kept } = traceStep(item, left, request, went)
    steps.push(step)
    left = kept
    if (item.type === 'random' && went === null) return { instances, steps, chosen: null, decidedBy: 'draw' }
    if (left.length === 1) decidedBy = item.type === 'random' ? 'draw' : 'strategy'
  }
  return { instances, steps, chosen: left[0]!.arn, decidedBy }
}

function traceInstance(request: PlacementRequest, slot: Slot): InstanceTrace {
  const checks = [...checksOf(request, slot)]
  return { containerInstanceArn: slot.arn, fits: checks.every(({ passed }) => passed), checks }
}

function traceStep(
  item: PlacementStrategyItem,
  left: readonly Slot[],
  request: PlacementRequest,
  went: Slot | null,
): { readonly step: StrategyStep; readonly kept: Slot[] } {
  const strategy = strategyOf(item)
  const values = left.map((slot) => rankOf(strategy, request, slot))
  const best = Math.min(...values.map((value) => value ?? 0))
  const candidates = left.map((slot, index): RankedCandidate => {
    const value = values[index]!
    return {
      containerInstanceArn: slot.arn,
      value,
      kept: value === null ? went === null || slot.arn === went.arn : value === best,
    }
  })
  return { step: { ...item, candidates }, kept: left.filter((_slot, index) => candidates[index]!.kept) }
}

function rankOf(strategy: Strategy, request: PlacementRequest, slot: Slot): number | null {
  switch (strategy.looksAt) {
    case 'class':
      return request.scope.spreadOver(strategy.attribute).on(slot)
    case 'shelf':
      return strategy.rank(request, slot.shelf)
    case 'slot':
      return strategy.rank(request, slot)
    case 'dice':
      return null
  }
}

/** A task on Fargate: no instance is asked. */
export function explainProvider(capacityProvider: ProviderChoice): PlacementTrace {
  return { instances: [], steps: [], chosen: null, decidedBy: 'capacity-provider', capacityProvider }
}
