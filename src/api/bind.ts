// How do the operations of a service become the methods that a caller sees?
import type { World } from '../engine/world.ts'

type Operations = Readonly<Record<string, (world: World, input: unknown) => unknown>>

/** One method an operation, each bound to a world. */
export function boundTo(world: World, operations: Operations): Readonly<Record<string, (input?: unknown) => unknown>> {
  const bound = Object.entries(operations).map(([name, operation]) => [
    name,
    (input?: unknown) => operation(world, input),
  ])
  return Object.freeze(Object.fromEntries(bound))
}
