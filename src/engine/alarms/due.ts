// When are the alarms to be looked at next? (CW-23)
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import type { World } from '../world.ts'
import { QUICK_MS } from './track.ts'

/** When an evaluation is due next: every minute, or oftener for periods below one. */
export function nextEvaluation({ nowMs, indexes }: World): number | null {
  const { evaluated, quick } = indexes.alarms
  if (evaluated + quick === 0) return null
  const step = quick > 0 ? QUICK_MS : MINUTE_MS
  return (Math.floor(nowMs / step) + 1) * step
}
