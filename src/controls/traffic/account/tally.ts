// What do the ways of requests add up to? By answer, group, service and target, by CloudWatch's names, and when they failed.
import { failure, REFUSED } from '../../../balancing/answers.ts'
import type { Way } from '../../../balancing/spread.ts'
import type { LoadBalancer } from '../../../model/balancing.ts'
import type { Ending } from './endings.ts'
import { type Counted, inRequests, Sums } from './ledger.ts'
import type { AnswerCount, FailingSpan, RequestAccount, TrafficMetrics } from './shape.ts'
import type { Stretch } from './stretches.ts'

/** Whether a client would call it a failure: a 5xx, or no answer at all. */
function isFailure({ status }: Pick<Way, 'status'>): boolean {
  return status === null || status >= 500
}

/** What becomes of a request that comes in at an instant and stays open for a while: its target may end before it answers. */
export function carriedThrough(
  way: Way,
  balancer: Readonly<LoadBalancer>,
  { atMs, openMs, endings }: { atMs: number; openMs: number; endings: readonly Ending[] },
): Way {
  if (openMs === 0 || way.target === null || isFailure(way)) return way
  const ending = endings.find((each) => each.atMs > atMs && each.atMs - openMs <= atMs)
  return ending === undefined ? way : { ...way, ...failure(balancer, 502, ending.reason) }
}

type MetricName = keyof TrafficMetrics

const METRICS: Readonly<Record<MetricName, (way: Way) => boolean>> = {
  RequestCount: ({ target }) => target !== null,
  HTTPCode_Target_2XX_Count: (way) => saidByTarget(way, 2),
  HTTPCode_Target_3XX_Count: (way) => saidByTarget(way, 3),
  HTTPCode_Target_4XX_Count: (way) => saidByTarget(way, 4),
  HTTPCode_Target_5XX_Count: (way) => saidByTarget(way, 5),
  HTTPCode_ELB_4XX_Count: (way) => saidByBalancer(way, 4),
  HTTPCode_ELB_5XX_Count: (way) => saidByBalancer(way, 5),
  TargetConnectionErrorCount: ({ reason }) => reason === REFUSED,
  UnhealthyRoutingRequestCount: ({ failsOpen, target }) => failsOpen && target !== null,
  HTTP_Redirect_Count: ({ action }) => action === 'redirect',
  HTTP_Fixed_Response_Count: ({ action }) => action === 'fixed-response',
}
const METRIC_NAMES = Object.keys(METRICS) as MetricName[]

function saidByTarget({ answeredBy, status }: Way, hundreds: number): boolean {
  return answeredBy === 'target' && Math.floor((status ?? 0) / 100) === hundreds
}

/** A fixed response is none of its errors (RT-030). */
function saidByBalancer({ answeredBy, status, action }: Way, hundreds: number): boolean {
  return answeredBy === 'load-balancer' && action !== 'fixed-response' && Math.floor((status ?? 0) / 100) === hundreds
}

type Answer = Omit<AnswerCount, 'requests' | 'failed'>
type Facts<List extends keyof RequestAccount> = RequestAccount[List] extends readonly (infer Row)[]
  ? Omit<Row, 'requests' | 'failed'>
  : never

/** Adds up, stretch by stretch. */
export class Tally {
  private readonly serviceOf: (taskArn: string) => string | null
  private readonly answers = new Sums<Answer>()
  private readonly targetGroups = new Sums<Facts<'targetGroups'>>()
  private readonly services = new Sums<Facts<'services'>>()
  private readonly targets = new Sums<Facts<'targets'>>()
  private readonly metrics = new Map<MetricName, bigint>(METRIC_NAMES.map((name) => [name, 0n]))
  private readonly failing: FailingSpan[] = []
  private micro = 0n
  private failed = 0n

  constructor(serviceOf: Tally['serviceOf']) {
    this.serviceOf = serviceOf
  }

  add(stretch: Stretch, counted: readonly Counted<Way>[]): void {
    for (const { way, micro } of counted) this.addWay(way, micro)
    this.addSpan(stretch, counted)
  }

