// Where did the time of a deployment go, in one sentence? The longest part first.
import type { DeploymentPath, DeploymentSegmentName } from '../index.ts'
import { spanText as exactSpan } from '../inputs/index.ts'
import { wrap } from './text.ts'

/** After a span: `40s …`. */
export const PATH_WORDS: { readonly [Name in DeploymentSegmentName]: string } = {
  'waiting-for-instances': 'waiting for instances',
  'eni-attach': 'attaching network interfaces',
  'waiting-for-room': 'waiting for room that others gave back',
  dispatch: 'dispatch',
  pull: 'image pull',
  dependency: 'container dependencies',
  start: 'container start',
  'agent-away': 'agent away',
  settle: 'settling until healthy',
  health: 'container health checks',
  'target-health': 'target health checks',
  'deregistration-delay': 'deregistration delay',
  exit: 'containers stopping',
  'stop-timeout': 'stop timeout',
  'eni-detach': 'detaching network interfaces',
  placement: 'waiting for room',
  throttle: 'launch throttle',
  bake: 'watching alarms',
  deadlock: 'limits that leave no move',
  protection: 'protected tasks',
  'service-change': 'until the service was changed',
  'task-loss': 'until a task was lost',
  other: 'waiting',
}

/** `2m8.8s: 1m20s settling until healthy, 40s stop timeout, …`; nothing for one that took no time. */
export function pathLines({ totalMs, segments }: DeploymentPath, width: number): string[] {
  if (totalMs === 0) return []
  const parts = new Map<DeploymentSegmentName, number>()
  for (const { name, ms } of segments) parts.set(name, (parts.get(name) ?? 0) + ms)
  // A stable sort: of equal parts, the one that came first.
  const sorted = [...parts].sort(([, a], [, b]) => b - a)
  const words = sorted.map(([name, ms]) => `${spanText(ms)} ${PATH_WORDS[name]}`)
  return wrap(`critical path of ${spanText(totalMs)}: ${words.join(', ')}`, { first: '', next: '  ', width })
}

/** Tenths of a second are enough: `2m8.8s`. */
export function spanText(ms: number): string {
  return exactSpan(ms, 100)
}
