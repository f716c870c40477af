// What does an SDK client look like from the inside? As little of it as is needed, so that any version with schemas fits.

/** A client of the AWS SDK for JavaScript v3. */
export interface AwsSdkClient {
  readonly config: { readonly serviceId: string }
  readonly middlewareStack: object
  send(...args: never[]): unknown
}

/** What `connect` works with. */
export interface ClientInternals {
  readonly config: Config
  readonly middlewareStack: {
    add(
      middleware: Middleware,
      options: { step: string; priority: 'high' | 'low'; name: string; override: boolean },
    ): void
    remove(name: string): boolean
  }
  /** Stacks that were put together for earlier calls (`cacheMiddleware`). */
  handlers?: unknown
}

export interface Config {
  readonly serviceId: string
  readonly protocol?: Protocol
  readonly protocolSettings?: {
    readonly errorTypeRegistries?: readonly ErrorRegistry[]
    readonly xmlNamespace?: string
    /** Clients say so of a service that once spoke Query, and want to hear the old codes of its errors. */
    readonly awsQueryCompatible?: boolean
  }
  region: () => Promise<string>
  /** What the code says. */
  endpoint: unknown
  isCustomEndpoint: boolean
  /** What the environment or a file says. */
  serviceConfiguredEndpoint: () => Promise<string | undefined>
  useFipsEndpoint: () => Promise<boolean>
  useDualstackEndpoint: () => Promise<boolean>
  credentials: unknown
  requestHandler: unknown
}

interface ErrorRegistry {
  readonly schemas: ReadonlyMap<string, unknown>
}

interface Protocol {
  getShapeId(): string
  getPayloadCodec(): Codec
}

/** Turns values into a body and back, as a schema says. */
export interface Codec {
  createSerializer(): { write(schema: unknown, value: unknown): void; flush(): string | Uint8Array }
  createDeserializer(): { read(schema: unknown, data: unknown): unknown }
}

interface CallArgs {
  readonly input: unknown
  readonly request?: HttpRequest
  /** Carried from the first middleware to the last. */
  readonly [call: symbol]: unknown
}

type Next = (args: CallArgs) => Promise<{ readonly response: unknown; readonly output?: unknown }>
export type Middleware = (next: Next, context: CallContext) => Next

interface CallContext {
  /** `getSmithyContext` of the SDK reads the same member. */
  readonly __smithy_context?: { readonly operationSchema?: OperationSchema }
}

/** `[9, namespace, name, traits, input, output]` */
export type OperationSchema = readonly [
  kind: 9,
  namespace: string,
  name: string,
  traits: unknown,
  input: unknown,
  output: unknown,
]

export interface HttpRequest {
  readonly headers: Record<string, string>
  readonly body?: unknown
}

export interface HttpResponse {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}

/** What a caller of `send` may say about one call. */
export interface CallOptions {
  readonly abortSignal?: AbortSignalLike | undefined
}

export interface AbortSignalLike {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener?(type: 'abort', listener: () => void, options?: { once: boolean }): void
  removeEventListener?(type: 'abort', listener: () => void): void
  onabort?: unknown
}
