// What happens to one call between the client and the simulation, and who is on the way?
import { AwsException, derivedHex32, type Simulation, UsageError } from '../index.ts'
import { throwIfAborted } from './abort.ts'
import type { CallOptions, Config, HttpRequest, HttpResponse, Middleware, OperationSchema } from './sdk.ts'
import { carryOut } from './services.ts'
import { withToken } from './tokens.ts'
import { type Travel, traffic } from './traffic.ts'
import { refusal } from './virtual-time/refusal.ts'
import { currentScope, latencyOf, scopeHere } from './virtual-time/scope.ts'
import { type Refusal, UnreadableRequest, type Wire } from './wire/wire.ts'
import { wireOf } from './wire/wire-of.ts'

/** One attempt at a call: a call that the SDK tries again comes again. */
export interface CallFault {
  readonly serviceId: string
  /** `RunTask` */
  readonly operation: string
  readonly input: unknown
  /** 1 for the first attempt of any call on this client. */
  readonly nth: number
}

const FAULTS = ['throttled', 'unavailable', 'answer-lost'] as const
export type Fault = (typeof FAULTS)[number]

const TRAVEL = Symbol('ecs-drydock.travel')

/** Of a request, after it was signed. */
const CALL = 'x-ecs-drydock-call'

interface Call {
  readonly operation: OperationSchema
  /** What the caller of `send` gave. */
  readonly given: unknown
  readonly travel: Travel | undefined
}

const REFUSALS: Readonly<Record<Exclude<Fault, 'answer-lost'>, Refusal>> = {
  throttled: { name: 'ThrottlingException', message: 'Rate exceeded', statusCode: 400 },
  unavailable: { name: 'ServiceUnavailable', message: 'Service is unable to handle request.', statusCode: 503 },
}

/** The line from one client to one simulation. */
export class Line {
  readonly #sim: Simulation
  readonly #config: Config
  readonly #fault: ((call: CallFault) => Fault | undefined) | undefined
  #wire: Wire | undefined
  #attempts = 0
  #numbered = 0
  /** Attempts whose requests are on their last step, by what their header says. */
  readonly #calls = new Map<string, Call>()
  /** Tokens that the SDK made up, and what stands for each in the simulation. */
  readonly #tokens = new Map<string, string>()

  constructor(sim: Simulation, config: Config, fault: ((call: CallFault) => Fault | undefined) | undefined) {
    this.#sim = sim
    this.#config = config
    this.#fault = fault
  }

  /** Stands where the network was: the request has been signed, and is carried out instead of being sent. */
  readonly requestHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request: HttpRequest, { abortSignal }: CallOptions = {}) => {
      const call = this.#calls.get(request.headers[CALL] ?? '')
      if (call === undefined) throw new Error('This request did not come by the middlewares of ecs-drydock.')
      throwIfAborted(abortSignal)
      await refuseLeftBehind(call.operation[2])
      const response = await this.#attempt(call, request)
      await latencyOf(this.#sim, abortSignal)
      return { response }
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  }

  /** The first of all: a call has been made. */
  readonly departure: Middleware = (next) => async (args) => {
    const travel = traffic.depart()
    try {
      return await next({ ...args, [TRAVEL]: travel })
    } finally {
      traffic.arrive(travel)
    }
  }

  /** The last of all: says which call the request belongs to, since a request is only bytes. */
  readonly arrival: Middleware = (next, context) => async (args) => {
    const operation = context.__smithy_context?.operationSchema
    if (operation === undefined) throw new Error('This command has no schema: its package is older than its client.')
    const id = String(++this.#numbered)
    args.request!.headers[CALL] = id
    this.#calls.set(id, { operation, given: args.input, travel: args[TRAVEL] as Travel | undefined })
    try {
      return await next(args)
    } finally {
      this.#calls.delete(id)
    }
  }

  async #attempt({ operation, given, travel }: Call, request: HttpRequest): Promise<HttpResponse> {
    this.#wire ??= wireOf(this.#config)
    const wire = this.#wire
    const nth = ++this.#attempts
    const asked = await this.#asked(wire, operation, request)
    traffic.arrive(travel)
    await currentScope()?.pace.note(this.#sim, operation[2], asked)
    const requestId = requestIdOf(this.#sim, nth)
    if (asked instanceof UnreadableRequest)
      return wire.refusal({ name: 'SerializationException', message: asked.message, statusCode: 400 }, requestId)
    const fault = this.#faultOf(operation, asked, nth)
    if (fault === 'throttled' || fault === 'unavailable') return wire.refusal(REFUSALS[fault], requestId)
    const input = withToken(asked, { given, known: this.#tokens, sim: this.#sim })
    const response = this.#carriedOut(wire, operation, input, requestId)
    if (fault === 'answer-lost') throw lostAnswer()
    return response
  }

  async #asked(wire: Wire, operation: OperationSchema, request: HttpRequest): Promise<unknown> {
    try {
      return await wire.inputOf(operation, request)
    } catch (error) {
      if (error instanceof UnreadableRequest) return error
      throw error
    }
  }

  /** @throws UsageError for an answer of the user's function that is no fault */
  #faultOf([, , operation]: OperationSchema, input: unknown, nth: number): Fault | undefined {
    const fault = this.#fault?.({ serviceId: this.#config.serviceId, operation, input, nth })
    if (fault === undefined || FAULTS.includes(fault)) return fault
    const expected = `${FAULTS.map((name) => `'${name}'`).join(', ')} or undefined`
    const found = (fault as unknown) instanceof Promise ? 'a Promise' : JSON.stringify(fault)
    throw new UsageError(`fault: expected ${expected}, found ${found}.`, { path: 'fault', expected, found })
  }

  #carriedOut(wire: Wire, operation: OperationSchema, input: unknown, requestId: string): HttpResponse {
    const { serviceId } = this.#config
    try {
      const output = carryOut(this.#sim, { serviceId, name: operation[2] }, input)
      return wire.answer(operation, output, requestId)
    } catch (error) {
      if (!(error instanceof AwsException)) throw error
      return wire.refusal({ name: error.name, message: error.message, statusCode: 400 }, requestId)
    }
  }
}

/** Code that nobody awaited: its timers are no more, and it would ask a simulation that stands still. @throws UsageError */
async function refuseLeftBehind(operation: string): Promise<void> {
  const scope = scopeHere()
  if (scope?.hasEnded !== true) return
  await scope.pace.letOthersGo()
  throw refusal('work', {
    expected: 'code that ends with its virtual time',
    found: `a call of ${operation} by code that goes on`,
    hint: 'Await in withVirtualTime what it is to wait for.',
  })
}

/** What Node says when the other side hangs up. */
function lostAnswer(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
}

/** Follows from what has happened so far, so that a run can be told again. */
function requestIdOf(sim: Simulation, nth: number): string {
  const hex = derivedHex32(`request ${sim.nowMs} ${sim.journal.length} ${nth}`)
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-')
}
