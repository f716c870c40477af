// What does the scheduler see of one service? Numbers that are always up to date, and its tasks when it has to choose.
import type { MissingTarget } from '../model/balancing.ts'
import type { Behavior } from '../model/behavior.ts'
import { alive, type Count, less, running, wanted } from '../model/census.ts'
import type { Deployment, Service, ServiceDeployment } from '../model/entities.ts'
import type { Alarm } from '../model/scaling/alarms.ts'
import type { Standing } from '../model/standing.ts'

export interface ServiceView {
  readonly nowMs: number
  readonly behavior: Behavior
  readonly service: Readonly<Service>
  /** Tasks of one deployment, by standing. */
  countOf(deployment: Readonly<Deployment>): Readonly<Count>
  /** Tasks of all deployments, gone ones included. */
  readonly total: Readonly<Count>
  /** Of one deployment's tasks, those on DRAINING instances. */
  leavingOf(deployment: Readonly<Deployment>): Readonly<Count>
  /** Every wanted task that is unhealthy, in order of creation. */
  unhealthy(): readonly Unhealthy[]
  /** Every wanted task that is not where its load balancers look for it, in order of creation (DP-212). */
  strays(): readonly Stray[]
  /** A CloudWatch alarm by its name, if there is one. */
  alarm(name: string): Readonly<Alarm> | undefined
  /** The service deployment that a row carries on. */
  rollout(row: Readonly<Deployment>): Readonly<ServiceDeployment> | undefined
  readonly posts: Posts
  readonly balance: Balance
}

export interface Stray {
  readonly taskId: string
  readonly deploymentId: string | null
  readonly missing: readonly MissingTarget[]
}

export interface Unhealthy {
  readonly task: string
  readonly deploymentId: string | null
  /** It sits on a DRAINING instance. */
  readonly isLeaving: boolean
}

/** How the service's tasks stand over the Availability Zones. */
export interface Balance {
  /** Every zone that the service may use, with its wanted tasks there; in order of their names. */
  zones(): readonly ZoneCount[]
  /** The wanted tasks in a zone that may leave it, by ARN. */
  tasksIn(zone: string): readonly string[]
  /** Where the task of a move stands; null while none moves. */
  readonly mover: Standing | null
}

export interface ZoneCount {
  readonly zone: string
  readonly tasks: number
}

/** What a daemon's scheduler sees beside the numbers; for any other service there is nothing to see. */
export interface Posts {
  /** Instances that match and have no task of it that is wanted. */
  readonly vacant: number
  /** Of those, the ones without a task of it that is still stopping, by ARN, in order of registration. */
  free(): readonly string[]
  /** Every wanted task, in order of creation. */
  crew(): readonly Posted[]
}

export interface Posted {
  readonly task: string
  readonly deploymentId: string | null
  readonly standing: Standing
  /**
   * What its instance is to the daemon: one that matches; ACTIVE and no match (SV-403); DRAINING, with tasks of other services that
   * go first; DRAINING, and its turn to leave (SV-404).
   */
  readonly post: 'kept' | 'lost' | 'behind-others' | 'last'
}

/** LO and HI: how many healthy tasks must stay, how many tasks may exist (DP-100, DP-101: integers only). */
export interface Bounds {
  readonly lower: number
  readonly upper: number
}

export function boundsOf(service: Pick<Service, 'desiredCount' | 'minimumHealthyPercent' | 'maximumPercent'>): Bounds {
  const { desiredCount, minimumHealthyPercent, maximumPercent } = service
  return {
    lower: Math.floor((desiredCount * minimumHealthyPercent + 99) / 100),
    upper: Math.floor((desiredCount * maximumPercent) / 100),
  }
}

/** Every task that the upper bound limits (DP-103). */
function totalOf(view: ServiceView): number {
  return view.behavior.stoppingCountsTowardMaximum ? alive(view.total) : wanted(view.total)
}

export function primaryOf(service: Readonly<Service>): Readonly<Deployment> {
  return service.deployments[0]!
}

/** Rows of older deployments, newest first (DP-400). */
export function olderOf(service: Readonly<Service>): readonly Readonly<Deployment>[] {
  return service.deployments.slice(1)
}

/**
 * A task is old when it has to go: it belongs to a deployment that is not PRIMARY, or it sits on a DRAINING instance (DP-501, DP-502).
 * All others are fresh.
 */
export interface Progress {
  readonly bounds: Bounds
  readonly total: number
  readonly healthy: number
  readonly fresh: Readonly<Count>
  readonly freshWanted: number
  readonly oldWanted: number
  readonly oldStarting: number
  readonly oldUnsettled: number
  readonly oldUnhealthy: number
  readonly oldHealthy: number
  /** Old tasks that are not STOPPED. */
  readonly oldAlive: number
}

/** The numbers that every formula of a rolling update is made of (DP-1xx). */
export function progressOf(view: ServiceView): Progress {
  const primary = primaryOf(view.service)
  const fresh = less(view.countOf(primary), view.leavingOf(primary))
  const { total: all } = view
  return {
    bounds: boundsOf(view.service),
    total: totalOf(view),
    healthy: all.healthy,
    fresh,
    freshWanted: wanted(fresh),
    oldWanted: wanted(all) - wanted(fresh),
    oldStarting: all.starting - fresh.starting,
    oldUnsettled: all.unsettled - fresh.unsettled,
    oldUnhealthy: all.unhealthy - fresh.unhealthy,
    oldHealthy: all.healthy - fresh.healthy,
    oldAlive: alive(all) - alive(fresh),
  }
}

/** Steady state: one deployment, its desired tasks running and healthy, nothing pending, nothing still to leave (DP-420). */
export function isSteady(view: ServiceView): boolean {
  const { service } = view
  if (service.status !== 'ACTIVE' || service.deployments.length !== 1) return false
  const primary = primaryOf(service)
  const count = view.countOf(primary)
  const isStill =
    primary.bakingSinceMs === null && wanted(count) === count.healthy && wanted(view.leavingOf(primary)) === 0
  return isStill && count.healthy === service.desiredCount
}

/** What the waiter services-stable looks at (SV-600). */
export function isStable(view: ServiceView): boolean {
  return (
    view.service.status === 'ACTIVE' &&
    view.service.deployments.length === 1 &&
    running(view.total) === view.service.desiredCount
  )
}
