// How many targets of a service stand in each of its target groups, and how many of them are healthy or drain?
import type { Target } from '../../model/balancing.ts'
import type { JournalEntry } from '../../model/changes.ts'
import type { TargetCounts } from './level.ts'

type Tally = { -readonly [Field in keyof TargetCounts]: TargetCounts[Field] }
type Known = Pick<Readonly<Target>, 'targetGroupArn' | 'state'>

/** Follows the targets of one service. */
export class TargetTally {
  private readonly targets = new Map<string, Known>()
  private readonly groups = new Map<string, Tally>()

  take({ id, set }: JournalEntry): void {
    const before = this.targets.get(id)
    if (before !== undefined) this.count(before, -1)
    if (set === null) this.targets.delete(id)
    else {
      const after = { ...before, ...set } as Known
      this.targets.set(id, { targetGroupArn: after.targetGroupArn, state: after.state })
      this.count(after, 1)
    }
  }

  /** Of these groups, and of every other in which a target is left. */
  counts(groups: readonly string[]): readonly TargetCounts[] {
    if (groups.length === 0 && this.groups.size === 0) return NO_GROUPS
    const all = [...new Set([...groups, ...this.groups.keys()])]
    return all.map((group) => ({ ...(this.groups.get(group) ?? emptyTally(group)) }))
  }

  private count({ targetGroupArn, state }: Known, step: number): void {
    const tally = this.groups.get(targetGroupArn) ?? emptyTally(targetGroupArn)
    tally.registered += step
    if (state === 'healthy') tally.healthy += step
    if (state === 'draining') tally.draining += step
    if (tally.registered === 0) this.groups.delete(targetGroupArn)
    else this.groups.set(targetGroupArn, tally)
  }
}

const NO_GROUPS: readonly TargetCounts[] = []

function emptyTally(targetGroupArn: string): Tally {
  return { targetGroupArn, registered: 0, healthy: 0, draining: 0 }
}
