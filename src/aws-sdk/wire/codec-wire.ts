// How do the protocols talk whose bodies are JSON or CBOR? By the client's own codec, used from the other side.
import type { Codec, Config, HttpResponse } from '../sdk.ts'
import { faultOf, modelledError } from './modelled-errors.ts'
import { type Shape, shapeOf } from './schema.ts'
import { UnreadableRequest, type Wire } from './wire.ts'

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
      try {
        return (await decoded(codec, input, body)) ?? {}
      } catch (error) {
        throw new UnreadableRequest((await unreadableMember(codec, input, body)) ?? (error as Error).message)
      }
    },
    answer: ([, , , , , output], value, requestId) => respond(200, requestId, encoded(codec, output, value)),
    refusal({ name, message, statusCode }, requestId) {
      const known = modelledError(config, name)
      const body = encoded(codec, DOCUMENT, { __type: known?.shapeId ?? name, message })
      const response = respond(known?.statusCode ?? statusCode, requestId, body)
      if (config.protocolSettings?.awsQueryCompatible)
        response.headers['x-amzn-query-error'] = `${known?.queryCode ?? name};${faultOf(response)}`
      return response
    },
  }
}

async function decoded(codec: Codec, schema: unknown, body: unknown): Promise<unknown> {
  return codec.createDeserializer().read(schema, body)
}

/** The SDK's words for what it cannot read name no member: the first that cannot be read by itself is the one. */
async function unreadableMember(codec: Codec, schema: unknown, body: unknown): Promise<string | undefined> {
  for (const [name, value] of Object.entries(jsonOf(body))) {
    const alone = JSON.stringify({ [name]: value })
    const isReadable = await decoded(codec, schema, alone).then(
      () => true,
      () => false,
    )
    if (isReadable) continue
    const expected = kindOfMember(schema, name) === 'timestamp' ? 'a Date' : 'what can be read'
    return `${name}: expected ${expected}, found ${JSON.stringify(value).slice(0, 80)}.`
  }
  return undefined
}

function kindOfMember(schema: unknown, name: string): Shape['kind'] | undefined {
  const shape = shapeOf(schema)
  const members = shape.kind === 'structure' ? shape.members() : []
  return members.find((member) => member.name === name)?.shape().kind
}

/** Nothing for a body that is no JSON. */
function jsonOf(body: unknown): object {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array))
  } catch {
    return {}
  }
}

function encoded(codec: Codec, schema: unknown, value: unknown): Uint8Array {
  const serializer = codec.createSerializer()
  serializer.write(schema, value)
  const body = serializer.flush()
  return typeof body === 'string' ? encoder.encode(body) : body
}
