// How do the protocols talk whose bodies are JSON or CBOR? By the client's own codec, used from the other side.
import type { Codec, Config, HttpResponse } from '../sdk.ts'
import { modelledError } from './modelled-errors.ts'
import type { Wire } from './wire.ts'

const DOCUMENT = 15
const encoder = new TextEncoder()

interface Dialect {
  readonly contentType: string
  /** Headers that clients of this dialect insist on. */
  readonly headers?: Readonly<Record<string, string>>
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  awsJson1_0: { contentType: 'application/x-amz-json-1.0' },
  awsJson1_1: { contentType: 'application/x-amz-json-1.1' },
  rpcv2Json: { contentType: 'application/json', headers: { 'smithy-protocol': 'rpc-v2-json' } },
  rpcv2Cbor: { contentType: 'application/cbor', headers: { 'smithy-protocol': 'rpc-v2-cbor' } },
}

export function codecWire(config: Config, protocolId: string): Wire {
  const { contentType, headers = {} } = DIALECTS[protocolId.slice(protocolId.indexOf('#') + 1)]!
  const codec = config.protocol!.getPayloadCodec()
  const respond = (statusCode: number, requestId: string, body: Uint8Array): HttpResponse => ({
    statusCode,
    headers: {
      ...headers,
      'content-type': contentType,
      'x-amzn-requestid': requestId,
      'content-length': String(body.length),
    },
    body,
  })
  return {
    async inputOf([, , , , input], { body }) {
      return (await codec.createDeserializer().read(input, body)) ?? {}
    },
    answer: ([, , , , , output], value, requestId) => respond(200, requestId, encoded(codec, output, value)),
    refusal({ name, message, statusCode }, requestId) {
      const known = modelledError(config, name)
      const body = encoded(codec, DOCUMENT, { __type: known?.shapeId ?? name, message })
      const response = respond(known?.statusCode ?? statusCode, requestId, body)
      // Services that once spoke Query say the old code beside the new name.
      if (known !== undefined && known.queryCode !== name)
        response.headers['x-amzn-query-error'] = `${known.queryCode};Sender`
      return response
    },
  }
}

function encoded(codec: Codec, schema: unknown, value: unknown): Uint8Array {
  const serializer = codec.createSerializer()
  serializer.write(schema, value)
  const body = serializer.flush()
  return typeof body === 'string' ? encoder.encode(body) : body
}
