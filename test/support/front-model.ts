// What should ECS answer about services behind a load balancer, whatever their scheduler does meanwhile? A small model of what was
// asked for, and what has to come of it once everything that was broken is mended.
import { expect } from 'vitest'
import type { AwsException, Simulation } from '../../src/index.ts'
import { CLUSTER, type Front, type Happening, NAMES, SERVICES, type ServiceName, type Wishes } from './front.ts'

interface Wanted {
  desired: number
  bounds: readonly [number, number]
  /** Number of the newest revision that was deployed, and of those before, to which it may have gone back. */
  revisions: number[]
  deleted: boolean
}

type Of<Name extends Happening['do']> = Extract<Happening, { readonly do: Name }>

const AS_IT_IS: Wishes = {
  desired: null,
  revision: null,
  bounds: null,
  breaker: null,
  alarms: null,
  graceSeconds: null,
}

export class FrontModel {
  private readonly wanted = new Map<ServiceName, Wanted>()
  private readonly unrouted = new Set<string>()
  private readonly registered: Record<ServiceName, number> = { web: 0, both: 0, far: 0 }

  /** Lets it happen, and compares. */
  happen(front: Front, happening: Happening): void {
    const refusal = front.happen(happening)
    if (happening.do === 'create') this.create(front.sim, happening, refusal)
    if (happening.do === 'update') this.update(happening, refusal)
    if (happening.do === 'delete') this.delete(happening, refusal)
    if (happening.do === 'route' && happening.on) this.unrouted.delete(happening.group)
    if (happening.do === 'route' && !happening.on) this.unrouted.add(happening.group)
    for (const [name, wanted] of this.wanted) checkAnswer(front.sim, name, wanted)
  }

  private create(sim: Simulation, { service, desired, bounds }: Of<'create'>, refusal: AwsException | null): void {
    const revision = ++this.registered[service]
    const known = this.wanted.get(service)
    if (refusal !== null) {
      // Its name is taken while it is there, and while it drains (SV-307); or nothing is routed to a group of it (LB-120).
      const isTaken = known !== undefined && (!known.deleted || answerOf(sim, service)?.status === 'DRAINING')
      expect(isTaken || !this.isRouted(service)).toBe(true)
      return
    }
    expect([known?.deleted ?? true, this.isRouted(service)]).toEqual([true, true])
    this.wanted.set(service, {
      desired: desired ?? 2,
      bounds: bounds ?? [100, 200],
      revisions: [revision],
      deleted: false,
    })
  }

  private isRouted(service: ServiceName): boolean {
    return !SERVICES[service].some((group: string) => this.unrouted.has(group))
  }

  private update({ service, desired, bounds, revision }: Of<'update'>, refusal: AwsException | null): void {
    if (revision !== null) this.registered[service]++
    const wanted = this.wanted.get(service)
    expect(refusal === null).toBe(wanted?.deleted === false)
    if (refusal !== null || wanted === undefined) return
    wanted.desired = desired ?? wanted.desired
    wanted.bounds = bounds ?? wanted.bounds
    if (revision !== null) wanted.revisions.push(this.registered[service])
  }

  private delete({ service, force }: Of<'delete'>, refusal: AwsException | null): void {
    const wanted = this.wanted.get(service)
    const mayGo = wanted?.deleted === false && (force || wanted.desired === 0)
    expect(refusal === null).toBe(mayGo)
    if (mayGo) wanted.deleted = true
  }

  /** Everything is mended and a good revision deployed: every service gets what was asked for, and its groups hold nothing else. */
  mend(front: Front): void {
    const { sim } = front
    front.happen({ do: 'alarm', state: 'OK' })
    for (const group of ['inner', 'own'] as const) front.happen({ do: 'route', group, on: true })
    for (let nth = 0; nth < front.groups.size; nth++)
      front.happen({ do: 'setGroup', nth, delay: 20, interval: 10, threshold: 2 })
    for (let nth = 0; nth < 6; nth++) front.happen({ do: 'launch' })
    bringBack(sim)
    for (const [service, { deleted }] of this.wanted) {
      if (deleted) continue
      const wishes = { ...AS_IT_IS, breaker: 'off', alarms: 'off', graceSeconds: 0 } as const
      this.happen(front, { do: 'update', service, force: true, ...wishes, revision: 'good', bounds: [50, 200] })
    }
    expect(sim.runUntil('steady', { atMost: '6h' }).waitingFor).toEqual([])
    sim.advance('10m')
    this.checkArrival(front)
  }

  private checkArrival(front: Front): void {
    for (const [name, { deleted, desired, revisions }] of this.wanted) {
      if (deleted) continue
      const service = answerOf(front.sim, name)
      expect(service).toMatchObject({ runningCount: desired, pendingCount: 0, desiredCount: desired })
      expect(service?.taskDefinition).toMatch(new RegExp(`/${name}:${revisions.at(-1)}$`))
      expect(service?.deployments).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: desired }])
    }
    for (const group of ['front', 'inner', 'own']) {
      const members = NAMES.filter((name) => (SERVICES[name] as readonly string[]).includes(group))
      const count = members.reduce((sum, name) => sum + this.desiredOf(name), 0)
      expect(front.health(group)).toEqual(Array.from({ length: count }, () => 'healthy'))
    }
  }

  private desiredOf(name: ServiceName): number {
    const wanted = this.wanted.get(name)
    return wanted === undefined || wanted.deleted ? 0 : wanted.desired
  }
}

function answerOf(sim: Simulation, name: ServiceName) {
  return sim.ecs.describeServices({ cluster: CLUSTER, services: [name] }).services[0]
}

/** A rollback changes the revision, and nothing else that was asked for (CB-35). */
function checkAnswer(sim: Simulation, name: ServiceName, { desired, bounds, revisions, deleted }: Wanted): void {
  const found = answerOf(sim, name)
  if (deleted) {
    expect(found?.status).not.toBe('ACTIVE')
    return
  }
  const [minimumHealthyPercent, maximumPercent] = bounds
  expect(found).toMatchObject({
    status: 'ACTIVE',
    desiredCount: desired,
    deploymentConfiguration: { minimumHealthyPercent, maximumPercent },
  })
  expect(revisions.map((revision) => `${name}:${revision}`)).toContain(found?.taskDefinition?.split('/')[1])
  expect(found?.deployments?.[0]?.status).toBe('PRIMARY')
  expect(found?.events?.length).toBeLessThanOrEqual(100)
}

/** Agents that are away come back, as far as there is a machine under them. */
export function bringBack(sim: Simulation): void {
  const away = [...sim.view.tables.containerInstances.values()].filter(
    ({ agentConnected, status, machine }) =>
      !agentConnected && (status === 'ACTIVE' || status === 'DRAINING') && machine.state === 'running',
  )
  const containerInstances = away.map(({ arn }) => arn)
  if (containerInstances.length > 0) sim.fleet.reconnectAgent({ cluster: CLUSTER, containerInstances })
}
