// What may end a deployment, and how does it end? Nouns of a service's deployments beside their rows.
/** When a deployment has failed so often that it is given up (CB-02, CB-03, CB-12), in AWS's members. */
export interface CircuitBreaker {
  readonly enable: boolean
  readonly rollback: boolean
  /** Absent: true. */
  readonly resetOnHealthyTask?: boolean
  /** Absent: half of the desired count, within bounds. */
  readonly thresholdConfiguration?: {
    readonly type: 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT' | 'COUNT'
    readonly value: number
  }
}

/** The alarms that end a deployment (CB-60), in AWS's members. */
export interface DeploymentAlarms {
  readonly alarmNames: readonly string[]
  readonly enable: boolean
  readonly rollback: boolean
}

/** What may end a deployment, and how long it is watched for it. */
export interface Watches {
  readonly circuitBreaker: CircuitBreaker
  readonly alarms: DeploymentAlarms
  readonly bakeTimeInMinutes: number | null
}

/** The states of a service deployment; the last five are final (DP-470, DP-471). */
export type ServiceDeploymentStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'STOP_REQUESTED'
  | 'ROLLBACK_REQUESTED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'SUCCESSFUL'
  | 'STOPPED'
  | 'ROLLBACK_SUCCESSFUL'
  | 'ROLLBACK_FAILED'
