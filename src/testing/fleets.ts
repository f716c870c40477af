// Which fleets can there be? They shrink toward one instance of an ordinary type, with round numbers and nothing special.
import * as fc from 'fast-check'
import { listsOf, rarely } from './lists.ts'
import { type FleetInstance, given } from './shapes.ts'

export const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'] as const

/** Custom attributes of fleets, and the values that they take; '' is an attribute without value. */
export const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = { stack: ['a', 'b', ''], disk: ['ssd'] }

export interface FleetOptions {
  /** 1 when absent. */
  readonly minLength?: number
  /** 6 when absent. */
  readonly maxLength?: number
  readonly availabilityZones?: readonly string[]
  /** m5.large, m6g.large (arm64) and g4dn.xlarge (one GPU) when absent. */
  readonly instanceTypes?: readonly string[]
  /** Values by custom attribute; `stack` and `disk` when absent. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>
  /** Some drain, of some the agent has lost touch. True when absent. */
  readonly unavailable?: boolean
}

const TYPES = ['m5.large', 'm6g.large', 'g4dn.xlarge']

/** Container instances that register: type, zone, room, custom attributes, ports of the agent's own, some unavailable. */
export function fleets(options: FleetOptions = {}): fc.Arbitrary<readonly FleetInstance[]> {
  const { minLength = 1, maxLength = 6 } = options
  return listsOf(fleetInstance(options), { minLength, maxLength })
}

function fleetInstance({
  availabilityZones = ZONES,
  instanceTypes = TYPES,
  attributes = ATTRIBUTES,
  unavailable = true,
}: FleetOptions): fc.Arbitrary<FleetInstance> {
  return fc
    .record({
      instanceType: rarely(instanceTypes),
      availabilityZone: fc.constantFrom(...availabilityZones),
      cpuUnits: fc.constantFrom(1_024, 2_048, 3_000, 4_096, 500),
      memoryMiB: fc.constantFrom(1_024, 2_048, 3_000, 4_096, 500),
      attributes: attributesFrom(attributes),
      reservedTcpPorts: rarely([undefined, [8_080], []]),
      unavailable: unavailable ? rarely([undefined, 'DRAINING', 'AGENT_AWAY'] as const) : fc.constant(undefined),
    })
    .map(given) as fc.Arbitrary<FleetInstance>
}

/** Absent when there is none. */
function attributesFrom(
  values: Readonly<Record<string, readonly string[]>>,
): fc.Arbitrary<Readonly<Record<string, string>> | undefined> {
  const model = Object.fromEntries(
    Object.entries(values).map(([name, each]) => [name, fc.constantFrom(undefined, ...each)]),
  )
  return fc.record(model).map((record) => {
    const own = given(record) as Record<string, string>
    return Object.keys(own).length === 0 ? undefined : own
  })
}
