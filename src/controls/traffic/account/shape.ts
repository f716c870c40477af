// What may be asked of a request account, and what does it say?
import type { Duration, Instant } from '../../../kernel/durations.ts'
import type { RouteInput } from '../route.ts'

/** Requests of one kind, as `traffic.route` takes them. */
export interface RequestClass extends Omit<RouteInput, 'loadBalancer' | 'nth'> {
  /** Its part of the requests, beside those of the others; 1 when absent. */
  readonly share?: number | undefined
}

export interface AccountInput extends Omit<RouteInput, 'nth'> {
  /** Evenly over time; up to three decimals. With a Network Load Balancer: new connections. */
  readonly requestsPerSecond: number
  /** Several kinds of requests, each with its share; members that they leave out are those of the input itself. */
  readonly classes?: readonly RequestClass[] | undefined
  /** The beginning of the simulation when absent. */
  readonly from?: Instant | undefined
  /** Now when absent. */
  readonly to?: Instant | undefined
  /** How long a request is open: it is lost when its target ends meanwhile. 0 when absent. */
  readonly requestDuration?: Duration | undefined
}

/** Requests, to a millionth. */
export interface RequestCount {
  readonly requests: number
  /** Of those, how many met a 5xx or no answer at all. */
  readonly failed: number
}

export interface AnswerCount extends RequestCount {
  /** Null when there was no HTTP answer. */
  readonly status: number | null
  readonly answeredBy: 'target' | 'load-balancer' | 'nobody'
  readonly reason: string | null
}

/** A span of time in which requests failed, in the same way all through. */
export interface FailingSpan extends RequestCount {
  readonly fromMs: number
  readonly toMs: number
  readonly answers: readonly AnswerCount[]
  /** `seq` of the journal entry that it began with; null when it was so from the beginning. */
  readonly cause: number | null
}

/** Names of CloudWatch (RT-030). */
export interface TrafficMetrics {
  /** Requests for which a target was chosen. */
  readonly RequestCount: number
  readonly HTTPCode_Target_2XX_Count: number
  readonly HTTPCode_Target_3XX_Count: number
  readonly HTTPCode_Target_4XX_Count: number
  readonly HTTPCode_Target_5XX_Count: number
  readonly HTTPCode_ELB_4XX_Count: number
  readonly HTTPCode_ELB_5XX_Count: number
  readonly TargetConnectionErrorCount: number
  readonly UnhealthyRoutingRequestCount: number
  readonly HTTP_Redirect_Count: number
  readonly HTTP_Fixed_Response_Count: number
}

export interface RequestAccount extends RequestCount {
  readonly loadBalancerArn: string
  readonly fromMs: number
  readonly toMs: number
  readonly requestsPerSecond: number
  /** In the order in which they were first met; `requests` add up to the total, here and below. */
  readonly answers: readonly AnswerCount[]
  readonly targetGroups: readonly (RequestCount & { readonly targetGroupArn: string })[]
  /** By the service whose task was chosen. */
  readonly services: readonly (RequestCount & { readonly serviceArn: string })[]
  readonly targets: readonly (RequestCount & {
    readonly targetGroupArn: string
    readonly id: string
    readonly port: number
    readonly taskArn: string | null
  })[]
  /** When requests failed, in order of time. */
  readonly failing: readonly FailingSpan[]
  /** The span with the largest part of failures, the longest of those; null when none failed. */
  readonly worst: FailingSpan | null
  readonly metrics: TrafficMetrics
}
