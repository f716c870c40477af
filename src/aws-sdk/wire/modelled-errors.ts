// What does a service's model say of an exception? Its full name, its status, and how it was called in the Query protocol.
import type { Config } from '../sdk.ts'

export interface ModelledError {
  /** `com.amazonaws.ecs#ClientException` */
  readonly shapeId: string
  readonly statusCode: number
  readonly queryCode: string
}

/**
 * By its name, or else by what Query calls it (`ValidationError`, which CloudWatch's model has as ValidationException). Undefined for an
 * exception that the model does not have: the SDK makes its base class of it.
 */
export function modelledError({ protocolSettings }: Config, name: string): ModelledError | undefined {
  const registered = (protocolSettings?.errorTypeRegistries ?? []).flatMap(({ schemas }) => [...schemas])
  const errors = registered.map(([shapeId, schema]) => described(shapeId, schema))
  return (
    errors.find(({ shapeId }) => shapeId.endsWith(`#${name}`)) ?? errors.find(({ queryCode }) => queryCode === name)
  )
}

/** Whose fault it is, in the words of Query. */
export function faultOf({ statusCode }: { readonly statusCode: number }): 'Sender' | 'Receiver' {
  return statusCode < 500 ? 'Sender' : 'Receiver'
}

function described(shapeId: string, schema: unknown): ModelledError {
  const traits = (schema as readonly unknown[])[3]
  const { awsQueryError, httpError } = (typeof traits === 'object' && traits !== null ? traits : {}) as {
    readonly awsQueryError?: readonly [code: string, status: number]
    readonly httpError?: number
  }
  return {
    shapeId,
    statusCode: httpError ?? awsQueryError?.[1] ?? 400,
    queryCode: awsQueryError?.[0] ?? shapeId.slice(shapeId.indexOf('#') + 1),
  }
}
