// What did a service spend its time on? The critical paths of its deployments, from the change until it is in steady state.
import type { DeploymentRecord, DeploymentSegmentName, Simulation } from '../index.ts'

/**
 * A stretch of the chain of waits from the change to the steady state, by the names of `sim.deployments`, and
 * - turn: its deployment had not begun, because something that it needs was not stable yet
 * - afterwards: its deployment was over, and something else of it moved: tasks from one zone to another, or a count
 */
export interface Segment {
  readonly name: DeploymentSegmentName | 'turn' | 'afterwards'
  /** Since the change. */
  readonly fromMs: number
  readonly toMs: number
  /** Of whom; null where it was no task's time. */
  readonly taskArn: string | null
}

export interface PathQuestion {
  readonly serviceArn: string
  readonly changeMs: number
  /** When the service was in steady state. */
  readonly steadyMs: number
}

/** Without gaps; empty where no deployment has begun since the change. */
export function criticalPathOf(sim: Simulation, { serviceArn, changeMs, steadyMs }: PathQuestion): Segment[] {
  const records = sim.deployments(serviceArn, { since: changeMs }).filter(({ beganAtMs }) => beganAtMs >= changeMs)
  const path: Segment[] = []
  let atMs = changeMs
  const fill = (toMs: number) => {
    const name = path.length === 0 ? 'turn' : 'afterwards'
    if (toMs > atMs) path.push({ name, fromMs: atMs - changeMs, toMs: toMs - changeMs, taskArn: null })
    atMs = Math.max(atMs, toMs)
  }
  for (const { name, taskArn, ...span } of records.flatMap(segmentsOf)) {
    fill(Math.min(span.fromMs, steadyMs))
    const [fromMs, toMs] = [Math.max(atMs, span.fromMs), Math.min(steadyMs, span.toMs)]
    if (toMs > fromMs) path.push({ name, fromMs: fromMs - changeMs, toMs: toMs - changeMs, taskArn })
    atMs = Math.max(atMs, toMs)
  }
  if (records.length > 0) fill(steadyMs)
  return path
}

function segmentsOf({ criticalPath }: DeploymentRecord): DeploymentRecord['criticalPath']['segments'] {
  return criticalPath.segments
}

/** By name, longest first. */
export function longestOf(path: readonly Segment[]): { readonly name: Segment['name']; readonly ms: number }[] {
  const sums = new Map<Segment['name'], number>()
  for (const { name, fromMs, toMs } of path) sums.set(name, (sums.get(name) ?? 0) + toMs - fromMs)
  return [...sums].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms || (a.name < b.name ? -1 : 1))
}
