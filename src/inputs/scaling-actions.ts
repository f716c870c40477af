// What can a scenario do to what scales, while it plays? Operations of AWS, as AWS takes them, and another load.
import type { Simulation } from '../index.ts'
import { call, dated } from './blueprint/kind.ts'
import { demandsOf, driveDemands } from './demands.ts'
import type { Placed } from './files.ts'
import { ofServices, withPolicies } from './scaling.ts'
import type { ScalingActionName } from './scenario-data.ts'
import type { AwsInput } from './services.ts'

interface Row {
  readonly room: 'autoScaling' | 'applicationAutoScaling' | 'cloudWatch'
  /** The name of the action when absent. */
  readonly operation?: string
  /** Whose names and ARNs of policies may stand for each other. */
  readonly hasActions?: true
}

const GROUPS = { room: 'autoScaling' } as const
const SERVICES = { room: 'applicationAutoScaling' } as const
const ALARMS = { room: 'cloudWatch' } as const

const ROWS: Readonly<Record<ScalingActionName, Row>> = {
  updateAutoScalingGroup: GROUPS,
  setDesiredCapacity: GROUPS,
  suspendProcesses: GROUPS,
  resumeProcesses: GROUPS,
  putGroupPolicy: { ...GROUPS, operation: 'putScalingPolicy' },
  deleteGroupPolicy: { ...GROUPS, operation: 'deletePolicy' },
  registerScalableTarget: SERVICES,
  deregisterScalableTarget: SERVICES,
  putScalingPolicy: SERVICES,
  deleteScalingPolicy: SERVICES,
  putScheduledAction: SERVICES,
  deleteScheduledAction: SERVICES,
  putMetricAlarm: { ...ALARMS, hasActions: true },
  putCompositeAlarm: ALARMS,
  setAlarmState: ALARMS,
  enableAlarmActions: ALARMS,
  disableAlarmActions: ALARMS,
  deleteAlarms: ALARMS,
  putMetricData: ALARMS,
}

/** Answers with whom it was about. */
export function actOnScaling(sim: Simulation, name: ScalingActionName, { value }: Placed<AwsInput>): string {
  const { room, operation = name, hasActions } = ROWS[name]
  const input = dated(room === 'applicationAutoScaling' ? { ...ofServices(), ...value } : value)
  const calls = call as (sim: Simulation, room: string, operation: string, input: AwsInput) => unknown
  calls(sim, room, operation, hasActions === true ? withPolicies(sim, input) : input)
  return SUBJECTS[room].flatMap((member) => value[member] ?? []).join(' ') || room
}

const SUBJECTS = {
  autoScaling: ['AutoScalingGroupName', 'PolicyName'],
  applicationAutoScaling: ['ResourceId', 'PolicyName', 'ScheduledActionName'],
  cloudWatch: ['AlarmName', 'AlarmNames'],
} as const

/** From now on, in place of what was asked before. */
export function drive(sim: Simulation, { value, place }: Placed<AwsInput>): string {
  const { service = null, ...load } = value
  driveDemands(sim, demandsOf([{ service: service as string | null, load, place }]), { from: 'now' })
  return String(service ?? 'every service')
}
