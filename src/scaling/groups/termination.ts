// Which instance does an Auto Scaling group let go? Balance of the zones first, then its termination policies, word by word (AG-20).
import type { GroupLaunch } from '../../model/scaling/groups.ts'
import { countByZone, isCounted, type Member } from './members.ts'

/** In AWS's spelling. The last two choose among types and prices, of which a group here has one. */
export const TERMINATION_POLICIES = [
  'Default',
  'OldestInstance',
  'NewestInstance',
  'OldestLaunchConfiguration',
  'OldestLaunchTemplate',
  'ClosestToNextInstanceHour',
  'AllocationStrategy',
] as const

const HOUR_MS = 3_600_000

/** Keeps the best of some candidates: those of the least key. */
type Narrowing = (candidates: readonly Member[], nowMs: number) => readonly Member[]

const NARROWINGS: Readonly<Record<string, Narrowing>> = {
  OldestInstance: (candidates) => leastBy(candidates, ({ launchedAtMs }) => launchedAtMs),
  NewestInstance: (candidates) => leastBy(candidates, ({ launchedAtMs }) => -launchedAtMs),
  OldestLaunchConfiguration: (candidates) => oldestSource(candidates, 'configuration'),
  OldestLaunchTemplate: (candidates) => oldestSource(candidates, 'template'),
  ClosestToNextInstanceHour: (candidates, nowMs) => leastBy(candidates, (member) => untilNextHourMs(member, nowMs)),
  AllocationStrategy: (candidates) => candidates,
}

const USUAL = ['OldestLaunchConfiguration', 'OldestLaunchTemplate', 'ClosestToNextInstanceHour']

/** What choosing looks at of a group. */
export interface Choice {
  readonly availabilityZones: readonly string[]
  readonly terminationPolicies: readonly string[]
}

/** The instances to let go, one after the other, each as if those before it had gone; fewer where the others are protected. */
export function victims(group: Choice, members: readonly Member[], count: number, nowMs: number): Member[] {
  const left = members.filter(isCounted)
  const chosen: Member[] = []
  while (chosen.length < count) {
    const victim = nextVictim(group, left, nowMs)
    if (victim === undefined) break
    chosen.push(victim)
    left.splice(left.indexOf(victim), 1)
  }
  return chosen
}

function nextVictim(
  { availabilityZones, terminationPolicies }: Choice,
  members: readonly Member[],
  nowMs: number,
): Member | undefined {
  const unprotected = members.filter(({ isProtected }) => !isProtected)
  if (unprotected.length === 0) return undefined
  let candidates = inFullestZones(availabilityZones, members, unprotected)
  const policies = terminationPolicies.length === 0 ? ['Default'] : terminationPolicies
  for (const policy of policies.flatMap((name) => (name === 'Default' ? USUAL : [name])))
    candidates = NARROWINGS[policy]?.(candidates, nowMs) ?? candidates
  // AWS draws; we take the lowest id, so that nothing hangs on a draw.
  return candidates.reduce<Member | undefined>(
    (least, member) => (least === undefined || member.id < least.id ? member : least),
    undefined,
  )
}

/** A zone that is no longer the group's is fuller than any; zones that are equally full are one (AG-20). */
function inFullestZones(
  enabled: readonly string[],
  members: readonly Member[],
  unprotected: readonly Member[],
): readonly Member[] {
  const counts = countByZone(enabled, members)
  const foreign = unprotected.filter(({ availabilityZone }) => !enabled.includes(availabilityZone))
  if (foreign.length > 0) return foreign
  return leastBy(unprotected, ({ availabilityZone }) => -counts.get(availabilityZone)!)
}

/** Those of the oldest source, where there are any of that kind. */
function oldestSource(candidates: readonly Member[], kind: GroupLaunch['kind']): readonly Member[] {
  const ofKind = candidates.filter(({ launch }) => launch.kind === kind)
  if (ofKind.length === 0) return candidates
  return leastBy(
    leastBy(ofKind, ({ sourceCreatedAtMs }) => sourceCreatedAtMs),
    ({ launch }) => Number(launch.version ?? 0),
  )
}

/** Whole hours from its launch on are billing hours. */
function untilNextHourMs({ launchedAtMs }: Member, nowMs: number): number {
  const used = (nowMs - launchedAtMs) % HOUR_MS
  return HOUR_MS - used
}

function leastBy(members: readonly Member[], key: (member: Member) => number): readonly Member[] {
  let least = Number.POSITIVE_INFINITY
  for (const member of members) least = Math.min(least, key(member))
  return members.filter((member) => key(member) === least)
}
