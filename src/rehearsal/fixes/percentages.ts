// Which percentages, and which number of tasks, would let a deployment move? (DP-131)
import type { Family, Proposal, Subject } from './proposal.ts'

const at = (member: string) => ['deploymentConfiguration', member] as const

/** More tasks for a while: the smallest percentage that allows one more, then AWS's own. */
export const maximumPercent: Family = {
  name: 'maximumPercent',
  answers: ['percentages', 'fewer-healthy', 'failed-requests', 'not-as-expected', 'too-slow'],
  disruption: 1,
  propose({ service, one: { after } }) {
    if (after === null || after.schedulingStrategy === 'DAEMON' || after.desiredCount === 0) return []
    const { desiredCount, maximumPercent: now } = after
    const least = Math.ceil((100 * (desiredCount + 1)) / desiredCount)
    return values([least, 150, 200], (to) => to > now).map((to) => ({
      family: 'maximumPercent',
      size: to - now,
      changes: [{ piece: service, path: at('maximumPercent'), to, usual: now }],
    }))
  },
}

/** Fewer healthy tasks for a while: the largest percentage that lets one go. Where it completes at a price, more of them: the least that keeps one more. */
export const minimumHealthyPercent: Family = {
  name: 'minimumHealthyPercent',
  answers: [
    ...(['percentages', 'static-port', 'distinct-instance', 'no-room', 'no-interfaces', 'member-of'] as const),
    ...(['fewer-healthy', 'failed-requests', 'not-as-expected'] as const),
  ],
  disruption: 3,
  propose({ service, one: { after, verdict } }) {
    if (after === null || after.desiredCount === 0) return []
    const { desiredCount, minimumHealthyPercent: now } = after
    const most = Math.floor((100 * (desiredCount - 1)) / desiredCount)
    const kept = Math.ceil((desiredCount * now) / 100)
    const least = Math.ceil((100 * (kept + 1)) / desiredCount)
    const candidates =
      verdict === 'degrades'
        ? values([least, 50, 100], (to) => to > now && to <= 100)
        : values([most, 50, 0], (to) => to < now && to <= most)
    return candidates.map((to) => ({
      family: 'minimumHealthyPercent',
      size: Math.abs(now - to),
      changes: [{ piece: service, path: at('minimumHealthyPercent'), to, usual: now }],
    }))
  },
}

/** One task less makes room, one more makes another bound. */
export const desiredCount: Family = {
  name: 'desiredCount',
  answers: ['percentages', 'static-port', 'distinct-instance', 'no-room', 'no-interfaces', 'member-of'],
  disruption: 7,
  propose({ service, one: { after } }: Subject): Proposal[] {
    if (after === null || after.schedulingStrategy === 'DAEMON') return []
    const now = after.desiredCount
    return values([now - 1, now + 1, now - 2], (to) => to >= 1).map((to) => ({
      family: 'desiredCount',
      size: Math.abs(to - now),
      changes: [{ piece: service, path: ['desiredCount'], to, usual: now }],
    }))
  },
}

/** Each once, in the order given. */
export function values(candidates: readonly number[], isAllowed: (value: number) => boolean): number[] {
  return [...new Set(candidates)].filter(isAllowed)
}
