// The pieces of a life: stretches of time and single instants.

export interface Stretch {
  readonly state: string
  readonly fromMs: number
  /** Null while it lasts. */
  readonly toMs: number | null
}

export type LifeEventName =
  | 'healthy'
  | 'unhealthy'
  | 'settled'
  | 'restart'
  | 'stop-signal'
  | 'exit'
  | 'never-started'
  | 'fault'
  | 'to-stop'

export interface LifeEvent {
  readonly what: LifeEventName
  readonly atMs: number
  /** In words: an exit code, a reason, the name of a fault; null when the name says it all. */
  readonly detail: string | null
}
