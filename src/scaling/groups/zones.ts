// In which zone does an Auto Scaling group launch next, and are its zones even? (AG-04, AG-05)
import { countByZone, isComing, isCounted, isLeaving, type Member } from './members.ts'

/** The enabled zones, the one with fewest instances first, ties by name: a launch that fails goes on to the next (AG-04). */
export function zonesToTry(zones: readonly string[], counts: ReadonlyMap<string, number>): string[] {
  return [...zones].sort((a, b) => counts.get(a)! - counts.get(b)! || (a < b ? -1 : 1))
}

/** What rebalancing looks at of a group. */
export interface Spread {
  readonly maxSize: number
  readonly availabilityZones: readonly string[]
  readonly desiredCapacity: number
}

/** More of an uneven group than it may have for good: a tenth, or one instance (AG-05). Undocumented: rounded down. */
export function rebalancingMargin(maxSize: number): number {
  return Math.max(1, Math.floor(maxSize / 10))
}

/** An instance too many in one zone, and where it should be. */
export interface ZoneMove {
  readonly from: string
  readonly to: string
}

/**
 * How a group that is at rest evens its zones out: one launch for each of these; those that are too many go once the new ones are in
 * service. Nothing is moved for a difference of one, away from an instance that nobody may take, or into a zone that takes none.
 */
export function movesBetweenZones(
  { maxSize, availabilityZones, desiredCapacity }: Spread,
  members: readonly Member[],
  accepts: (zone: string) => boolean,
): ZoneMove[] {
  if (members.some((member) => isComing(member) || isLeaving(member))) return []
  const counted = members.filter(isCounted)
  if (counted.length !== desiredCapacity) return []
  const counts = countByZone(availabilityZones, counted)
  const free = countByZone(
    availabilityZones,
    counted.filter(({ isProtected }) => !isProtected),
  )
  const most = maxSize + rebalancingMargin(maxSize) - counted.length
  const moves: ZoneMove[] = []
  while (moves.length < most) {
    const move = nextMove(availabilityZones.filter(accepts), new Set(availabilityZones), counts, free)
    if (move === null) break
    moves.push(move)
    counts.set(move.from, counts.get(move.from)! - 1)
    free.set(move.from, free.get(move.from)! - 1)
    counts.set(move.to, counts.get(move.to)! + 1)
  }
  return moves
}

/** From a zone that is no longer the group's, or from the fullest to the emptiest if they differ by more than one. */
function nextMove(
  open: readonly string[],
  enabled: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
  free: ReadonlyMap<string, number>,
): ZoneMove | null {
  const byCount = (zone: string, other: string) => counts.get(zone)! - counts.get(other)! || (zone < other ? -1 : 1)
  const to = [...open].sort(byCount)[0]
  if (to === undefined) return null
  const movable = [...counts.keys()].filter((zone) => (free.get(zone) ?? 0) > 0)
  const foreign = movable.filter((zone) => !enabled.has(zone)).sort()[0]
  if (foreign !== undefined) return { from: foreign, to }
  const from = movable.sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1))[0]
  return from !== undefined && counts.get(from)! - counts.get(to)! > 1 ? { from, to } : null
}
