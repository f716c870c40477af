// In which words do client and service talk? The client's own protocol says it; request and response are real bytes.
import type { Config, HttpRequest, HttpResponse, OperationSchema } from '../sdk.ts'
import { codecWire } from './codec-wire.ts'
import { queryWire } from './query-wire.ts'

export interface Wire {
  /** What was asked, as plain data. */
  inputOf(operation: OperationSchema, request: HttpRequest): Promise<unknown>
  answer(operation: OperationSchema, output: unknown, requestId: string): HttpResponse
  refusal(refusal: Refusal, requestId: string): HttpResponse
}

export interface Refusal {
  /** As the SDK's class is called; the wire may know it by another name. */
  readonly name: string
  readonly message: string
  /** For what the service's model does not know. */
  readonly statusCode: number
}

/** @throws Error for a protocol of the future */
export function wireOf(config: Config): Wire {
  const protocol = config.protocol
  const id = protocol?.getShapeId() ?? 'none'
  if (id === 'aws.protocols#awsQuery') return queryWire(config)
  if (/#(?:awsJson1_[01]|rpcv2Cbor|rpcv2Json)$/.test(id)) return codecWire(config, id)
  throw new Error(`ecs-drydock does not speak the protocol ${id} of this ${config.serviceId} client.`)
}
