// Targets of a group: registered, deregistered, and how they are (TG-001…TG-004, TG-030…TG-036, TG-110…TG-114).
import { isUnhealthyDraining } from '../../balancing/attributes.ts'
import { contains, parseBlock } from '../../balancing/cidr.ts'
import { planDeregistration, planRegistration } from '../../balancing/targets.ts'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { groupScene, targetsIn } from '../../engine/groups.ts'
import { strayBehind } from '../../engine/traffic.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { ALWAYS_OK, type Target, type TargetGroup, targetKey } from '../../model/balancing.ts'
import { isUp } from '../../model/machine.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type {
  TargetHealth as AwsHealth,
  DeregisterTargetsOutput,
  DescribeTargetHealthOutput,
  RegisterTargetsOutput,
  TargetHealthDescription,
} from '../shapes/elbv2-types.generated.ts'
import type { ElbAnswer } from './answer.ts'
import { getTargetGroup } from './find.ts'
import { MOST_TARGETS } from './limits.ts'
import { checkRange, type ElbInput, invalid, parseElbInput } from './parse.ts'

type Given = ElbInput<'RegisterTargets'>['Targets'][number]

/** Registering one that is there already changes nothing. @throws TargetGroupNotFoundException, InvalidTargetException, TooManyTargetsException, … */
export function registerTargets(world: World, input: unknown): ElbAnswer<RegisterTargetsOutput> {
  const parsed = parseElbInput('RegisterTargets', input)
  const group = getTargetGroup(world, parsed.TargetGroupArn)
  if (parsed.Targets.length === 0) invalid('Targets', 'at least one target', '0 targets', 'TG-002')
  const targets = parsed.Targets.map((given, index) => targetOf(world, group, given, `Targets[${index}]`))
  checkLimit(world, group, targets)
  return command(world, 'elbv2.registerTargets', parsed, (cause) => {
    const scene = groupScene(world, group.arn)
    for (const { key, ...target } of targets) {
      const known = world.tables.targets.get(key)
      const owner = known === undefined ? strayBehind(world, key) : undefined
      const joining = { ...target, ...(owner ?? { taskArn: null, answers: ALWAYS_OK }) }
      apply(world, planRegistration(scene, joining, known, world), cause)
    }
    return {}
  })
}

/** Whatever is not registered is left alone (TG-003); without a port, every port of the id. @throws TargetGroupNotFoundException, ValidationError */
export function deregisterTargets(world: World, input: unknown): ElbAnswer<DeregisterTargetsOutput> {
  const parsed = parseElbInput('DeregisterTargets', input)
  const group = getTargetGroup(world, parsed.TargetGroupArn)
  if (parsed.Targets.length === 0) invalid('Targets', 'at least one target', '0 targets', 'TG-002')
  for (const [index, given] of parsed.Targets.entries()) checkNoQuic(given, `Targets[${index}]`)
  return command(world, 'elbv2.deregisterTargets', parsed, (cause) => {
    const scene = groupScene(world, group.arn)
    for (const given of parsed.Targets)
      for (const target of meant(world, group, given)) apply(world, planDeregistration(scene, target, world), cause)
    return {}
  })
}

/** @throws TargetGroupNotFoundException, ValidationError */
export function describeTargetHealth(world: WorldView, input: unknown): ElbAnswer<DescribeTargetHealthOutput> {
  const parsed = parseElbInput('DescribeTargetHealth', input)
  const group = getTargetGroup(world, parsed.TargetGroupArn)
  for (const [index, given] of (parsed.Targets ?? []).entries()) checkNoQuic(given, `Targets[${index}]`)
  const rows =
    parsed.Targets?.flatMap((given) => {
      const found = meant(world, group, given)
      return found.length === 0 ? [unregistered(group, given)] : found.map((target) => describe(world, group, target))
    }) ?? targetsIn(world, group.arn).map((target) => describe(world, group, target))
  const isAsked = parsed.Include !== undefined && parsed.Include.length > 0
  if (!isAsked || group.attributes['load_balancing.algorithm.type'] !== 'weighted_random')
    return { TargetHealthDescriptions: rows }
  const anomaly = { Result: 'normal', MitigationInEffect: 'no' } as const
  return { TargetHealthDescriptions: rows.map((row) => ({ ...row, AnomalyDetection: anomaly })) }
}

/** There are no groups of QUIC. */
function checkNoQuic({ QuicServerId: id }: Given, path: string): void {
  if (id !== undefined) invalid(`${path}.QuicServerId`, 'none', id, 'TG-002')
}

interface Wish {
  readonly key: string
  readonly targetId: string
  readonly port: number
  readonly availabilityZone: string | null
}

