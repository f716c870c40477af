// A front: services behind one load balancer, and all that can befall them, as plain data that prints and shrinks.
//
// As in operations.ts a number names whatever there is, modulo how much there is of it. What AWS refuses is part of the game.
import {
  AwsException,
  type ContainerBehavior,
  type Ecs,
  type Simulation,
  type SimulationOptions,
} from '../../src/index.ts'
import { type Operation as KitOperation, perform as performOfKit } from '../../src/testing/index.ts'
import { Balancing } from './balancers.ts'

export const CLUSTER = 'prod'
const ALARM = 'errors'

/** One service on instances in one group, one in two groups that it shares, one on Fargate with addresses of its own. */
export const SERVICES = { web: ['front'], both: ['front', 'inner'], far: ['own'] } as const
export type ServiceName = keyof typeof SERVICES
export const NAMES = Object.keys(SERVICES) as ServiceName[]

/** What the containers of a revision do. */
const REVISIONS = {
  good: {},
  /** Its targets answer with errors for good. */
  sick: { respondsWith: 500 },
  /** Its targets refuse at first, longer than a health check is patient. */
  late: { respondsAfter: '100s' },
  /** It comes to run and exits before it counts as healthy. */
  crashing: { exitsAfter: '7s', exitCode: 1 },
  broken: { failsToStart: 'no such file' },
  /** It does not hear SIGTERM. */
  deaf: { stopsAfter: 'never' },
} as const satisfies Record<string, ContainerBehavior>
export type Revision = keyof typeof REVISIONS

/** Members of a service that may be left as they are: null. */
export interface Wishes {
  readonly desired: number | null
  /** A revision to deploy. */
  readonly revision: Revision | null
  readonly bounds: readonly [minimumHealthyPercent: number, maximumPercent: number] | null
  /** A circuit breaker that is on, with or without rollback; or off. */
  readonly breaker: 'rollback' | 'stop' | 'off' | null
  readonly alarms: 'rollback' | 'stop' | 'off' | null
  readonly graceSeconds: number | null
}

type Do<Name extends string, Members = object> = { readonly do: Name } & Readonly<Members>

export type Happening =
  | Do<'create', Wishes & { service: ServiceName }>
  | Do<'update', Wishes & { service: ServiceName; force: boolean }>
  | Do<'delete', { service: ServiceName; force: boolean }>
  | Do<'rollBack', { service: ServiceName }>
  | Do<'answer', { nth: number; with: 'ok' | 'timeout' | 'refused' | 500 }>
  | Do<'crash', { nth: number }>
  | Do<'protect', { nth: number; minutes: number | null }>
  /** Settings of a group: its deregistration delay, its health check. */
  | Do<'setGroup', { nth: number; delay: number | null; interval: number | null; threshold: number | null }>
  /** The rule of a group comes or goes; without one nothing is routed to it. */
  | Do<'route', { group: 'inner' | 'own'; on: boolean }>
  | Do<'alarm', { state: 'OK' | 'ALARM' }>
  | Extract<
      KitOperation,
      { do: 'advance' | 'stopTask' | 'terminate' | 'drain' | 'activate' | 'disconnect' | 'reconnect' }
    >
  | Do<'launch'>

type Of<Name extends Happening['do']> = Extract<Happening, { readonly do: Name }>

const RULES = { inner: 1, own: 2 } as const
const FAST = { HealthCheckIntervalSeconds: 10 }

export class Front extends Balancing {
  private readonly rules = new Map<string, string>()

  constructor(options: SimulationOptions = {}) {
    const subnets = { 'subnet-a': 'us-east-1a', 'subnet-b': 'us-east-1b' }
    super({ startAt: '2026-01-05T00:00:00Z', subnets, availabilityZones: Object.values(subnets), ...options })
    this.group('front', { TargetType: 'instance', ...FAST }, { 'deregistration_delay.timeout_seconds': '20' })
    this.group('inner', { TargetType: 'instance' }, { 'deregistration_delay.timeout_seconds': '60' })
    this.group('own', { ...FAST }, { 'deregistration_delay.timeout_seconds': '20' })
    this.listener('front')
    this.route('inner', true)
    this.route('own', true)
    this.sim.ecs.createCluster({ clusterName: CLUSTER })
    this.sim.alarms.create({ alarmName: ALARM })
    this.launch(3)
  }

  /** Carries it out. Returns the refusal, if AWS would refuse; null when it was accepted or means nothing here. */
  happen(happening: Happening): AwsException | null {
    try {
      const doing = this.doings[happening.do] as ((what: Happening) => void) | undefined
      if (doing !== undefined) doing(happening)
      else return performOfKit(this.sim, happening as KitOperation, { cluster: CLUSTER })
      return null
    } catch (error) {
      if (error instanceof AwsException) return error
      throw error
    }
  }

