// How many requests to a service fail while it changes? Those that come while no target of it takes any.
import type { JournalEntry } from '../index.ts'
import type { Passage } from './run.ts'

export interface Requests {
  readonly total: number
  readonly failed: number
}

interface TargetRow {
  readonly targetGroupArn: string
  readonly state: string
}

/** null when nobody asked, or the service stands behind no load balancer. */
export function requestsOf(passage: Passage, service: string, perSecond: number | null): Requests | null {
  const { sim, watch } = passage
  const row = watch.before.get(service)
  const groups = new Set(
    (row ?? sim.view.tables.services.get(service))?.revision.loadBalancers.map(({ targetGroupArn }) => targetGroupArn),
  )
  if (perSecond === null || groups.size === 0 || row === undefined) return null
  const endMs = passage.restMs ?? passage.limitMs
  const failingMs = failingSpan(sim.journal, groups, { fromMs: passage.changeMs, endMs })
  const count = (ms: number) => Math.floor((ms * perSecond) / 1_000)
  return { total: count(endMs - passage.changeMs), failed: count(failingMs) }
}

/** How long the groups had no healthy target, all together. */
function failingSpan(
  journal: readonly JournalEntry[],
  groups: ReadonlySet<string>,
  { fromMs, endMs }: { readonly fromMs: number; readonly endMs: number },
): number {
  const targets = new Map<string, TargetRow>()
  let failingMs = 0
  let sinceMs = fromMs
  for (const entry of journal) {
    if (!entry.kind.startsWith('target.') || entry.atMs > endMs) continue
    const isServed = [...targets.values()].some(({ state }) => state === 'healthy')
    const untilMs = Math.max(entry.atMs, fromMs)
    if (!isServed) failingMs += untilMs - sinceMs
    sinceMs = untilMs
    follow(targets, entry, groups)
  }
  const isServed = [...targets.values()].some(({ state }) => state === 'healthy')
  return isServed ? failingMs : failingMs + endMs - sinceMs
}

function follow(targets: Map<string, TargetRow>, { kind, id, set }: JournalEntry, groups: ReadonlySet<string>): void {
  if (kind === 'target.dropped') targets.delete(id)
  else if (kind === 'target.created' && groups.has((set as TargetRow).targetGroupArn)) targets.set(id, set as TargetRow)
  else if (targets.has(id)) targets.set(id, { ...targets.get(id)!, ...set })
}
