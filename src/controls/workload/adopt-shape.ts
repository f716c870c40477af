// How may a user describe tasks that run already?
import * as z from 'zod/mini'
import { show } from '../../kernel/closest.ts'
import type { Instant } from '../../kernel/durations.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { TargetAnswer } from '../../model/balancing.ts'
import type { HealthStatus } from '../../model/containers.ts'

/** A container of a task that runs; whatever is absent goes well. */
export interface AdoptedContainerInput {
  readonly name: string
  /** Host ports that it has; those of the definition, and free ones for port 0, when absent. */
  readonly networkBindings?:
    | readonly {
        readonly containerPort: number
        readonly hostPort: number
        readonly protocol?: 'tcp' | 'udp' | undefined
      }[]
    | undefined
  /** Of one with a health check; that of the task when absent. */
  readonly healthStatus?: HealthStatus | undefined
  /** It is over already, which an essential one cannot be. */
  readonly exitCode?: number | undefined
  readonly imageDigest?: string | undefined
}

/** A task that is RUNNING. */
export interface AdoptedTaskInput {
  /** 32 hexadecimal digits; drawn when absent. */
  readonly id?: string | undefined
  /** Of a standalone task; a service's task has that of its deployment, and no other. */
  readonly taskDefinition?: string | undefined
  /** Id or ARN of the container instance, or the machine's own id; absent on Fargate. */
  readonly containerInstance?: string | undefined
  /** Where its network interface stands; one that its service or `availabilityZone` allows when absent. */
  readonly subnet?: string | undefined
  readonly availabilityZone?: string | undefined
  /** The next free one when absent. */
  readonly privateIpv4Address?: string | undefined
  /** When it was RUNNING; an hour ago when absent. */
  readonly startedAt?: Instant | undefined
  /** `startedAt` when absent. */
  readonly createdAt?: Instant | undefined
  /** HEALTHY when absent, for tasks whose containers have health checks. */
  readonly healthStatus?: HealthStatus | undefined
  /** What its targets are; `'healthy'` when absent. */
  readonly targetHealth?: 'healthy' | 'initial' | 'unhealthy' | undefined
  /** What an unhealthy target answers to health checks; `'refused'` when absent. */
  readonly respondsToHealthChecksWith?: TargetAnswer | undefined
  /** After overrides; the definition's own when absent. */
  readonly cpuUnits?: number | undefined
  readonly memoryMiB?: number | undefined
  readonly containers?: readonly AdoptedContainerInput[] | undefined
  /** Of a standalone task. */
  readonly group?: string | undefined
  readonly startedBy?: string | undefined
  /** Of a standalone task on Fargate. */
  readonly capacityProvider?: 'FARGATE' | 'FARGATE_SPOT' | undefined
}

/** What `sim.workload.adopt` takes. */
export interface AdoptInput {
  /** `default` when absent. */
  readonly cluster?: string | undefined
  /** Whose tasks they are; standalone ones when absent. */
  readonly service?: string | undefined
  /** Id of one of the service's deployments; the PRIMARY one when absent. */
  readonly deployment?: string | undefined
  /** How far the deployment has come; it stays IN_PROGRESS when absent. */
  readonly rolloutState?: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | undefined
  readonly rolloutStateReason?: string | undefined
  /** Tasks of the deployment that have failed so far. */
  readonly failedTasks?: number | undefined
  readonly tasks?: readonly AdoptedTaskInput[] | undefined
}

export const CALL = 'workload.adopt'

/** More than a cluster holds. */
const MOST_TASKS = 20_000
const TASKS = `a list of at most ${MOST_TASKS} tasks`
const name = z
  .string('a text')
  .check(z.minLength(1, 'a text of 1 to 255 characters'), z.maxLength(255, 'a text of 1 to 255 characters'))
