// How does an AWS Query service answer? In XML, as the output's schema says.
import XMLBuilder from 'fast-xml-builder'
import { type Member, type Shape, shapeOf } from './schema.ts'

/** A carriage return as it is would be read as the end of a line. */
const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }

const builder = new XMLBuilder({
  suppressEmptyNode: true,
  attributeNamePrefix: '@',
  ignoreAttributes: false,
  processEntities: false,
  tagValueProcessor: (_, text) => String(text).replace(/[&<>\r]/g, (character) => REFERENCES[character]!),
})

export interface QueryAnswer {
  readonly operation: string
  readonly namespace: string
  readonly requestId: string
  readonly schema: unknown
  readonly output: unknown
}

export function xmlOfOutput({ operation, namespace, requestId, schema, output }: QueryAnswer): string {
  const shape = shapeOf(schema)
  const result = shape.kind === 'structure' ? { [`${operation}Result`]: elementOf(output, shape) } : {}
  return builder.build({
    [`${operation}Response`]: { '@xmlns': namespace, ...result, ResponseMetadata: { RequestId: requestId } },
  })
}

export interface QueryError {
  readonly namespace: string
  readonly requestId: string
  readonly type: 'Sender' | 'Receiver'
  readonly code: string
  readonly message: string
}

export function xmlOfError({ namespace, requestId, type, code, message }: QueryError): string {
  const error = { Type: type, Code: code, Message: message }
  return builder.build({ ErrorResponse: { '@xmlns': namespace, Error: error, RequestId: requestId } })
}

function elementOf(value: unknown, shape: Shape): unknown {
  switch (shape.kind) {
    case 'structure':
      return structureElement(value as Readonly<Record<string, unknown>>, shape.members())
    case 'list':
      return { [shape.item.wireName]: bareElementOf(value, shape) }
    case 'map':
      return { entry: bareElementOf(value, shape) }
    case 'timestamp':
      return (value as Date).toISOString()
    default:
      return String(value)
  }
}

/** Of a flattened member, items and entries stand without an element around all of them. */
function bareElementOf(value: unknown, shape: Shape): unknown {
  if (shape.kind === 'list') return (value as readonly unknown[]).map((item) => elementOf(item, shape.item.shape()))
  if (shape.kind !== 'map') return elementOf(value, shape)
  return Object.entries(value as object).map(([key, entry]) => ({
    [shape.key.wireName]: key,
    [shape.value.wireName]: elementOf(entry, shape.value.shape()),
  }))
}

function structureElement(value: Readonly<Record<string, unknown>>, members: readonly Member[]): object {
  const present = members.filter(({ name }) => value[name] !== undefined && value[name] !== null)
  return Object.fromEntries(
    present.map(({ name, wireName, isFlattened, shape }) => [
      wireName,
      isFlattened ? bareElementOf(value[name], shape()) : elementOf(value[name], shape()),
    ]),
  )
}
