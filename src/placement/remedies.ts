// What would make a refused task fit? One change at a time, as data.
import type { PlacementConstraintItem } from '../model/entities.ts'
import type { PlacementTrace } from './explain.ts'

/**
 * One change after which placement would take the task, and where it would then go. Null: on an instance that is yet to come,
 * or wherever a draw among several decides.
 */
export type Remedy = Cure & { readonly placedOn: string | null }

/** What to change. Amounts are the smallest that help. */
export type Cure =
  /** Room of one kind on one instance: CPU units, MiB, GPUs or network interfaces. */
  | {
      readonly kind: 'free-resource'
      readonly containerInstanceArn: string
      readonly resource: 'CPU' | 'MEMORY' | 'GPU' | 'ENI'
      readonly amount: number
    }
  /** Host ports on one instance, such as `80/tcp`, and the tasks that hold them. */
  | {
      readonly kind: 'free-ports'
      readonly containerInstanceArn: string
      readonly ports: readonly string[]
      readonly heldBy: readonly string[]
    }
  /** The fewest tasks of one instance whose end makes room; a service starts its own again. */
  | { readonly kind: 'stop-tasks'; readonly containerInstanceArn: string; readonly taskArns: readonly string[] }
  /** The most that the task may ask for of one resource. */
  | { readonly kind: 'shrink-task'; readonly resource: 'CPU' | 'MEMORY'; readonly to: number }
  | {
      readonly kind: 'drop-constraint'
      readonly constraint: PlacementConstraintItem
      readonly from: 'request' | 'task-definition'
    }
  /** The task no longer asks for an attribute (that is: the definition for the feature behind it). */
  | { readonly kind: 'drop-attribute'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'put-attribute'
      readonly containerInstanceArn: string
      readonly name: string
      readonly value: string
    }
  | { readonly kind: 'reconnect-agent'; readonly containerInstanceArn: string }
  /** A DRAINING instance becomes ACTIVE again. */
  | { readonly kind: 'activate-instance'; readonly containerInstanceArn: string }
  /** The task may also use a subnet of this zone, in the VPC of its others. */
  | { readonly kind: 'add-subnet'; readonly availabilityZone: string }
  | {
      readonly kind: 'add-instance'
      readonly instanceType: string
      readonly availabilityZone: string
      /** The one that the task's subnets are in; null for a task that will do in any. */
      readonly vpcId: string | null
      readonly attributes: Readonly<Record<string, string>>
      /** Whose Auto Scaling group it must come from; absent where any instance will do. */
      readonly capacityProvider?: string
    }

/** What placement thinks of a request, and for one that it refuses, every single change that would help. */
export interface PlacementAdvice extends PlacementTrace {
  /** Empty when the task fits. */
  readonly wayOut: readonly Remedy[]
}
