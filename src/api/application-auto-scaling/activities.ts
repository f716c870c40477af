// What did scaling do? The activities of the last six weeks, the latest first (AS-11, AS-14).
import { ACTIVITY_RETENTION_MS } from '../../engine/service-scaling/activities.ts'
import type { WorldView } from '../../model/view.ts'
import type { DescribeScalingActivitiesOutput } from '../shapes/application-auto-scaling-types.generated.ts'
import type { AasAnswer } from './answer.ts'
import { describeActivity } from './describe.ts'
import { pageOf } from './pages.ts'
import { invalid, parseAasInput } from './parse.ts'

/** Of what was not scaled only when asked for. @throws ValidationException */
export function describeScalingActivities(
  world: WorldView,
  input: unknown,
): AasAnswer<DescribeScalingActivitiesOutput> {
  const parsed = parseAasInput('DescribeScalingActivities', input)
  const {
    ResourceId: resourceId,
    ScalableDimension: dimension,
    IncludeNotScaledActivities: withNotScaled = false,
  } = parsed
  if (dimension !== undefined && resourceId === undefined)
    invalid('ResourceId', 'an id with a scalable dimension', resourceId, 'AS-01')
  const rows = [...world.tables.scalingActivities.values()]
    .filter(({ targetId }) => resourceId === undefined || targetId === resourceId)
    .filter(({ startedAtMs }) => startedAtMs > world.nowMs - ACTIVITY_RETENTION_MS)
    .filter(({ notScaledReasons }) => withNotScaled || notScaledReasons.length === 0)
    .reverse()
  const { items, ...more } = pageOf(rows, parsed)
  return { ScalingActivities: items.map(describeActivity), ...more }
}
