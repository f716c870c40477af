// `sim.load`: what the users of a service want, and what that costs it.
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { relieve } from '../../engine/feel-loads.ts'
import type { World } from '../../engine/world.ts'
import { inserted, removed } from '../../model/changes.ts'
import type { Load as LoadRow } from '../../model/scaling/load.ts'
import { serviceOf } from '../services.ts'
import { inputOf, type LoadInput, parseLoad } from './shape.ts'
import { type LoadMinute, type TraceSpan, traceOf } from './trace.ts'

export interface LoadDescription {
  readonly serviceArn: string
  /** Since when it counts. */
  readonly since: Date
  /** Complete, with all spans in milliseconds: `drive` takes it again. */
  readonly load: LoadInput
}

/**
 * Demand on services. Nothing of it happens request by request: how much came, was served, waited and was turned away follows from profiles
 * and from the tasks that there were, whenever somebody asks for a metric.
 */
export interface Load {
  /**
   * From now on this is asked of the service, instead of what was: a profile of requests a second, or a quantity with its costs. It is spread
   * over the targets that really take traffic, and over RUNNING tasks behind no load balancer. Takes a name, `cluster/name` or an ARN.
   *
   * ```ts
   * sim.load.drive('web', { requestsPerSecond: steps(20, { at: '10m', value: 120 }), cpuSecondsPerRequest: 0.02 })
   * ```
   * @throws UsageError
   */
  drive(service: string, load: LoadInput): void
  /** Nothing is asked of it any more; what waits is let go. @throws UsageError */
  stop(service: string): void
  /** Every load there is. */
  describe(): readonly LoadDescription[]
  /** How a service fared, by whole minutes that are over. @throws UsageError */
  trace(service: string, span?: TraceSpan): readonly LoadMinute[]
}

export function loadOf(world: World): Load {
  return Object.freeze({
    drive: (service: string, load: LoadInput) => drive(world, service, load),
    stop: (service: string) => stop(world, service),
    describe: () => [...world.tables.loads.values()].map(describeLoad),
    trace: (service: string, span: TraceSpan = {}) => traceOf(world, service, span),
  })
}

function drive(world: World, reference: string, input: LoadInput): void {
  const service = serviceOf(world, reference, 'load.drive')
  const { arn: id, deployments, revision } = service
  const isBalanced = (deployments[0]?.revision ?? revision).loadBalancers.length > 0
  const sinceMs = world.nowMs
  const demand = parseLoad(input, { call: 'load.drive', sinceMs, isBalanced })
  const row: LoadRow = { id, demand, sinceMs, seed: `${world.options.seed}/${id}` }
  command(world, 'load.drive', [id, inputOf(demand)], (cause) => {
    const before = world.tables.loads.get(id) === undefined ? [] : [removed('load.dropped', id, 'LD-20')]
    apply(world, { changes: [...before, inserted('load.created', id, row, 'LD-20')], timers: [] }, cause)
    if (!demand.failsHealthChecks) relieve(world, id, cause)
  })
}

function stop(world: World, reference: string): void {
  const { arn: id } = serviceOf(world, reference, 'load.stop')
  command(world, 'load.stop', id, (cause) => {
    if (world.tables.loads.get(id) === undefined) return
    apply(world, { changes: [removed('load.dropped', id, 'LD-20')], timers: [] }, cause)
    relieve(world, id, cause)
  })
}

function describeLoad({ id, demand, sinceMs }: Readonly<LoadRow>): LoadDescription {
  return structuredClone({ serviceArn: id, since: new Date(sinceMs), load: inputOf(demand) })
}
