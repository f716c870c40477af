// What does the door of a fault know of it? Its shape, and what must hold in the world before it is asked for.
import type * as z from 'zod/mini'
import type { FaultInputs, FaultName } from '../../engine/faults.ts'
import { clusterArnOf } from '../../engine/find.ts'
import type { World } from '../../engine/world.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'

export interface Control<N extends FaultName> {
  /** @internal */
  readonly schema: z.ZodMiniType
  /** @throws what the call throws for something that is not there */
  check(world: World, input: FaultInputs[N], call: string): void
  /** @throws what the call throws for something that is not as it must be at the moment of the call */
  checkNow?(world: World, input: FaultInputs[N], call: string): void
  /** The call that takes it back; absent where nothing does. */
  readonly reverse?: FaultName
}

export function refuseFault(
  call: string,
  path: string,
  expected: string,
  value: unknown,
  hint = '',
  rule?: string,
): never {
  const found = show(value)
  throw new UsageError(`${call}: ${path}: expected ${expected}, found ${found}.${hint}`, {
    path,
    expected,
    found,
    rule,
  })
}

/** @throws UsageError for a cluster that is named and not there */
export function checkCluster(world: World, cluster: string | undefined, call: string): void {
  if (cluster === undefined) return
  const found = world.tables.clusters.get(cluster) ?? world.tables.clusters.get(clusterArnOf(world, cluster))
  if (found !== undefined && (found.arn === cluster || found.name === cluster)) return
  const names = [...world.tables.clusters.values()].map(({ name }) => name)
  refuseFault(call, 'cluster', 'the name or ARN of a cluster', cluster, suggestion(cluster, names))
}
