// What is an event, and what is the same for all of them? EventBridge's envelope, in plain JSON (EV-1…EV-4, GEN-3).
import { freezeDeep } from '../../engine/invariants.ts'
import { derivedUuid } from '../../kernel/ids.ts'
import type { JournalEntry } from '../../model/changes.ts'
import type { Json } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'

export type EventDetailType =
  | 'ECS Task State Change'
  | 'ECS Container Instance State Change'
  | 'ECS Service Action'
  | 'ECS Deployment State Change'
  | 'Application Auto Scaling Scaling Activity State Change'
  | `EC2 Instance ${'Launch' | 'Terminate' | 'Detach'} ${'Successful' | 'Unsuccessful'}`
  | `EC2 Instance-${'launch' | 'terminate'} Lifecycle Action`
  | `EC2 Auto Scaling Instance Refresh ${RefreshTurn}`

type RefreshTurn =
  | 'Started'
  | 'Checkpoint Reached'
  | 'Started Baking'
  | 'Succeeded'
  | 'Failed'
  | 'Cancelled'
  | `Rollback ${'Started' | 'Succeeded' | 'Failed'}`

/** An event as EventBridge hands it to its targets: JSON, instants as ISO text. It cannot be written to. */
export interface EventBridgeEvent {
  readonly version: '0'
  /** Follows from the journal: equal for equal runs. */
  readonly id: string
  readonly 'detail-type': EventDetailType
  readonly source: 'aws.ecs' | 'aws.application-autoscaling' | 'aws.autoscaling'
  /** The account. */
  readonly account: string
  /** To the second; `detail` knows it more exactly. */
  readonly time: string
  readonly region: string
  /** ARNs of what it is about. */
  readonly resources: readonly string[]
  readonly detail: { readonly [member: string]: Json }
}

/** What makes one event different from the next. */
export interface Report {
  readonly type: EventDetailType
  /** Its ARN; null for an event that names none. */
  readonly resource: string | null
  /** ARNs of what else it is about. */
  readonly more?: readonly string[]
  readonly detail: object
}

/** @param nth place of the event among those of its entry */
export function envelopeOf(world: WorldView, entry: JournalEntry, nth: number, report: Report): EventBridgeEvent {
  const { region, accountId } = world.realm
  const event: EventBridgeEvent = {
    version: '0',
    id: derivedUuid(`event/${entry.seq}/${nth}/${report.resource ?? ''}`),
    'detail-type': report.type,
    source: sourceOf(report.type),
    account: accountId,
    time: `${isoOf(entry.atMs).slice(0, 19)}Z`,
    region,
    resources: report.resource === null ? [] : [report.resource, ...(report.more ?? [])],
    // Dates become ISO text, and nothing is shared with the world.
    detail: JSON.parse(JSON.stringify(report.detail)) as EventBridgeEvent['detail'],
  }
  freezeDeep(event)
  return event
}

function sourceOf(type: EventDetailType): EventBridgeEvent['source'] {
  if (type.startsWith('ECS ')) return 'aws.ecs'
  return type.startsWith('EC2 ') ? 'aws.autoscaling' : 'aws.application-autoscaling'
}

export function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
