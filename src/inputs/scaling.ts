// How do the groups, targets, policies and alarms of a scenario come to be?
import type { Simulation } from '../index.ts'
import type { PieceKind } from './blueprint/blueprint.ts'
import { KINDS } from './blueprint/kinds.ts'
import type { Placed } from './files.ts'
import { placing } from './refusal.ts'
import type { ScalingMember } from './scenario-data.ts'
import { SCALING_MEMBERS } from './schema-scaling.ts'
import type { AwsInput } from './services.ts'

export interface ScalingInput {
  readonly member: ScalingMember
  readonly input: Placed<AwsInput>
}

interface Setting {
  readonly sim: Simulation
  /** Of everything that names none. */
  readonly cluster: string
  readonly zones: readonly string[]
}

interface Row {
  readonly kind: PieceKind
  /** Whether it scales services: they are there before it. */
  readonly isAfterServices?: true
  readonly usual?: (input: AwsInput, setting: Setting) => AwsInput
}

export const ofServices = () => ({ ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' })

const ROWS: Readonly<Record<ScalingMember, Row>> = {
  launchTemplates: { kind: 'launchTemplate', usual: (_, { cluster }) => ({ cluster }) },
  autoScalingGroups: {
    kind: 'autoScalingGroup',
    usual: ({ VPCZoneIdentifier }, { zones }) => (VPCZoneIdentifier === undefined ? { AvailabilityZones: zones } : {}),
  },
  lifecycleHooks: { kind: 'lifecycleHook' },
  warmPools: { kind: 'warmPool' },
  groupSchedules: { kind: 'groupSchedule' },
  groupPolicies: { kind: 'groupPolicy' },
  scalableTargets: { kind: 'scalableTarget', isAfterServices: true, usual: ofServices },
  scalingPolicies: { kind: 'scalingPolicy', isAfterServices: true, usual: ofServices },
  alarms: { kind: 'alarm', isAfterServices: true },
  compositeAlarms: { kind: 'compositeAlarm', isAfterServices: true },
}

export function isAfterServices({ member }: ScalingInput): boolean {
  return ROWS[member].isAfterServices === true
}

/** Makes them in order. @throws UsageError for what is refused, with its place */
export function makeScaling(setting: Setting, inputs: readonly ScalingInput[]): void {
  for (const { member, input } of inputs) {
    const { kind, usual } = ROWS[member]
    const { value, place } = input
    const whole = { ...usual?.(value, setting), ...value }
    placing(place, () => KINDS[kind].make(setting.sim, member === 'alarms' ? withPolicies(setting.sim, whole) : whole))
  }
}

/** Policies of groups by ARN, in the place of their names. */
export function withPolicies({ view: { tables } }: Simulation, alarm: AwsInput): AwsInput {
  const policies = [...tables.scalingPolicies.values(), ...tables.groupPolicies.values()]
  const arns = new Map(policies.map(({ name, id }) => [name, id]))
  const resolved = ['AlarmActions', 'OKActions', 'InsufficientDataActions'].flatMap((member) => {
    const actions = alarm[member]
    return Array.isArray(actions) ? [[member, actions.map((action) => arns.get(action) ?? action)] as const] : []
  })
  return { ...alarm, ...Object.fromEntries(resolved) }
}

export function scalingOf(
  data: { readonly [Name in ScalingMember]?: readonly unknown[] | undefined },
  resolve: (member: ScalingMember, index: number, value: unknown) => Placed<AwsInput>,
): ScalingInput[] {
  return SCALING_MEMBERS.flatMap((member) =>
    (data[member] ?? []).map((value, index) => ({ member, input: resolve(member, index, value) })),
  )
}
