// AWS throttles what services do: none of them starts a task until it does no more (EV-122).
import * as z from 'zod/mini'
import { clusterArnOf } from '../../engine/find.ts'
import type { ThrottleTarget } from '../../engine/outages.ts'
import type { World } from '../../engine/world.ts'
import { suggestion } from '../../kernel/closest.ts'
import { clusterReference } from '../fleet/shapes.ts'
import { type Control, checkCluster, refuseFault } from './control.ts'

export interface ThrottleInput {
  /** Name or ARN. Every cluster when absent, or `default` when `service` is given. */
  readonly cluster?: string | undefined
  /** Name or ARN; every service when absent. */
  readonly service?: string | undefined
}

const throttleInput = z.strictObject({
  cluster: clusterReference,
  service: z.optional(z.string('the name or ARN of a service')),
})

export const throttling: Control<'faults.throttle'> = {
  schema: throttleInput,
  check: checkTarget,
  reverse: 'faults.unthrottle',
}
export const unthrottling: Control<'faults.unthrottle'> = { schema: throttleInput, check: checkTarget }

function checkTarget(world: World, { cluster, service }: ThrottleTarget, call: string): void {
  checkCluster(world, cluster, call)
  if (service === undefined) return
  const arn = clusterArnOf(world, cluster)
  const known = [...world.tables.services.values()].filter(
    ({ clusterArn, status }) => clusterArn === arn && status !== 'INACTIVE',
  )
  if (known.some((each) => each.arn === service || each.name === service)) return
  const names = known.map(({ name }) => name)
  refuseFault(call, 'service', 'a service of the cluster', service, suggestion(service, names), 'EV-122')
}
