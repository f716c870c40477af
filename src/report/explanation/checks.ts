// In which words are checks told? AWS's names for the reasons, and what was wanted against what there is.
import { printable } from '../names.ts'
import type { Check, Explanation } from './context.ts'

type Instances = Explanation['instances']

const HEADS: Readonly<Record<string, string>> = {
  'RESOURCE:CPU': 'CPU',
  'RESOURCE:MEMORY': 'MEMORY',
  'RESOURCE:PORTS': 'PORTS',
  'RESOURCE:GPU': 'GPU',
  'RESOURCE:ENI': 'ENI',
  'MemberOf placement constraint unsatisfied.': 'memberOf',
  'DistinctInstance placement constraint unsatisfied.': 'distinctInstance',
}

/** What a column of the table is called. */
export function headOf(reason: string): string {
  return HEADS[reason] ?? printable(reason)
}

/** AWS's name of the reason, without the rest of a sentence. */
export function reasonName(reason: string): string {
  return reason.startsWith('RESOURCE:') ? reason : headOf(reason)
}

/** The one that fails; it is the last. */
export function failureOf({ checks }: Instances[number]): Check | undefined {
  const last = checks.at(-1)
  return last?.passed === false ? last : undefined
}

/** Instances that fail alike, the most common failure first. */
export interface FailureGroup {
  readonly reason: string
  readonly instances: Instances
  /** `wanted 1024 MiB, at most 512 MiB available`. */
  readonly detail: string
}

export function failureGroups(instances: Instances): FailureGroup[] {
  const byReason = new Map<string, Instances[number][]>()
  for (const instance of instances) {
    const reason = failureOf(instance)?.reason
    if (reason === undefined) continue
    const group = byReason.get(reason)
    if (group === undefined) byReason.set(reason, [instance])
    else group.push(instance)
  }
  return [...byReason]
    .map(([reason, group]) => ({ reason, instances: group, detail: detailOf(group.map((one) => failureOf(one)!)) }))
    .toSorted((a, b) => b.instances.length - a.instances.length)
}

/** What was wanted, and what the best of the instances has. */
export function detailOf(failures: readonly Check[]): string {
  const wanted = mostCommon(failures.map((check) => check.wanted ?? ''))
  const available = failures.map((check) => check.available ?? '')
  const amounts = available.map((text) => /^(\d+) (CPU units|MiB|GPUs)$/.exec(text))
  if (amounts.includes(null)) return `wanted ${wanted}, found ${mostCommon(available)}`
  const most = Math.max(...amounts.map((match) => Number(match![1])))
  const isOne = new Set(available).size === 1
  return `wanted ${wanted}, ${isOne ? '' : 'at most '}${most} ${amounts[0]![2]} available`
}

function mostCommon(texts: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  const [[first, count], ...others] = [...counts].toSorted(([, a], [, b]) => b - a) as [[string, number]]
  return others.length === 0 ? printable(first) : `${printable(first)} (${count} of ${texts.length})`
}
