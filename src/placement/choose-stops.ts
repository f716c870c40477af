// Which tasks stop, when some must? One at a time, looking again after each (PL-50…PL-54).
import { entryOf } from '../kernel/maps.ts'
import type { ContainerInstance, PlacementStrategyItem, Task } from '../model/entities.ts'
import type { Ledger } from '../model/ledger.ts'
import { pluginName } from './plugins.ts'
import type { Draw } from './request.ts'
import { SERVICE_DEFAULT } from './strategies.ts'

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

/** How far each capacity provider is above its share of what is left (SV-504). */
export interface Shares {
  surplusOf(candidate: StopCandidate): number
  /** The candidate stops. */
  take(candidate: StopCandidate): void
}

export interface StopRequest {
  /** In order of creation. */
  readonly candidates: readonly StopCandidate[]
  readonly count: number
  /** How many healthy tasks may be among them. */
  readonly healthyAllowance: number
  readonly strategies: readonly PlacementStrategyItem[]
  /** Whose provider has more than its share goes before all else; null for a service without a choice of providers. */
  readonly shares: Shares | null
  /** Every wanted task of the service, by which a spread is judged. */
  readonly everyone: readonly StopCandidate[]
}

/** Chosen in the order in which they stop; fewer than asked for when the allowance ends. */
export function chooseStops(request: StopRequest, draw: Draw): Readonly<Task>[] {
  const chooser = new StopChooser(request, draw)
  const chosen: Readonly<Task>[] = []
  while (chosen.length < request.count) {
    const candidate = chooser.next()
    if (candidate === null) break
    chosen.push(candidate.task)
  }
  return chosen
}

/** Candidates that no strategy can tell apart: same instance, same deployment, same health. */
interface Stack {
  readonly sample: StopCandidate
  readonly members: { readonly candidate: StopCandidate; readonly age: number }[]
  /** The bucket of each spread of the chain, '' for the other strategies. */
  readonly buckets: readonly string[]
}

class StopChooser {
  private readonly draw: Draw
  private readonly strategies: readonly PlacementStrategyItem[]
  /** The guide says that an explicit spread leaves a draw; otherwise the newest of equals goes (PL-52). */
  private readonly drawsTies: boolean
  private readonly stacks: readonly Stack[]
  /** Tasks left in each bucket of each spread. */
  private readonly tallies: readonly Map<string, number>[]
  private readonly freed = new Map<string, { cpuUnits: number; memoryMiB: number }>()
  private readonly shares: Shares | null
  private allowance: number

  constructor(request: StopRequest, draw: Draw) {
    this.draw = draw
    // A plug-in ranks where a task starts, and says nothing about which one stops.
    const strategies = request.strategies.filter((item) => pluginName(item) === null)
    this.strategies = strategies.length > 0 ? strategies : SERVICE_DEFAULT
    this.drawsTies = request.strategies.some(({ type }) => type === 'spread')
    this.allowance = request.healthyAllowance
    this.shares = request.shares
    this.stacks = stacksOf(request.candidates, this.strategies)
    this.tallies = this.strategies.map((item) => tally(request.everyone, item))
  }

  next(): StopCandidate | null {
    let best = this.stacks.filter(
      ({ members, sample }) => members.length > 0 && (!sample.isHealthy || this.allowance > 0),
    )
    if (best.length === 0) return null
    const { shares } = this
    if (shares !== null) best = highest(best, ({ sample }) => shares.surplusOf(sample))
    best = highest(best, ({ sample }) => -sample.rank)
    for (let step = 0; step < this.strategies.length && best.length > 1; step++) best = this.narrow(best, step)
    return this.drawsTies ? this.drawMember(best) : this.take(newest(best))
  }

  private narrow(stacks: readonly Stack[], step: number): Stack[] {
    const item = this.strategies[step]!
    if (item.type === 'random') return [this.drawn(stacks).stack]
    if (item.type === 'binpack') return highest(stacks, ({ sample }) => this.roomAfterStop(sample, item.field))
    return highest(stacks, ({ buckets }) => this.tallies[step]!.get(buckets[step]!) ?? 0)
  }

