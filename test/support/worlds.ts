// A small world for tests: everything defaults, so that what a test does say is what matters to it.
import { World, type WorldOptions } from '../../src/engine/world.ts'
import { resolveBehavior, resolveLatencies } from '../../src/model/behavior.ts'

const START = Date.UTC(2026, 0, 5, 9)

export function testWorld(options: Partial<WorldOptions> = {}): World {
  return new World({
    seed: 'test',
    startAtMs: START,
    region: 'us-east-1',
    accountId: '123456789012',
    behavior: resolveBehavior('latest', {}),
    latencies: resolveLatencies('latest', {}),
    availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    subnets: {},
    paranoid: true,
    ...options,
  })
}
