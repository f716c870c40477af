// What if the bounds of a scalable target move past its service? The desired count is pulled to the nearer one at once (AS-03, AS-13).
import type { ScalableTarget } from '../../model/scaling/targets.ts'
import { activityTexts } from '../../scaling/service/texts.ts'
import { apply } from '../apply.ts'
import { setDesiredCount } from '../desired-count.ts'
import type { World } from '../world.ts'
import { beginActivity, followActivity } from './activities.ts'

/** Ignores cooldowns and starts none (AS-57). */
export function pullIntoBounds(world: World, target: Readonly<ScalableTarget>, cause: number): void {
  const { minCapacity, maxCapacity, serviceArn } = target
  const service = world.tables.services.get(serviceArn)
  if (service?.status !== 'ACTIVE') return
  const from = service.desiredCount
  const to = Math.min(maxCapacity, Math.max(minCapacity, from))
  if (to === from) return
  const bound = to > from ? 'minimum' : 'maximum'
  scaleTo(world, target, { from, to, cause: activityTexts.bound(bound, to), policy: null, rule: 'AS-03' }, cause)
}

/** Sets the count, and begins the activity that tells of it. */
export function scaleTo(
  world: World,
  target: Readonly<ScalableTarget>,
  { rule, ...news }: Parameters<typeof beginActivity>[2] & { readonly rule: string },
  cause: number,
): void {
  const begun = apply(world, { changes: beginActivity(world, target, news), timers: [] }, cause)
  setDesiredCount(world, target.serviceArn, { desiredCount: news.to, rule }, begun)
  followActivity(world, target.serviceArn, begun)
}
