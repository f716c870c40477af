// What is a load balancer, what stands behind it, and what does a target answer?
import type { TaskArn } from '../kernel/arns.ts'
import type { JsonRecord, Tag } from './basics.ts'

export type LoadBalancerType = 'application' | 'network'

export interface LoadBalancer {
  arn: string
  name: string
  type: LoadBalancerType
  scheme: 'internet-facing' | 'internal'
  dnsName: string
  vpcId: string
  /** One node a zone (HOW an address is looked up names them all). */
  zones: readonly BalancerZone[]
  securityGroups: readonly string[]
  createdAtMs: number
  /** Every attribute with its value, as AWS spells both. */
  attributes: Readonly<Record<string, string>>
  tags: readonly Tag[]
  /** AWS-shaped members that are kept and returned as they came. */
  kept: JsonRecord
}

export interface BalancerZone {
  readonly subnetId: string
  readonly availabilityZone: string
  /** An Elastic IP address, or a private address, that a Network Load Balancer was told to have there. */
  readonly address?: { readonly AllocationId?: string; readonly PrivateIPv4Address?: string }
}

export interface Listener {
  arn: string
  loadBalancerArn: string
  port: number
  protocol: string
  tags: readonly Tag[]
  /** AWS-shaped members that are kept and returned as they came. */
  kept: JsonRecord
  /** ARNs of those beside the default one; not there while there are none. */
  certificates?: readonly string[]
  /** Those that somebody has set, by key. */
  attributes?: Readonly<Record<string, string>>
}

/** A rule of a listener; the default one has no conditions and no priority (LB-004). */
export interface ListenerRule {
  arn: string
  listenerArn: string
  priority: number | null
  conditions: readonly RuleCondition[]
  action: RuleAction
  tags: readonly Tag[]
}

export type RuleCondition =
  | {
      readonly field: 'path-pattern' | 'host-header' | 'http-request-method' | 'source-ip'
      readonly values: readonly string[]
    }
  | { readonly field: 'http-header'; readonly name: string; readonly values: readonly string[] }
  | { readonly field: 'query-string'; readonly pairs: readonly QueryPair[] }

/** Without a key any key will do (LB-024). */
export interface QueryPair {
  readonly key: string | null
  readonly value: string
}

export interface ForwardAction {
  readonly type: 'forward'
  readonly groups: readonly WeightedGroup[]
  /** How long a client stays with its group; null: it does not (LB-033). */
  readonly stickinessSeconds: number | null
}

interface WeightedGroup {
  readonly targetGroupArn: string
  readonly weight: number
}

export interface RedirectAction {
  readonly type: 'redirect'
  readonly statusCode: 301 | 302
  readonly protocol: string
  readonly host: string
  readonly port: string
  readonly path: string
  readonly query: string
}

export interface FixedResponseAction {
  readonly type: 'fixed-response'
  readonly statusCode: number
  readonly messageBody: string | null
  readonly contentType: string | null
}

export type RuleAction = ForwardAction | RedirectAction | FixedResponseAction

export interface TargetHealthCheck {
  readonly protocol: string
  /** `traffic-port`, or a number as AWS spells it. */
  readonly port: string
  /** Null for a check that only connects. */
  readonly path: string | null
  readonly intervalSeconds: number
  readonly timeoutSeconds: number
  readonly healthyThreshold: number
  readonly unhealthyThreshold: number
  /** Codes that pass, such as `200,202` or `200-299`; null for a check that only connects. */
  readonly matcher: string | null
}

export interface TargetGroup {
  arn: string
  name: string
  /** Of which kind of load balancer: its protocol says so (TG-002). */
  balancer: LoadBalancerType
  protocol: string
  port: number
  vpcId: string
  targetType: 'instance' | 'ip'
  healthCheck: TargetHealthCheck
  attributes: Readonly<Record<string, string>>
  /** The one load balancer that routes to it (LB-005); null while no rule names it. */
  loadBalancerArn: string | null
  tags: readonly Tag[]
  kept: JsonRecord
}

/** `ok` is whatever the health check hopes for, and 200 to a client. */
export type TargetAnswer = number | 'ok' | 'timeout' | 'refused'

/** From then on, at an instant or after the start of a container, it answers so. */
export interface AnswerTurn {
  readonly fromMs: number
  readonly answer: TargetAnswer
}

/** What a target says, ascending in time, `ok` until the first turn. Probes may hear something else than clients. */
export interface Answers {
  readonly clients: readonly AnswerTurn[]
  /** Null: the same. */
  readonly probes: readonly AnswerTurn[] | null
}

export const ALWAYS_OK: Answers = { clients: [], probes: null }

type TargetState = 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining'

export type TargetReason =
  | 'Target.ResponseCodeMismatch'
  | 'Target.Timeout'
  | 'Target.FailedHealthChecks'
  | 'Target.NotInUse'
  | 'Target.InvalidState'
  | 'Target.DeregistrationInProgress'

/** One (id, port) in one target group: the same instance may be there many times (TG-002). */
export interface Target {
  id: string
  targetGroupArn: string
  /** An instance's id or an address. */
  targetId: string
  port: number
  /** Null when nobody can tell: every zone will do. */
  availabilityZone: string | null
  /** The task that ECS has registered it for; null when a user has. */
  taskArn: TaskArn | null
  registeredAtMs: number
  state: TargetState
  /** Null while initial or healthy. */
  reason: TargetReason | null
  /** The reason in AWS's words, with what the target has answered. */
  description: string | null
  /** Since when it has been in this state. */
  sinceMs: number
  /** Probe number n is sent n intervals after this (TG-100). */
  probedFromMs: number
  /** How many probes the streak has seen. */
  probes: number
  /** Successes in a row, or failures as a negative number. */
  streak: number
  answers: Answers
  /** When it began to take its share slowly (TG-043); null when it did not. */
  slowStartAtMs: number | null
  /** When its state changes next; null when it never does by itself. */
  dueAtMs: number | null
}

export function targetKey(targetGroupArn: string, targetId: string, port: number): string {
  return `${targetGroupArn}|${targetId}|${port}`
}

/** Which port of which container stands in a target group (LB-100). */
export interface ServiceLoadBalancer {
  readonly targetGroupArn: string
  readonly containerName: string
  readonly containerPort: number
}

/** What load balancers are to a service's task. */
export interface TaskTraffic {
  readonly loadBalancers: readonly ServiceLoadBalancer[]
  /** It has been registered in all of them (LB-102). */
  readonly isRegistered: boolean
  /** It was healthy in every group, and nothing has been found against it since (DP-202, DP-206). */
  readonly isHealthy: boolean
  /** Since when its load has kept it from answering health checks in time (LD-26); absent while it does not. */
  readonly overloadedSinceMs?: number
  /** What it should stand in and does not, while it runs (DP-212); absent while nothing is missing. */
  readonly missing?: readonly MissingTarget[]
}

export interface MissingTarget {
  readonly targetGroupArn: string
  readonly what: 'TARGET GROUP' | 'TARGET'
}