  /** One of all their tasks, each as likely as the other. */
  private drawn(stacks: readonly Stack[]): { readonly stack: Stack; readonly index: number } {
    const total = stacks.reduce((sum, { members }) => sum + members.length, 0)
    let index = total > 1 ? this.draw(total) : 0
    for (const stack of stacks) {
      if (index < stack.members.length) return { stack, index }
      index -= stack.members.length
    }
    return { stack: stacks[0]!, index: 0 }
  }

  private drawMember(stacks: readonly Stack[]): StopCandidate {
    const { stack, index } = this.drawn(stacks)
    return this.take(stack, index)
  }

  /** Binpack stops where most is left afterwards, so that the emptiest instance empties first (PL-50). */
  private roomAfterStop({ task, promised }: StopCandidate, field: string): number {
    if (promised === null) return 0
    const extra = this.freed.get(task.containerInstanceArn as string)
    return field === 'cpu'
      ? promised.cpuFree + task.needs.cpuUnits + (extra?.cpuUnits ?? 0)
      : promised.memoryFree + task.needs.memoryMiB + (extra?.memoryMiB ?? 0)
  }

  /** Takes the newest of a stack, or the one that was drawn. */
  private take(stack: Stack, index = stack.members.length - 1): StopCandidate {
    const { candidate } = stack.members.splice(index, 1)[0]!
    if (candidate.isHealthy) this.allowance--
    this.shares?.take(candidate)
    for (const [step, counts] of this.tallies.entries())
      counts.set(stack.buckets[step]!, (counts.get(stack.buckets[step]!) ?? 1) - 1)
    const { containerInstanceArn, needs } = candidate.task
    if (containerInstanceArn !== null) {
      const freed = entryOf(this.freed, containerInstanceArn, () => ({ cpuUnits: 0, memoryMiB: 0 }))
      freed.cpuUnits += needs.cpuUnits
      freed.memoryMiB += needs.memoryMiB
    }
    return candidate
  }
}

function stacksOf(candidates: readonly StopCandidate[], strategies: readonly PlacementStrategyItem[]): Stack[] {
  const stacks = new Map<string, Stack>()
  for (const [age, candidate] of candidates.entries()) {
    const { task, rank, isHealthy } = candidate
    const provider = task.launch.capacityProvider?.name ?? ''
    const key = `${task.containerInstanceArn ?? task.availabilityZone} ${task.deploymentId} ${provider} ${rank} ${isHealthy}`
    const stack = entryOf(stacks, key, () => ({
      sample: candidate,
      members: [],
      buckets: strategies.map((item) => bucketOf(candidate, item)),
    }))
    stack.members.push({ candidate, age })
  }
  return [...stacks.values()]
}

function tally(everyone: readonly StopCandidate[], item: PlacementStrategyItem): Map<string, number> {
  const counts = new Map<string, number>()
  if (item.type !== 'spread') return counts
  for (const candidate of everyone) {
    const bucket = bucketOf(candidate, item)
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
  }
  return counts
}

function bucketOf({ task, instance }: StopCandidate, { type, field }: PlacementStrategyItem): string {
  if (type !== 'spread') return ''
  if (field === 'attribute:ecs.availability-zone') return task.availabilityZone ?? ''
  if (!field.startsWith('attribute:')) return task.containerInstanceArn ?? ''
  const name = field.slice('attribute:'.length)
  return instance !== null && Object.hasOwn(instance.attributes, name) ? `=${instance.attributes[name]}` : ''
}

/** The stack whose top is the task created last. */
function newest(stacks: readonly Stack[]): Stack {
  return highest(stacks, ({ members }) => members[members.length - 1]!.age)[0]!
}

function highest(stacks: readonly Stack[], value: (stack: Stack) => number): Stack[] {
  let best = Number.NEGATIVE_INFINITY
  let kept: Stack[] = []
  for (const stack of stacks) {
    const mine = value(stack)
    if (mine > best) {
      best = mine
      kept = [stack]
    } else if (mine === best) kept.push(stack)
  }
  return kept
}
