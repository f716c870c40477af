// Which tasks stop, when some must? One at a time, looking again after each (PL-50…PL-54).
import type { ContainerInstance, PlacementStrategyItem, Task } from '../model/entities.ts'
import type { Ledger } from '../model/ledger.ts'
import type { Draw } from './request.ts'

/** A task that may stop, and where it stands. */
export interface StopCandidate {
  readonly task: Readonly<Task>
  readonly instance: Readonly<ContainerInstance> | null
  /** What its instance has promised; null on Fargate. */
  readonly promised: Ledger | null
  /** Lower stops sooner: the order of deployments (DP-432), then what serves least (PL-53). */
  readonly rank: number
  /** Counts toward minimumHealthyPercent, so that stopping it uses up the allowance (DP-110). */
  readonly isHealthy: boolean
}

export interface StopRequest {
  readonly candidates: readonly StopCandidate[]
  readonly count: number
  /** How many healthy tasks may be among them. */
  readonly healthyAllowance: number
  readonly strategies: readonly PlacementStrategyItem[]
  /** Every wanted task of the service, by which a spread is judged. */
  readonly everyone: readonly StopCandidate[]
}

const ZONE_THEN_INSTANCE: readonly PlacementStrategyItem[] = [
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'spread', field: 'instanceId' },
]

export function chooseStops(request: StopRequest, draw: Draw): Readonly<Task>[] {
  const remaining = new Set(request.candidates)
  const standing = new Set(request.everyone)
  const freed = new Map<string, { cpuUnits: number; memoryMiB: number }>()
  const chosen: Readonly<Task>[] = []
  let allowance = request.healthyAllowance
  while (chosen.length < request.count) {
    const candidate = chooseNext(request, remaining, standing, freed, allowance, draw)
    if (candidate === undefined) break
    if (candidate.isHealthy) allowance--
    remaining.delete(candidate)
    standing.delete(candidate)
    note(freed, candidate)
    chosen.push(candidate.task)
  }
  return chosen
}

type Freed = Map<string, { cpuUnits: number; memoryMiB: number }>

function chooseNext(
  request: StopRequest,
  remaining: ReadonlySet<StopCandidate>,
  standing: ReadonlySet<StopCandidate>,
  freed: Freed,
  allowance: number,
  draw: Draw,
): StopCandidate | undefined {
  let best = [...remaining].filter((candidate) => !candidate.isHealthy || allowance > 0)
  if (best.length === 0) return undefined
  best = highest(best, (candidate) => -candidate.rank)
  const own = request.strategies.length > 0
  for (const item of own ? request.strategies : ZONE_THEN_INSTANCE) {
    if (best.length === 1) break
    best = narrow(best, item, standing, freed, draw)
  }
  // The guide says that an explicit spread leaves a draw; without one the newest task goes (PL-52).
  const drawn = own && request.strategies.some((item) => item.type === 'spread')
  return drawn && best.length > 1 ? best[draw(best.length)] : best[best.length - 1]
}

function narrow(
  candidates: StopCandidate[],
  item: PlacementStrategyItem,
  standing: ReadonlySet<StopCandidate>,
  freed: Freed,
  draw: Draw,
): StopCandidate[] {
  if (item.type === 'random') return [candidates[draw(candidates.length)]!]
  if (item.type === 'binpack') return highest(candidates, (candidate) => roomAfterStop(candidate, item.field, freed))
  const counts = new Map<string, number>()
  for (const candidate of standing) {
    const bucket = bucketOf(candidate, item.field)
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
  }
  return highest(candidates, (candidate) => counts.get(bucketOf(candidate, item.field)) ?? 0)
}

/** Binpack stops where most is left afterwards, so that the emptiest instance empties first (PL-50). */
function roomAfterStop({ task, promised }: StopCandidate, field: string, freed: Freed): number {
  if (promised === null) return 0
  const extra = freed.get(task.containerInstanceArn as string)
  return field === 'cpu'
    ? promised.cpuFree + task.needs.cpuUnits + (extra?.cpuUnits ?? 0)
    : promised.memoryFree + task.needs.memoryMiB + (extra?.memoryMiB ?? 0)
}

function note(freed: Freed, { task }: StopCandidate): void {
  if (task.containerInstanceArn === null) return
  const known = freed.get(task.containerInstanceArn) ?? { cpuUnits: 0, memoryMiB: 0 }
  freed.set(task.containerInstanceArn, {
    cpuUnits: known.cpuUnits + task.needs.cpuUnits,
    memoryMiB: known.memoryMiB + task.needs.memoryMiB,
  })
}

function bucketOf({ task, instance }: StopCandidate, field: string): string {
  if (field === 'attribute:ecs.availability-zone') return task.availabilityZone ?? ''
  if (!field.startsWith('attribute:')) return task.containerInstanceArn ?? ''
  const name = field.slice('attribute:'.length)
  return instance !== null && Object.hasOwn(instance.attributes, name) ? `=${instance.attributes[name]}` : ''
}

function highest(candidates: readonly StopCandidate[], value: (candidate: StopCandidate) => number): StopCandidate[] {
  let best = Number.NEGATIVE_INFINITY
  let kept: StopCandidate[] = []
  for (const candidate of candidates) {
    const mine = value(candidate)
    if (mine > best) {
      best = mine
      kept = [candidate]
    } else if (mine === best) kept.push(candidate)
  }
  return kept
}