  private readonly doings: { readonly [Name in Happening['do']]?: (what: Of<Name>) => void } = {
    create: (what) => {
      const { desired, revision, service, ...wishes } = what
      this.sim.ecs.createService({
        cluster: CLUSTER,
        serviceName: service,
        desiredCount: desired ?? 2,
        ...this.inputOf(service, { ...wishes, desired: null, revision: revision ?? 'good' }),
        ...this.homeOf(service),
      })
    },
    update: ({ service, force, ...wishes }) => {
      const input = this.inputOf(service, wishes)
      this.sim.ecs.updateService({ cluster: CLUSTER, service, forceNewDeployment: force, ...input })
    },
    delete: ({ service, force }) => {
      this.sim.ecs.deleteService({ cluster: CLUSTER, service, force })
    },
    rollBack: ({ service }) => this.rollBack(service),
    answer: ({ nth, with: respondsWith }) => {
      const task = this.running(nth)
      if (task !== undefined) this.sim.workload.behave(`${task}:app`, { respondsWith })
    },
    crash: ({ nth }) => {
      const task = this.running(nth)
      if (task !== undefined) this.sim.faults.crashContainer({ task, container: 'app', exitCode: 1 })
    },
    protect: ({ nth, minutes: expiresInMinutes }) => {
      const task = this.running(nth)
      if (task === undefined) return
      const expiry = expiresInMinutes === null ? {} : { expiresInMinutes }
      const protectionEnabled = expiresInMinutes !== null
      this.sim.ecs.updateTaskProtection({ cluster: CLUSTER, tasks: [task], protectionEnabled, ...expiry })
    },
    setGroup: (what) => this.setGroup(what),
    route: ({ group, on }) => this.route(group, on),
    alarm: ({ state }) => this.sim.alarms.set({ alarmName: ALARM, state }),
    launch: () => this.launch(1),
  }

  /** Registers the revision, scripts it, and says all that is wished. */
  private inputOf(service: ServiceName, { desired, revision, bounds, breaker, alarms, graceSeconds }: Wishes) {
    const [minimumHealthyPercent, maximumPercent] = bounds ?? []
    const deploymentConfiguration: Configuration = {
      ...(bounds === null ? {} : { minimumHealthyPercent, maximumPercent }),
      ...(breaker === null ? {} : { deploymentCircuitBreaker: watchOf(breaker) }),
      ...(alarms === null ? {} : { alarms: { alarmNames: [ALARM], ...watchOf(alarms) } }),
    }
    return {
      ...(desired === null ? {} : { desiredCount: desired }),
      ...(revision === null ? {} : { taskDefinition: this.revise(service, revision) }),
      ...(graceSeconds === null ? {} : { healthCheckGracePeriodSeconds: graceSeconds }),
      deploymentConfiguration,
    }
  }

  /** The next revision of a service's task definition, whose containers do as its name says. Returns its ARN. */
  private revise(service: ServiceName, revision: Revision): string {
    const onFargate = {
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
    } as const
    const { taskDefinition } = this.sim.ecs.registerTaskDefinition({
      family: service,
      ...(service === 'far' ? onFargate : {}),
      containerDefinitions: [
        {
          name: 'app',
          image: `example.com/${service}:1`,
          portMappings: [{ containerPort: 80 }],
          ...(service === 'far' ? {} : { cpu: 256, memory: 256 }),
        },
      ],
    })
    this.sim.workload.behave(`${service}:${taskDefinition.revision}:app`, REVISIONS[revision])
    return taskDefinition.taskDefinitionArn as string
  }

  private homeOf(service: ServiceName) {
    const loadBalancers = SERVICES[service].map((group) => ({
      targetGroupArn: this.arn(group),
      containerName: 'app',
      containerPort: 80,
    }))
    if (service !== 'far') return { loadBalancers }
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'] } }
    return { loadBalancers, launchType: 'FARGATE' as const, networkConfiguration }
  }

  private rollBack(service: ServiceName): void {
    const [newest] = this.sim.ecs.listServiceDeployments({ cluster: CLUSTER, service }).serviceDeployments
    const serviceDeploymentArn = newest?.serviceDeploymentArn
    if (serviceDeploymentArn !== undefined) this.sim.ecs.stopServiceDeployment({ serviceDeploymentArn })
  }

  private setGroup({ nth, delay, interval, threshold }: Of<'setGroup'>): void {
    const TargetGroupArn = [...this.groups.values()][nth % this.groups.size]!
    if (interval !== null || threshold !== null)
      this.sim.elbv2.modifyTargetGroup({
        TargetGroupArn,
        ...(interval === null ? {} : { HealthCheckIntervalSeconds: interval }),
        ...(threshold === null ? {} : { UnhealthyThresholdCount: threshold, HealthyThresholdCount: threshold }),
      })
    if (delay === null) return
    const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: String(delay) }]
    this.sim.elbv2.modifyTargetGroupAttributes({ TargetGroupArn, Attributes })
  }

  private route(group: 'inner' | 'own', on: boolean): void {
    const known = this.rules.get(group)
    if (on && known === undefined) this.rules.set(group, this.paths(RULES[group], [`/${group}`], group))
    if (on || known === undefined) return
    this.sim.elbv2.deleteRule({ RuleArn: known })
    this.rules.delete(group)
  }

  private launch(count: number): void {
    this.sim.fleet.launch({ cluster: CLUSTER, instanceType: 'm5.large', count, ready: true, cpuUnits: 2_048 })
  }

  /** The nth RUNNING task that nobody has asked to stop. */
  private running(nth: number): string | undefined {
    const running = [...this.sim.view.tables.tasks.values()].filter(
      ({ desiredStatus, lastStatus }) => desiredStatus === 'RUNNING' && lastStatus === 'RUNNING',
    )
    return running[nth % Math.max(1, running.length)]?.arn
  }
}

type Configuration = NonNullable<Parameters<Ecs['updateService']>[0]['deploymentConfiguration']>

function watchOf(how: 'rollback' | 'stop' | 'off') {
  return { enable: how !== 'off', rollback: how === 'rollback' }
}

/** A front after the happenings. `begin` is told of the world before the first, `look` after each. */
export function frontAfter(
  happenings: readonly Happening[],
  options: SimulationOptions = {},
  begin: (sim: Simulation) => void = () => {},
  look: () => void = () => {},
): Front {
  const front = new Front(options)
  begin(front.sim)
  for (const happening of happenings) {
    front.happen(happening)
    look()
  }
  return front
}