  private addWay(way: Way, micro: bigint): void {
    const part = { micro, isFailed: isFailure(way) }
    const { targetGroupArn, target } = way
    this.micro += micro
    if (part.isFailed) this.failed += micro
    for (const name of METRIC_NAMES) if (METRICS[name](way)) this.metrics.set(name, this.metrics.get(name)! + micro)
    this.answers.add(answerKey(way), () => answerOf(way), part)
    if (targetGroupArn !== null) this.targetGroups.add(targetGroupArn, () => ({ targetGroupArn }), part)
    if (target === null) return
    const { id: key, targetId: id, port, taskArn } = target
    this.targets.add(`${key}|${taskArn}`, () => ({ targetGroupArn: target.targetGroupArn, id, port, taskArn }), part)
    const serviceArn = taskArn === null ? null : this.serviceOf(taskArn)
    if (serviceArn !== null) this.services.add(serviceArn, () => ({ serviceArn }), part)
  }

  /** Stretches that fail alike become one span. */
  private addSpan({ fromMs, toMs, cause }: Stretch, counted: readonly Counted<Way>[]): void {
    const bad = new Sums<Answer>()
    let requests = 0n
    let failed = 0n
    for (const { way, micro } of counted) {
      requests += micro
      if (!isFailure(way)) continue
      failed += micro
      bad.add(answerKey(way), () => answerOf(way), { micro, isFailed: true })
    }
    if (failed === 0n) return
    const span = {
      fromMs,
      toMs,
      requests: inRequests(requests),
      failed: inRequests(failed),
      answers: bad.list(),
      cause,
    }
    const last = this.failing.at(-1)
    if (last !== undefined && last.toMs === fromMs && isAlike(last, span))
      this.failing[this.failing.length - 1] = joined(last, span)
    else this.failing.push(span)
  }

  total(): Omit<RequestAccount, 'loadBalancerArn' | 'fromMs' | 'toMs' | 'requestsPerSecond'> {
    const metrics = Object.fromEntries([...this.metrics].map(([name, micro]) => [name, inRequests(micro)]))
    return {
      requests: inRequests(this.micro),
      failed: inRequests(this.failed),
      answers: this.answers.list(),
      targetGroups: this.targetGroups.list(),
      services: this.services.list(),
      targets: this.targets.list(),
      failing: this.failing,
      worst: worstOf(this.failing),
      metrics: metrics as unknown as TrafficMetrics,
    }
  }
}

function answerKey({ status, answeredBy, reason }: Answer): string {
  return JSON.stringify([status, answeredBy, reason])
}

function answerOf({ status, answeredBy, reason }: Answer): Answer {
  return { status, answeredBy, reason }
}

/** The same answers to the same part of the requests. */
function isAlike(a: FailingSpan, b: FailingSpan): boolean {
  const keys = ({ answers }: FailingSpan) => answers.map(answerKey).join()
  return partOf(a) === partOf(b) && keys(a) === keys(b)
}

function joined(a: FailingSpan, b: FailingSpan): FailingSpan {
  const answers = a.answers.map((answer, index) => {
    const { requests, failed } = b.answers[index]!
    return { ...answer, requests: sum(answer.requests, requests), failed: sum(answer.failed, failed) }
  })
  return { ...a, toMs: b.toMs, requests: sum(a.requests, b.requests), failed: sum(a.failed, b.failed), answers }
}

/** Of two counts in millionths: exact, where adding them as they are would not be. */
function sum(a: number, b: number): number {
  return (Math.round(a * 1_000_000) + Math.round(b * 1_000_000)) / 1_000_000
}

/** In hundredths of a percent, so that rounding of a millionth makes no difference. */
function partOf({ requests, failed }: FailingSpan): number {
  return Math.round((failed / requests) * 10_000)
}

function worstOf(spans: readonly FailingSpan[]): FailingSpan | null {
  const isWorse = (a: FailingSpan, b: FailingSpan) =>
    partOf(a) === partOf(b) ? a.toMs - a.fromMs > b.toMs - b.fromMs : partOf(a) > partOf(b)
  return spans.reduce<FailingSpan | null>(
    (worst, span) => (worst === null || isWorse(span, worst) ? span : worst),
    null,
  )
}
