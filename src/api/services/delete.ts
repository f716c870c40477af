// DeleteService (SV-302…SV-305).
import { apply, markService } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { wanted } from '../../model/census.ts'
import { type Timer, updated } from '../../model/changes.ts'
import type { Service } from '../../model/entities.ts'
import type { Answer } from '../answer.ts'
import { getActiveService, getCluster } from '../find.ts'
import { refuse } from '../refuse.ts'
import type { DeleteServiceOutput } from '../shapes/ecs-types.generated.ts'
import { parseInput } from '../shapes/parse-input.ts'
import { describeService } from './describe.ts'
import { droppedRollouts } from './rollout.ts'

/** A daemon never needs force (SV-303). With tasks left the service is DRAINING until they all stop; without, INACTIVE at once (SV-304). */
export function deleteService(world: World, input: unknown): Answer<DeleteServiceOutput> {
  const parsed = parseInput('DeleteService', input)
  const service = getActiveService(world, getCluster(world, parsed.cluster), parsed.service)
  if (service.schedulingStrategy === 'REPLICA' && service.desiredCount > 0 && parsed.force !== true) {
    refuse('InvalidParameterException', 'The service cannot be stopped while it is scaled above 0.', {
      path: 'force',
      expected: 'true, or a desired count of 0',
      found: `desiredCount ${service.desiredCount}`,
      rule: 'SV-302',
    })
  }
  return command(world, 'ecs.deleteService', parsed, (cause) => {
    const isEmpty = wanted(world.indexes.census.total(service.arn)) === 0
    const set: Partial<Service> = {
      desiredCount: 0,
      steadySinceMs: null,
      blockedSinceMs: null,
      rebalancing: null,
      wakeAtMs: null,
      ...(isEmpty
        ? { status: 'INACTIVE', inactiveAtMs: world.nowMs, deployments: [], notices: [] }
        : { status: 'DRAINING' }),
    }
    const timers: Timer[] = isEmpty
      ? [{ atMs: world.nowMs + world.behavior.inactiveServiceRetentionMs, kind: 'service.forget', id: service.arn }]
      : []
    apply(
      world,
      {
        changes: [updated('service.deleted', service.arn, set, 'SV-304'), ...droppedRollouts(world, service.arn)],
        timers,
      },
      cause,
    )
    markService(world, service.arn, cause)
    return { service: describeService(world, world.tables.services.certain(service.arn), ['TAGS']) }
  })
}
