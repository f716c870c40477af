// What does a service's model say of an exception? Its full name, its status, and how it was called in the Query protocol.
import type { Config } from '../sdk.ts'

export interface ModelledError {
  /** `com.amazonaws.ecs#ClientException` */
  readonly shapeId: string
  readonly statusCode: number
  readonly queryCode: string
}

/** Undefined for an exception that the model does not have: the SDK makes its base class of it. */
export function modelledError({ protocolSettings }: Config, name: string): ModelledError | undefined {
  for (const { schemas } of protocolSettings?.errorTypeRegistries ?? [])
    for (const [shapeId, schema] of schemas) if (shapeId.endsWith(`#${name}`)) return described(shapeId, name, schema)
  return undefined
}

function described(shapeId: string, name: string, schema: unknown): ModelledError {
  const traits = (schema as readonly unknown[])[3]
  const { awsQueryError, httpError } = (typeof traits === 'object' && traits !== null ? traits : {}) as {
    readonly awsQueryError?: readonly [code: string, status: number]
    readonly httpError?: number
  }
  return {
    shapeId,
    statusCode: httpError ?? awsQueryError?.[1] ?? 400,
    queryCode: awsQueryError?.[0] ?? name,
  }
}
