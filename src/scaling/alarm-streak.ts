// What of an alarm whose metric says the same for long? Once as many periods in a row as it evaluates are in breach, or none of them is, its
// state is certain without looking at each of them again.
import type { AlarmState } from '../model/scaling/alarms.ts'
import { type AlarmRule, BREACH, MISSING, type Slot, slotOf } from './alarms.ts'

type Judged = Pick<AlarmRule, 'comparison' | 'threshold' | 'evaluationPeriods'>

/** For alarms whose windows do not overlap: one step brings one period. */
export class Streak {
  private step = -1
  private length = 0
  private slot: Slot = MISSING
  private threshold = Number.NaN
  private comparison: AlarmRule['comparison'] | null = null

  /** Hears what the newest period says: of each step, in their order. NaN stands for a missing datapoint. */
  note(step: number, value: number, rule: Judged): void {
    if (step === this.step && this.isJudgedBy(rule)) return
    const slot = slotOf(value, rule)
    const goesOn = slot === this.slot && step === this.step + 1 && this.isJudgedBy(rule)
    this.length = goesOn ? this.length + 1 : 1
    this.step = step
    this.slot = slot
    this.threshold = rule.threshold
    this.comparison = rule.comparison
  }

  /** Null while older periods have a say. */
  state({ evaluationPeriods }: Judged): AlarmState | null {
    if (this.length < evaluationPeriods || this.slot === MISSING) return null
    return this.slot === BREACH ? 'ALARM' : 'OK'
  }

  /** What was noted does not count any more. */
  forget(): void {
    this.step = -1
    this.length = 0
  }

  private isJudgedBy({ threshold, comparison }: Judged): boolean {
    return this.threshold === threshold && this.comparison === comparison
  }
}
