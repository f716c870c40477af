// How many instances of an Auto Scaling group stood how, and how large was it to be, at any time so far?
import type { AutoScalingGroup, LifecycleState, WarmPool } from './scaling/groups.ts'
import { Stretches, type Writable } from './stretches.ts'

/** An instance is counted by what it does: coming, serving, set aside, going; in the group or in its warm pool. */
export interface GroupGaugeStretch {
  readonly fromMs: number
  /** Names of the metrics that are collected. */
  readonly metrics: readonly string[]
  readonly minSize: number
  readonly maxSize: number
  readonly desired: number
  readonly pending: number
  readonly inService: number
  readonly standby: number
  readonly terminating: number
  readonly pool: WarmPool | null
  readonly poolPending: number
  readonly warmed: number
  readonly poolTerminating: number
}

type Count = 'pending' | 'inService' | 'standby' | 'terminating' | 'poolPending' | 'warmed' | 'poolTerminating'

const COUNT_OF: Readonly<Record<LifecycleState, Count | null>> = {
  Pending: 'pending',
  'Pending:Wait': 'pending',
  'Pending:Proceed': 'pending',
  InService: 'inService',
  Standby: 'standby',
  Terminating: 'terminating',
  'Terminating:Wait': 'terminating',
  'Terminating:Proceed': 'terminating',
  Terminated: null,
  'Warmed:Pending': 'poolPending',
  'Warmed:Pending:Wait': 'poolPending',
  'Warmed:Pending:Proceed': 'poolPending',
  'Warmed:Stopped': 'warmed',
  'Warmed:Running': 'warmed',
  'Warmed:Hibernated': 'warmed',
  'Warmed:Terminating': 'poolTerminating',
  'Warmed:Terminating:Wait': 'poolTerminating',
  'Warmed:Terminating:Proceed': 'poolTerminating',
}

export class GroupGauge {
  readonly stretches: Stretches<GroupGaugeStretch>
  /** Every metric that has been collected at some time. */
  readonly collected: Set<string>

  constructor(fromMs: number, from?: GroupGauge) {
    const none = {
      metrics: [],
      minSize: 0,
      maxSize: 0,
      desired: 0,
      pending: 0,
      inService: 0,
      standby: 0,
      terminating: 0,
      pool: null,
      poolPending: 0,
      warmed: 0,
      poolTerminating: 0,
    }
    this.stretches = from?.stretches.copy() ?? new Stretches<GroupGaugeStretch>({ fromMs, ...none })
    this.collected = new Set(from?.collected)
  }

  groupChanged(
    { minSize, maxSize, desiredCapacity: desired, metrics, warmPool: pool = null }: Readonly<AutoScalingGroup>,
    nowMs: number,
  ): void {
    for (const name of metrics) this.collected.add(name)
    const { last } = this.stretches
    const next = { minSize, maxSize, desired, metrics, pool }
    const isSame = (Object.keys(next) as (keyof typeof next)[]).every((member) => last[member] === next[member])
    if (!isSame) Object.assign(this.stretches.writable(nowMs), next)
  }

  /** It collects nothing any more. */
  groupGone(nowMs: number): void {
    Object.assign(this.stretches.writable(nowMs), { metrics: [] })
  }

  instanceMoved(before: LifecycleState | null, after: LifecycleState | null, nowMs: number): void {
    const from = before === null ? null : COUNT_OF[before]
    const to = after === null ? null : COUNT_OF[after]
    if (from === to) return
    const stretch: Writable<GroupGaugeStretch> = this.stretches.writable(nowMs)
    if (from !== null) stretch[from]--
    if (to !== null) stretch[to]++
  }
}