function targetOf(world: WorldView, group: Readonly<TargetGroup>, given: Given, path: string): Wish {
  const { Id: targetId, Port: port = group.port } = given
  checkRange(`${path}.Port`, port, 1, 65_535, 'TG-002')
  checkNoQuic(given, path)
  const key = targetKey(group.arn, targetId, port)
  if (group.targetType === 'instance') {
    if (given.AvailabilityZone !== undefined)
      invalid(`${path}.AvailabilityZone`, 'none with a group of instances', given.AvailabilityZone, 'TG-002')
    return { key, targetId, port, availabilityZone: zoneOfInstance(world, group, targetId, path) }
  }
  checkAddress(targetId, `${path}.Id`)
  const availabilityZone = given.AvailabilityZone ?? null
  const isCrossZoneOff = group.attributes['load_balancing.cross_zone.enabled'] === 'false'
  if (availabilityZone === 'all' && isCrossZoneOff)
    invalid(`${path}.AvailabilityZone`, 'a zone, while cross-zone load balancing is off', 'all', 'TG-047')
  if (world.tables.targets.get(key)?.state === 'draining')
    refuseTarget(targetId, `The address ${targetId} is still being deregistered.`, `${path}.Id`, 'TG-004')
  return { key, targetId, port, availabilityZone }
}

/** Of an instance that runs, in the group's VPC (TG-003). */
function zoneOfInstance(world: WorldView, group: Readonly<TargetGroup>, id: string, path: string): string | null {
  for (const instance of world.tables.containerInstances.values()) {
    const { ec2InstanceId, status, instanceType, attributes, availabilityZone } = instance
    if (ec2InstanceId !== id || status === 'INACTIVE' || instanceType === null || !isUp(instance)) continue
    const vpc = attributes['ecs.vpc-id']
    if (vpc !== undefined && vpc !== group.vpcId)
      refuseTarget(
        id,
        `The following targets are not in the target group VPC '${group.vpcId}': '${id}'`,
        `${path}.Id`,
        'TG-003',
      )
    return availabilityZone
  }
  return refuseTarget(
    id,
    `The following targets are not in a running state and cannot be registered: '${show(id)}'`,
    `${path}.Id`,
    'TG-003',
  )
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map((block) => parseBlock(block)!)

function checkAddress(id: string, path: string): void {
  const address = id.includes('/') || id.includes(':') ? null : parseBlock(id)
  if (address === null) invalid(path, 'an IPv4 address', id, 'TG-001')
  if (!PRIVATE.some((block) => contains(block, address)))
    invalid(path, 'a private address: 10/8, 172.16/12, 192.168/16 or 100.64/10', id, 'TG-001')
}

function checkLimit(world: WorldView, group: Readonly<TargetGroup>, targets: readonly Wish[]): void {
  const keys = new Set([...world.indexes.targets.inGroup(group.arn), ...targets.map(({ key }) => key)])
  if (keys.size > MOST_TARGETS)
    refuse('TooManyTargetsException', `You have reached the limit of ${MOST_TARGETS} targets per target group.`, {
      path: 'Targets',
      rule: 'LB-008',
    })
}

function refuseTarget(id: string, message: string, path: string, rule: string): never {
  refuse('InvalidTargetException', message, { path, found: show(id), rule })
}

function meant(world: WorldView, group: Readonly<TargetGroup>, { Id, Port }: Given): Readonly<Target>[] {
  if (Port !== undefined) {
    const target = world.tables.targets.get(targetKey(group.arn, Id, Port))
    return target === undefined ? [] : [target]
  }
  return targetsIn(world, group.arn).filter(({ targetId }) => targetId === Id)
}

function describe(world: WorldView, group: Readonly<TargetGroup>, target: Readonly<Target>): TargetHealthDescription {
  const { port } = group.healthCheck
  return {
    Target: {
      Id: target.targetId,
      Port: target.port,
      ...(target.availabilityZone === null ? {} : { AvailabilityZone: target.availabilityZone }),
    },
    HealthCheckPort: port === 'traffic-port' ? String(target.port) : port,
    TargetHealth: healthOf(group, target, world.nowMs),
  }
}

function healthOf(group: Readonly<TargetGroup>, target: Readonly<Target>, nowMs: number): AwsHealth {
  const { state, reason, description, probedFromMs } = target
  if (state === 'healthy') return { State: state }
  if (state === 'initial')
    return nowMs < probedFromMs
      ? { State: state, Reason: 'Elb.RegistrationInProgress', Description: 'Target registration is in progress' }
      : { State: state, Reason: 'Elb.InitialHealthChecking', Description: 'Initial health checks in progress' }
  const State = isUnhealthyDraining(group, target, nowMs) ? 'unhealthy.draining' : state
  return { State, Reason: reason!, Description: description! }
}

function unregistered(group: Readonly<TargetGroup>, { Id, Port = group.port }: Given): TargetHealthDescription {
  return {
    Target: { Id, Port },
    TargetHealth: {
      State: 'unused',
      Reason: 'Target.NotRegistered',
      Description: 'Target is not registered to the target group',
    },
  }
}
