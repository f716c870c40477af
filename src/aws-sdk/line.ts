// What happens to one call between the client and the simulation, and who is on the way?
import { AwsException, derivedHex32, type Simulation } from '../index.ts'
import { throwIfAborted } from './abort.ts'
import type { CallArgs, CallOptions, Config, HttpResponse, Middleware, OperationSchema } from './sdk.ts'
import { carryOut } from './services.ts'
import { withToken } from './tokens.ts'
import { type Travel, traffic } from './traffic.ts'
import { latencyOf } from './virtual-time/scope.ts'
import { type Refusal, type Wire, wireOf } from './wire/wire.ts'

/** One attempt at a call: a call that the SDK tries again comes again. */
export interface CallFault {
  readonly serviceId: string
  /** `RunTask` */
  readonly operation: string
  readonly input: unknown
  /** 1 for the first attempt of any call on this client. */
  readonly nth: number
}

type Fault = 'throttled' | 'unavailable' | 'answer-lost'

const TRAVEL = Symbol('ecs-drydock.travel')

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
  /** Tokens that the SDK made up, and what stands for each in the simulation. */
  readonly #tokens = new Map<string, string>()

  constructor(sim: Simulation, config: Config, fault: ((call: CallFault) => Fault | undefined) | undefined) {
    this.#sim = sim
    this.#config = config
    this.#fault = fault
  }

  /** Stands where the network was. What the caller of `send` said comes by here, whatever the version of the SDK. */
  readonly requestHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (_request: unknown, options: CallOptions = {}) => ({ response: options }),
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

  /** The last of all: the request has been signed, and is carried out instead of being sent. */
  readonly arrival: Middleware = (next, context) => async (args) => {
    const { response: options } = (await next(args)) as { response: CallOptions }
    const operation = context.__smithy_context?.operationSchema
    if (operation === undefined) throw new Error('This command has no schema: its package is older than its client.')
    throwIfAborted(options.abortSignal)
    const response = await this.#attempt(operation, args)
    await latencyOf(this.#sim, options.abortSignal)
    return { response }
  }

  async #attempt(operation: OperationSchema, args: CallArgs): Promise<HttpResponse> {
    this.#wire ??= wireOf(this.#config)
    const wire = this.#wire
    const nth = ++this.#attempts
    const [, , name] = operation
    const { serviceId } = this.#config
    const asked = await wire.inputOf(operation, args.request!)
    traffic.arrive(args[TRAVEL] as Travel | undefined)
    const fault = this.#fault?.({ serviceId, operation: name, input: asked, nth })
    const requestId = requestIdOf(this.#sim, nth)
    if (fault === 'throttled' || fault === 'unavailable') return wire.refusal(REFUSALS[fault], requestId)
    const input = withToken(asked, { given: args.input, known: this.#tokens, sim: this.#sim })
    const response = this.#carriedOut(wire, operation, input, requestId)
    if (fault === 'answer-lost') throw lostAnswer()
    return response
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

/** What Node says when the other side hangs up. */
function lostAnswer(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
}

/** Follows from what has happened so far, so that a run can be told again. */
function requestIdOf(sim: Simulation, nth: number): string {
  const hex = derivedHex32(`request ${sim.nowMs} ${sim.journal.length} ${nth}`)
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-')
}
