// Which capacity provider has most above its share, when tasks of a service stop? (SV-504)
import type { StopQuota } from '../deployment/quotas.ts'
import { splitOf } from '../deployment/split.ts'
import type { Service } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'
import type { Shares } from '../placement/choose-stops.ts'
import { isCounted, placeIn, tasksByProvider } from './providers.ts'

/** Of these the deployment keeps what is left; of any other all tasks go, or those of one instance. */
const SCALING: ReadonlySet<StopQuota['why']> = new Set(['scale-in', 'move'])

/** Null where there is no choice of providers. */
export function sharesFor(
  world: Pick<WorldView, 'tables' | 'indexes' | 'behavior'>,
  service: Readonly<Service>,
  { why, from }: StopQuota,
): Shares | null {
  const [row] = from ?? []
  const items = row?.revision.capacityProviderStrategy ?? []
  if (row === undefined || items.length < 2 || !SCALING.has(why)) return null
  const counts = tasksByProvider(world, service, row)
  let due = dueAfterOne()
  return {
    surplusOf: ({ task }) => {
      const at = placeIn(items, task)
      return at < 0 ? Number.POSITIVE_INFINITY : counts[at]! - due[at]!
    },
    take: ({ task }) => {
      const at = placeIn(items, task)
      if (at < 0 || !isCounted(world, task)) return
      counts[at]!--
      due = dueAfterOne()
    },
  }

  /** Each provider's share once one task less is left. */
  function dueAfterOne(): readonly number[] {
    const total = counts.reduce((sum, count) => sum + count, 0)
    return splitOf(items, Math.max(0, total - 1), world.behavior)
  }
}
