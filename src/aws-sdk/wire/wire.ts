// What does a protocol have to be able to do? The service's half of it: request and response are real bytes.
import type { HttpRequest, HttpResponse, OperationSchema } from '../sdk.ts'

export interface Wire {
  /** What was asked, as plain data. @throws UnreadableRequest */
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

/** A body that is not what its protocol and its operation say: a service refuses it before it looks for the operation. */
export class UnreadableRequest extends Error {}
