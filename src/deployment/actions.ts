// What does a service tell EventBridge beside its events? The details of an `ECS Service Action` (EV-211).

const ACTIONS = {
  SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED: { eventType: 'ERROR', rule: 'SV-403' },
  SERVICE_REBALANCING_STARTED: { eventType: 'INFO', rule: 'DP-801' },
  SERVICE_REBALANCING_COMPLETED: { eventType: 'INFO', rule: 'DP-801' },
  SERVICE_REBALANCING_STOPPED: { eventType: 'INFO', rule: 'PL-64' },
} as const

export interface ServiceAction {
  readonly eventType: 'INFO' | 'WARN' | 'ERROR'
  readonly eventName: keyof typeof ACTIONS
  readonly rule: string
  /** The instances that it is about, if it is about any. */
  readonly containerInstanceArns?: readonly string[]
}

export function serviceAction(eventName: keyof typeof ACTIONS): ServiceAction {
  return { eventName, ...ACTIONS[eventName] }
}

/** A daemon had to leave instances that it does not match any more (SV-403). */
export function daemonMisplaced(containerInstanceArns: readonly string[]): ServiceAction[] {
  if (containerInstanceArns.length === 0) return []
  return [{ ...serviceAction('SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED'), containerInstanceArns }]
}
