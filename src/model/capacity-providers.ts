// What is a capacity provider of one's own? An Auto Scaling group under a name, and how ECS is to manage it (CP-01…CP-05).
import { shortName } from '../kernel/arns.ts'
import type { CapacityProviderItem, Tag } from './basics.ts'

type Switch = 'ENABLED' | 'DISABLED'

/** As AWS spells it; kept and returned, and without effect so far. */
export interface ManagedScaling {
  readonly status: Switch
  /** 1 to 100: the share of the group that is to be in use. */
  readonly targetCapacity: number
  readonly minimumScalingStepSize: number
  readonly maximumScalingStepSize: number
  /** In seconds. */
  readonly instanceWarmupPeriod: number
}

export interface AutoScalingGroupProvider {
  readonly autoScalingGroupArn: string
  readonly managedScaling: ManagedScaling
  readonly managedTerminationProtection: Switch
  readonly managedDraining: Switch
}

export interface ProviderGauge {
  /** CapacityProviderReservation, in percent (CP-22). */
  readonly reservation: number
  readonly desiredCapacity: number
  readonly sinceMs: number
}

export interface CapacityProvider {
  arn: string
  name: string
  /** A deleted one can still be described, until another takes its name. */
  status: 'ACTIVE' | 'INACTIVE'
  updateStatus: 'CREATE_COMPLETE' | 'UPDATE_COMPLETE' | 'DELETE_COMPLETE'
  createdAtMs: number
  autoScalingGroupProvider: AutoScalingGroupProvider
  /** What managed scaling has last measured; null before it has. */
  gauge: ProviderGauge | null
  tags: readonly Tag[]
}

/** The name of its Auto Scaling group. */
export function groupNameOf({ autoScalingGroupArn }: Pick<AutoScalingGroupProvider, 'autoScalingGroupArn'>): string {
  return shortName(autoScalingGroupArn)
}

/** ECS itself makes its group larger and smaller (CP-01). */
export function isManaged({ managedScaling }: AutoScalingGroupProvider): boolean {
  return managedScaling.status === 'ENABLED'
}

/** Of AWS: every account has them, and nobody changes them. */
export const FARGATE_PROVIDERS = ['FARGATE', 'FARGATE_SPOT'] as const

export function isFargateProvider(name: string): boolean {
  return FARGATE_PROVIDERS.includes(name as (typeof FARGATE_PROVIDERS)[number])
}

/** Why a provider takes a task: there is no other, its base is not reached, or its weight says so. */
export type ProviderReason = 'only' | 'base' | 'weight'

/** Which provider of a strategy takes a task, and why. */
export interface ProviderChoice {
  readonly name: string
  readonly why: ProviderReason
  /** The strategy, in its order, with the tasks that each provider had before. */
  readonly items: readonly (CapacityProviderItem & { readonly tasks: number })[]
  /** Those whose turn it was before, and that had no room: their share stays theirs (SV-505). */
  readonly withoutRoom: readonly string[]
}
