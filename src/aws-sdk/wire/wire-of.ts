// In which words do client and service talk? The client's own protocol says it.
import type { Config } from '../sdk.ts'
import { codecWire } from './codec-wire.ts'
import { queryWire } from './query-wire.ts'
import type { Wire } from './wire.ts'

/** @throws Error for a protocol of the future */
export function wireOf(config: Config): Wire {
  const protocol = config.protocol
  const id = protocol?.getShapeId() ?? 'none'
  if (id === 'aws.protocols#awsQuery') return queryWire(config)
  if (/#(?:awsJson1_[01]|rpcv2Cbor|rpcv2Json)$/.test(id)) return codecWire(config, id)
  throw new Error(`ecs-drydock does not speak the protocol ${id} of this ${config.serviceId} client.`)
}
