// What is a container: as a task definition specifies it, as its user scripts it, and as it runs?

export interface PortMapping {
  readonly containerPort: number
  readonly hostPort: number
  readonly protocol: 'tcp' | 'udp'
}

export interface NetworkBinding {
  readonly containerPort: number
  readonly hostPort: number
  readonly protocol: 'tcp' | 'udp'
}

/** CREATE is what `volumesFrom` asks for (LC-46); the others are what `dependsOn` may say. */
export type DependencyCondition = 'CREATE' | 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY'

export interface Dependency {
  /** Place of the other container in the definition. */
  readonly on: number
  readonly condition: DependencyCondition
}

export interface HealthCheck {
  readonly intervalMs: number
  readonly timeoutMs: number
  readonly retries: number
  readonly startPeriodMs: number
}

export interface RestartPolicy {
  readonly ignoredExitCodes: readonly number[]
  readonly attemptPeriodMs: number
}

/** The part of a container definition that decides anything. */
export interface ContainerSpec {
  readonly name: string
  readonly image: string
  readonly essential: boolean
  readonly portMappings: readonly PortMapping[]
  readonly startTimeoutMs: number | null
  readonly stopTimeoutMs: number | null
  /** Hard limit; null: none but the task's. */
  readonly memoryMiB: number | null
  /** Those of `dependsOn`, then the implicit ones (LC-46). */
  readonly dependencies: readonly Dependency[]
  readonly healthCheck: HealthCheck | null
  /** Null when it is off. */
  readonly restartPolicy: RestartPolicy | null
  /** A service's tags are resolved once for all tasks of a revision, this one's too (IM-7). */
  readonly isVersionConsistent: boolean
}

/** What a container does once its process has started, as a user scripts it. Spans count from the start. */
export interface ContainerScript {
  /** How long each run lasts until it exits by itself; the last one holds for every further run, none: for ever. */
  readonly exitsAfterMs: readonly number[]
  readonly exitCode: number
  /** How long it takes to exit when asked to; null: as long as the latency model says, `Infinity` has no place in JSON: -1 for never. */
  readonly stopsAfterMs: number | null
  readonly stopExitCode: number
  /** Create and start; null: as long as the latency model says. */
  readonly startsAfterMs: number | null
  /** Why the runtime cannot start it; null when it can. */
  readonly failsToStart: string | null
  /** Turns of health, ascending; healthy until the first. */
  readonly health: readonly { readonly fromMs: number; readonly isHealthy: boolean }[]
  /** How long a probe takes. */
  readonly probeMs: number
  /** Memory in use from then on, ascending. */
  readonly memory: readonly { readonly fromMs: number; readonly memoryMiB: number }[]
}

export type HealthStatus = 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY'

/**
 * What a container has done and, as far as it is known, is going to do: an instant that lies ahead is a plan, and may be replaced.
 * Instants are null when the thing never happened and is not planned.
 */
export interface ContainerRun {
  readonly pullStartedAtMs: number | null
  readonly pullStoppedAtMs: number | null
  /** Its process starts. */
  readonly startedAtMs: number | null
  /** The last time that a fault ended it and its restart policy brought it back (LC-60). */
  readonly restartedAtMs: number | null
  /** It is asked to stop. */
  readonly signalledAtMs: number | null
  readonly stoppedAtMs: number | null
  readonly exitCode: number | null
  readonly reason: string | null
  /** Its failure ends the task whether it is essential or not (IM-6, LC-54). */
  readonly isFatal: boolean
  /** Why the task as a whole cannot start, when something that it needs beside its containers is not to be had (LC-54). */
  readonly taskReason: string | null
  /** Manifest digest; '' when none was resolved, null when it follows from the reference, because nobody has spoken of the image (IM-8). */
  readonly imageDigest: string | null
  readonly networkBindings: readonly NetworkBinding[]
  readonly script: ContainerScript | null
  /** From then on its health stands still (a fault); null while it does not. */
  readonly healthFrozenAtMs: number | null
}
