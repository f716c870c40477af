// What does a service tell EventBridge beside its events? The details of an `ECS Service Action` (EV-211).

export interface ServiceAction {
  readonly eventType: 'INFO' | 'WARN' | 'ERROR'
  readonly eventName: 'SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED'
  readonly rule: string
  /** The instances that it is about. */
  readonly containerInstanceArns: readonly string[]
}

/** A daemon had to leave instances that it does not match any more (SV-403). */
export function daemonMisplaced(containerInstanceArns: readonly string[]): ServiceAction[] {
  if (containerInstanceArns.length === 0) return []
  const eventName = 'SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED'
  return [{ eventType: 'ERROR', eventName, rule: 'SV-403', containerInstanceArns }]
}
