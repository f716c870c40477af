// Does an answer pass a health check? Codes are listed one by one or in ranges (TG-027).
import type { TargetAnswer, TargetHealthCheck } from '../model/balancing.ts'

interface CodeRange {
  readonly low: number
  readonly high: number
}

/** `200,202` or `200-299`, or both; null for what is neither. */
export function parseCodes(text: string): readonly CodeRange[] | null {
  if (text.length > 100) return null
  const ranges: CodeRange[] = []
  for (const part of text.split(',')) {
    const hit = /^(\d{3})(?:-(\d{3}))?$/.exec(part)
    if (hit === null) return null
    const low = Number(hit[1])
    const high = hit[2] === undefined ? low : Number(hit[2])
    if (high < low) return null
    ranges.push({ low, high })
  }
  return ranges
}

/** Any answer at all is enough for a check that only connects. */
export function passes(answer: TargetAnswer, { matcher }: Pick<TargetHealthCheck, 'matcher'>): boolean {
  if (answer === 'ok') return true
  if (typeof answer !== 'number') return false
  return matcher === null || (parseCodes(matcher) ?? []).some(({ low, high }) => low <= answer && answer <= high)
}