const named = z.optional(name)
const HEALTH = ['HEALTHY', 'UNHEALTHY', 'UNKNOWN'] as const
const health = z.optional(z.enum(HEALTH, `one of ${HEALTH.join(', ')}`))
const PORT = 'a port, 1 to 65535'
const port = z.int(PORT).check(z.minimum(1, PORT), z.maximum(65_535, PORT))
const EXIT_CODE = 'an exit code, 0 to 255'
const amount = z.optional(
  z
    .int('a whole number')
    .check(z.minimum(0, 'a whole number, 0 or more'), z.maximum(1_073_741_824, 'at most 1073741824')),
)
const STATUS = "a status from 200 to 599, 'timeout' or 'refused'"
const instant = z.optional(z.unknown())
const RUN_STATES = ['IN_PROGRESS', 'COMPLETED', 'FAILED'] as const
const TARGETS = ['healthy', 'initial', 'unhealthy'] as const
const PROVIDERS = ['FARGATE', 'FARGATE_SPOT'] as const
const ADDRESS = 'an IPv4 address'
const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'

const container = z.strictObject({
  name,
  networkBindings: z.optional(
    z
      .array(
        z.strictObject({
          containerPort: port,
          hostPort: port,
          protocol: z.optional(z.enum(['tcp', 'udp'], "'tcp' or 'udp'")),
        }),
        'a list of bindings',
      )
      .check(z.maxLength(100, 'at most 100 bindings')),
  ),
  healthStatus: health,
  exitCode: z.optional(z.int(EXIT_CODE).check(z.minimum(0, EXIT_CODE), z.maximum(255, EXIT_CODE))),
  imageDigest: z.optional(
    z.string('a digest').check(z.regex(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hexadecimal digits')),
  ),
})

const task = z.strictObject({
  id: z.optional(z.string('a task id').check(z.regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits'))),
  taskDefinition: named,
  containerInstance: named,
  subnet: named,
  availabilityZone: named,
  privateIpv4Address: z.optional(z.string(ADDRESS).check(z.regex(new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`), ADDRESS))),
  startedAt: instant,
  createdAt: instant,
  healthStatus: health,
  targetHealth: z.optional(z.enum(TARGETS, `one of ${TARGETS.join(', ')}`)),
  respondsToHealthChecksWith: z.optional(
    z.union([z.int(STATUS).check(z.minimum(200, STATUS), z.maximum(599, STATUS)), z.enum(['timeout', 'refused'])], {
      error: STATUS,
    }),
  ),
  cpuUnits: amount,
  memoryMiB: amount,
  containers: z.optional(z.array(container, 'a list of containers').check(z.maxLength(100, 'at most 100 containers'))),
  group: named,
  startedBy: z.optional(z.string('a text').check(z.maxLength(128, 'a text of at most 128 characters'))),
  capacityProvider: z.optional(z.enum(PROVIDERS, `'FARGATE' or 'FARGATE_SPOT'`)),
})

/** @internal */
export const adoptInput = z.strictObject({
  cluster: z.optional(z.string('the name or ARN of a cluster')),
  service: named,
  deployment: named,
  rolloutState: z.optional(z.enum(RUN_STATES, `one of ${RUN_STATES.join(', ')}`)),
  rolloutStateReason: z.optional(z.string('a text').check(z.maxLength(1_024, 'a text of at most 1024 characters'))),
  failedTasks: amount,
  tasks: z.optional(z.array(task, TASKS).check(z.maxLength(MOST_TASKS, TASKS))),
})

/** @internal */
export type ParsedAdoption = z.output<typeof adoptInput>
/** @internal */
export type ParsedTask = z.output<typeof task>

interface Aside {
  readonly rule?: string
  /** Said after the sentence. */
  readonly hint?: string
}

export function refuseAdoption(path: string, expected: string, value: unknown, aside: string | Aside = {}): never {
  const { rule, hint = '' } = typeof aside === 'string' ? { rule: aside } : aside
  const found = show(value)
  throw new UsageError(`${CALL}: ${path}: expected ${expected}, found ${found}.${hint}`, {
    path,
    expected,
    found,
    ...(rule === undefined ? {} : { rule }),
  })
}
