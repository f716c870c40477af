// How does AWS Query talk? A form goes there, XML comes back. The SDK has only the client's half of it.
import type { Config, HttpResponse } from '../sdk.ts'
import { inputFromForm } from './form.ts'
import { faultOf, modelledError } from './modelled-errors.ts'
import type { Wire } from './wire.ts'
import { xmlOfError, xmlOfOutput } from './xml.ts'

const encoder = new TextEncoder()

export function queryWire(config: Config): Wire {
  const namespace = config.protocolSettings?.xmlNamespace ?? ''
  const respond = (statusCode: number, requestId: string, xml: string): HttpResponse => ({
    statusCode,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: encoder.encode(xml),
  })
  return {
    inputOf: async ([, , , , input], { body }) => inputFromForm(input, String(body)),
    answer: ([, , operation, , , schema], output, requestId) =>
      respond(200, requestId, xmlOfOutput({ operation, namespace, requestId, schema, output })),
    refusal({ name, message, statusCode }, requestId) {
      const known = modelledError(config, name)
      const status = known?.statusCode ?? statusCode
      const type = faultOf({ statusCode: status })
      const code = known?.queryCode ?? name
      return respond(status, requestId, xmlOfError({ namespace, requestId, type, code, message }))
    },
  }
}
