// How does a report on scaling read? A heading for each service and group, and a table of its policies beneath.
import type { BlockedTimes, PolicyReport, ScalingReport, SubjectReport } from '../index.ts'
import { clipped, counted, printable } from './names.ts'
import { type Look, type Paint, styleOf } from './paint.ts'
import { momentOf } from './series/axes.ts'
import { wrap } from './text.ts'

const NAME = 29
const KIND = 9
const CHANGES = 9
const ABOVE = 14

/** The report as lines of text, without a line break at the end. @throws UsageError for a width that is none */
export function formatScalingReport({ fromMs, toMs, subjects }: ScalingReport, look: Look = {}): string {
  const { paint, width } = styleOf(look)
  const head = paint.dim(`${momentOf(fromMs)} to ${momentOf(toMs)} UTC`)
  if (subjects.length === 0) return [head, 'No policy scales anything.'].join('\n')
  const parts = subjects.map((subject) => subjectLines(subject, { paint, width }).join('\n'))
  return [head, ...parts].join('\n\n')
}

interface Style {
  readonly paint: Paint
  readonly width: number
}

function subjectLines(subject: SubjectReport, style: Style): string[] {
  const { kind, name, policies, steadiness } = subject
  const { paint, width } = style
  const who = `${kind} ${clipped(printable(name), NAME)}`
  const words = wrap(verdictOf(subject), { first: '', next: '  ', width: width - who.length - 2 })
  const verdict = words.map((line) => (steadiness === 'oscillates' ? paint.bad(line) : line))
  const titles = `  ${'policy'.padEnd(NAME)}${'kind'.padEnd(KIND)}${'out, in'.padEnd(CHANGES)}${'above target'.padEnd(ABOVE)}blocked`
  return [
    `${paint.bold(who)}: ${verdict[0]}`,
    ...verdict.slice(1),
    paint.dim(titles),
    ...policies.flatMap((policy) => policyLines(policy, style)),
  ]
}

function verdictOf({ kind, steadiness, turns, turnsPerHour, cycleMs, overshoot, policies }: SubjectReport): string {
  const noun = kind === 'service' ? 'task' : 'instance'
  const over = overshoot > 0 ? `; ${counted(overshoot, noun)} more than was needed at the worst` : ''
  const turned = `${counted(turns, 'turn')}, ${Math.round(turnsPerHour * 100) / 100} an hour`
  switch (steadiness) {
    case 'quiet':
      return `nothing scaled${policies.length > 1 ? ' by any policy' : ''}`
    case 'settled':
      return `came to rest${over}`
    case 'follows':
      return `follows its load (${turned})${over}`
    case 'oscillates':
      return `OSCILLATES every ${spanText(cycleMs ?? 0)} under nearly the same load (${turned})${over}`
  }
}

function policyLines(
  { policyName, kind, activities, target, aboveTargetMs, blocked }: PolicyReport,
  style: Style,
): string[] {
  const out = activities.filter(({ direction }) => direction === 'out').length
  const name = clipped(printable(policyName), NAME - 2)
  const above = target === null ? '-' : spanText(aboveTargetMs)
  const first = `  ${name.padEnd(NAME)}${kind.padEnd(KIND)}${`${out}, ${activities.length - out}`.padEnd(CHANGES)}${above.padEnd(ABOVE)}`
  return wrap(blockedText(blocked), { first, next: ' '.repeat(first.length), width: style.width })
}

const WORDS: readonly (readonly [keyof BlockedTimes, string])[] = [
  ['cooldownMs', 'cooldown'],
  ['roomMs', 'no room'],
  ['warmupMs', 'instances warming up'],
  ['maximumMs', 'at maximum'],
  ['minimumMs', 'at minimum'],
  ['deploymentMs', 'deployment'],
  ['suspendedMs', 'suspended'],
]

function blockedText(blocked: BlockedTimes): string {
  const parts = WORDS.flatMap(([member, words]) => (blocked[member] > 0 ? `${spanText(blocked[member])} ${words}` : []))
  return parts.length === 0 ? '-' : parts.join(', ')
}

/** `45 s`, `12 min`, `3 h 05 min`. */
function spanText(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return seconds === 0 ? 'never' : `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
