// Which pieces do the answers of the AWS CLI describe? Each becomes the input of the call that makes it.
import { definitionFromDescription, findInstanceType } from '../../index.ts'
import type { Piece, PieceKind } from '../blueprint/blueprint.ts'
import type { Step } from '../document.ts'
import { type AwsInput, serviceInputs } from '../services.ts'
import { groupOf, isOfGroup } from './about.ts'
import type { Gathered, Item } from './gather.ts'
import { attributesOf, given, lastOf, recordsOf, resourceOf, textOf, textsOf } from './members.ts'

interface Parts {
  readonly id: string
  readonly kind: PieceKind
  readonly input: AwsInput
  readonly names: Readonly<Record<string, string>>
  readonly needs?: readonly string[]
}

/** Members of the input that the file calls otherwise; null for those that it cannot say. */
type Renamed = Readonly<Record<string, readonly Step[] | null>>

export function pieceOf({ needs = [], ...parts }: Parts, { place }: Item, renamed: Renamed = {}): Piece {
  return {
    ...parts,
    needs,
    place,
    locate: ([first, ...rest]) => {
      if (first === undefined) return place.steps
      const steps = Object.hasOwn(renamed, first) ? renamed[first] : [first]
      return steps === null || steps === undefined ? null : [...place.steps, ...steps, ...rest]
    },
  }
}

export const idOf = {
  cluster: (name: string) => `cluster/${name}`,
  provider: (name: string) => `capacity-provider/${name}`,
  instance: (arn: string) => `container-instance/${lastOf(arn)}`,
  balancer: (name: unknown) => `load-balancer/${name}`,
  group: (name: unknown) => `target-group/${name}`,
  listener: (arn: unknown) => `listener/${String(arn).split('/').slice(-3).join('/')}`,
  service: (cluster: string, name: unknown) => `service/${cluster}/${name}`,
}

/** In the order in which they can be made. */
export function piecesOf(all: Gathered, services: readonly Item[]): Piece[] {
  return [
    ...clusterPieces(all, services),
    ...providerPieces(all),
    ...fleetPieces(all),
    ...all.balancers.map(balancerPiece),
    ...groupPieces(all),
    ...all.listeners.map((item) => listenerPiece(item, all)),
    ...all.rules.filter(({ value }) => value.IsDefault !== true).map((item) => rulePiece(item, all)),
    ...definitionPieces(all),
    ...services.map((item) => servicePiece(item, all)),
  ]
}

// ── clusters and what they run on ──

/** A cluster that nobody has described is there because of its services. */
function clusterPieces({ clusters, instances, tasks }: Gathered, services: readonly Item[]): Piece[] {
  const pieces = clusters
    .filter(({ value }) => (value.status ?? 'ACTIVE') === 'ACTIVE')
    .map((item) => {
      const name = String(item.value.clusterName)
      const input = given(item.value, ['clusterName', 'settings', 'configuration', 'tags', 'serviceConnectDefaults'])
      return pieceOf(
        { id: idOf.cluster(name), kind: 'cluster', input, names: { arn: String(item.value.clusterArn), name } },
        item,
      )
    })
  const known = new Set(pieces.map(({ names }) => names.name))
  for (const item of [...services, ...instances, ...tasks]) {
    const arn = clusterArnOf(item.value)
    if (arn === undefined || known.has(lastOf(arn))) continue
    known.add(lastOf(arn))
    const parts = {
      id: idOf.cluster(lastOf(arn)),
      input: { clusterName: lastOf(arn) },
      names: { arn, name: lastOf(arn) },
    }
    pieces.push(pieceOf({ kind: 'cluster', ...parts }, item, { clusterName: ['clusterArn'] }))
  }
  return pieces
}

/** Container instances do not say it, but for their ARN. */
export function clusterArnOf({ clusterArn, containerInstanceArn }: AwsInput): string | undefined {
  const said = textOf(clusterArn)
  if (said !== undefined) return said
  const [head, cluster, id] = (textOf(containerInstanceArn) ?? '').split('/')
  return id === undefined ? undefined : `${head!.replace(':container-instance', ':cluster')}/${cluster}`
}

function providerPieces({ providers, clusters }: Gathered): Piece[] {
  const own = providers.filter(({ value }) => !textOf(value.name)?.startsWith('FARGATE'))
  const made = own.map((item) => {
    const name = String(item.value.name)
    const input = given(item.value, ['name', 'autoScalingGroupProvider', 'tags'])
    return pieceOf(
      {
        id: idOf.provider(name),
        kind: 'capacityProvider',
        input,
        names: { arn: String(item.value.capacityProviderArn), name },
      },
      item,
    )
  })
  const associated = clusters
    .filter(({ value }) => textsOf(value.capacityProviders).length > 0)
    .map((item) => {
      const { clusterName: name, capacityProviders, defaultCapacityProviderStrategy = [] } = item.value
      const cluster = String(name)
      const needs = made.filter(({ names }) => textsOf(capacityProviders).includes(names.name!)).map(({ id }) => id)
      return pieceOf(
        {
          id: `cluster-capacity-providers/${cluster}`,
          kind: 'clusterCapacityProviders',
          input: { cluster, capacityProviders, defaultCapacityProviderStrategy },
          names: {},
          needs: [idOf.cluster(cluster), ...needs],
        },
        item,
        { cluster: ['clusterName'] },
      )
    })
  return [...made, ...associated]
}

function fleetPieces(all: Gathered): Piece[] {
  const registered = all.instances.filter(isOnEc2)
  return registered.length > 0 || all.instances.length > 0
    ? registered.map((item) => instancePiece(item, all))
    : all.scalingGroups.flatMap((item) => scalingPiece(item, all))
}

export function isOnEc2({ value }: Item): boolean {
  const { status = 'ACTIVE', ec2InstanceId } = value
  return (status === 'ACTIVE' || status === 'DRAINING') && String(ec2InstanceId).startsWith('i-')
}

/** Whatever an instance does not say follows from its type. */
const SAID_BY_ATTRIBUTES: Renamed = {
  count: null,
  instanceType: null,
  availabilityZones: null,
  subnetId: null,
  vpcId: null,
  cpuUnits: null,
  memoryMiB: null,
  attributes: null,
  ready: null,
  cluster: null,
}

function instancePiece(item: Item, { providers }: Gathered): Piece {
  const { value } = item
  const arn = String(value.containerInstanceArn)
  const cluster = lastOf(clusterArnOf(value) ?? 'default')
  const attributes = attributesOf(value)
  const named = (name: string) => textOf(attributes.get(name))
  const custom = [...attributes].filter(([name]) => !/^(?:ecs\.|com\.amazonaws\.)/.test(name))
  const capabilities = [...attributes.keys()].filter((name) => /^(?:com\.amazonaws\.)?ecs\.capability\./.test(name))
  const provider = textOf(value.capacityProviderName)
  const isKnown = providers.some((each) => each.value.name === provider)
  const input = {
    cluster,
    instanceType: typeOf(value, named('ecs.instance-type')),
    count: 1,
    ready: true,
    ...listed('availabilityZones', named('ecs.availability-zone')),
    ...said('subnetId', named('ecs.subnet-id')),
    ...said('vpcId', named('ecs.vpc-id')),
    ...said('cpuUnits', resourceOf(value, 'CPU').integerValue),
    ...said('memoryMiB', resourceOf(value, 'MEMORY').integerValue),
    ...(attributes.has('ecs.awsvpc-trunk-id') ? { awsvpcTrunking: true } : {}),
    ...(custom.length === 0 ? {} : { attributes: Object.fromEntries(custom) }),
    ...(capabilities.length === 0 ? {} : { withCapabilities: capabilities }),
    ...(provider !== undefined && isKnown ? { capacityProvider: provider } : {}),
    ...given(value, ['tags']),
  }
  const needs = [idOf.cluster(cluster), ...(isKnown ? [idOf.provider(provider!)] : [])]
  const names = { arn, id: String(value.ec2InstanceId) }
  return pieceOf({ id: idOf.instance(arn), kind: 'fleet', input, names, needs }, item, SAID_BY_ATTRIBUTES)
}

function said(name: string, value: unknown): AwsInput {
  return value === undefined ? {} : { [name]: value }
}

function listed(name: string, value: string | undefined): AwsInput {
  return value === undefined ? {} : { [name]: [value] }
}

/** By its name, or described by what the agent has registered when nobody knows it. */
function typeOf(value: AwsInput, name = 'unknown'): unknown {
  if (findInstanceType(name) !== undefined) return name
  const amount = (resource: string) => Number(resourceOf(value, resource).integerValue ?? 0)
  return {
    name,
    vCpus: Math.max(1, Math.ceil(amount('CPU') / 1_024)),
    memoryMiB: Math.max(1, amount('MEMORY')),
    architecture: attributesOf(value).get('ecs.cpu-architecture') === 'arm64' ? 'arm64' : 'x86_64',
    gpus: textsOf(resourceOf(value, 'GPU').stringSetValue).length,
    maxNetworkInterfaces: 3,
    ipv4AddressesPerInterface: 10,
  }
}

/** Without container instances: as many as an Auto Scaling group wants, in the cluster whose provider it belongs to. */
function scalingPiece(item: Item, all: Gathered): Piece[] {
  const { value } = item
  const name = String(value.AutoScalingGroupName)
  const members = recordsOf(value.Instances)
  const instanceType = textOf(members[0]?.InstanceType)
  const count = Number(value.DesiredCapacity ?? members.length)
  if (instanceType === undefined || count < 1) return []
  const cluster = clusterFor(item, all)
  const availabilityZones = textsOf(value.AvailabilityZones)
  const input = {
    cluster,
    instanceType,
    count,
    ready: true,
    ...(availabilityZones.length > 0 ? { availabilityZones } : {}),
  }
  const names = { arn: String(value.AutoScalingGroupARN), name }
  const renamed = {
    ...SAID_BY_ATTRIBUTES,
    count: ['DesiredCapacity'],
    availabilityZones: ['AvailabilityZones'],
    instanceType: ['Instances', 0, 'InstanceType'],
  }
  return [
    pieceOf(
      { id: `auto-scaling-group/${name}`, kind: 'fleet', input, names, needs: [idOf.cluster(cluster)] },
      item,
      renamed,
    ),
  ]
}

function clusterFor({ value }: Item, { providers, clusters, services }: Gathered): string {
  const provider = providers.find((each) => {
    const { autoScalingGroupArn } = (each.value.autoScalingGroupProvider ?? {}) as AwsInput
    return autoScalingGroupArn === value.AutoScalingGroupARN
  })
  const owner = clusters.find((each) => textsOf(each.value.capacityProviders).includes(String(provider?.value.name)))
  return String(
    owner?.value.clusterName ??
      clusters[0]?.value.clusterName ??
      lastOf(clusterArnOf(services[0]?.value ?? {}) ?? 'default'),
  )
}

// ── load balancing ──

function balancerPiece(item: Item): Piece {
  const { value } = item
  const Subnets = recordsOf(value.AvailabilityZones).map(({ SubnetId }) => SubnetId)
  const input = {
    Name: value.LoadBalancerName,
    Subnets,
    ...given(value, ['Type', 'Scheme', 'SecurityGroups', 'IpAddressType']),
  }
  const names = { arn: String(value.LoadBalancerArn), dnsName: String(value.DNSName) }
  return pieceOf({ id: idOf.balancer(value.LoadBalancerName), kind: 'loadBalancer', input, names }, item, {
    Name: ['LoadBalancerName'],
    Subnets: null,
  })
}

const GROUP_MEMBERS = [
  'Protocol',
  'ProtocolVersion',
  'Port',
  'VpcId',
  'TargetType',
  'HealthCheckProtocol',
  'HealthCheckPort',
  'HealthCheckEnabled',
  'HealthCheckPath',
  'HealthCheckIntervalSeconds',
  'HealthCheckTimeoutSeconds',
  'HealthyThresholdCount',
  'UnhealthyThresholdCount',
  'Matcher',
  'IpAddressType',
]

function groupPieces(all: Gathered): Piece[] {
  const attributes = new Map<string, unknown>()
  for (const item of all.attributes) {
    const group = isOfGroup(item) ? groupOf(item, all, () => false) : null
    if (group !== null) attributes.set(group, item.value.Attributes)
  }
  return all.groups.map((item) => {
    const arn = String(item.value.TargetGroupArn)
    const Attributes = attributes.get(arn)
    const input = {
      Name: item.value.TargetGroupName,
      ...given(item.value, GROUP_MEMBERS),
      ...(Attributes === undefined ? {} : { Attributes }),
    }
    return pieceOf({ id: idOf.group(item.value.TargetGroupName), kind: 'targetGroup', input, names: { arn } }, item, {
      Name: ['TargetGroupName'],
      Attributes: null,
    })
  })
}

function listenerPiece(item: Item, all: Gathered): Piece {
  const { value } = item
  const balancer = all.balancers.find((each) => each.value.LoadBalancerArn === value.LoadBalancerArn)
  const input = {
    ...given(value, ['LoadBalancerArn', 'Port', 'Protocol', 'Certificates', 'SslPolicy', 'AlpnPolicy']),
    DefaultActions: recordsOf(value.DefaultActions).map(actionOf),
  }
  const needs = [idOf.balancer(balancer?.value.LoadBalancerName), ...groupsNamed(value, all)]
  return pieceOf(
    { id: idOf.listener(value.ListenerArn), kind: 'listener', input, names: { arn: String(value.ListenerArn) }, needs },
    item,
  )
}

/** AWS prints a forward to one group in both of its forms. */
function actionOf(action: AwsInput): AwsInput {
  const { ForwardConfig, ...rest } = action
  return rest.TargetGroupArn === undefined && ForwardConfig !== undefined ? action : rest
}

function rulePiece(item: Item, all: Gathered): Piece {
  const { value } = item
  // arn:…:listener-rule/app/NAME/BALANCER/LISTENER/RULE
  const ListenerArn = String(value.RuleArn)
    .replace(':listener-rule/', ':listener/')
    .replace(/\/[^/]*$/, '')
  const input = {
    ListenerArn,
    Priority: Number(value.Priority),
    Conditions: recordsOf(value.Conditions).map(conditionOf),
    Actions: recordsOf(value.Actions).map(actionOf),
  }
  const id = `listener-rule/${String(value.RuleArn).split('/').slice(-4).join('/')}`
  const needs = [idOf.listener(ListenerArn), ...groupsNamed(value, all)]
  return pieceOf({ id, kind: 'listenerRule', input, names: { arn: String(value.RuleArn) }, needs }, item, {
    ListenerArn: null,
  })
}

/** The same for conditions: the values stand beside their configuration. */
function conditionOf(condition: AwsInput): AwsInput {
  const { Values, ...rest } = condition
  return Object.keys(rest).some((name) => name.endsWith('Config')) ? rest : condition
}

function groupsNamed(value: AwsInput, { groups }: Gathered): string[] {
  const text = JSON.stringify(value)
  return groups
    .filter((each) => text.includes(String(each.value.TargetGroupArn)))
    .map((each) => idOf.group(each.value.TargetGroupName))
}

// ── what runs ──

export function revisionName({ family, revision }: AwsInput): string {
  return `${family}:${revision}`
}

/** The newest revision of a family goes by the family's name, so that it is the same piece in the next version of the files. */
function definitionPieces({ taskDefinitions }: Gathered): Piece[] {
  const byNumber = [...taskDefinitions].sort((a, b) => Number(a.value.revision) - Number(b.value.revision))
  return byNumber.map((item) => {
    const { family, taskDefinitionArn } = item.value
    const isNewest = byNumber.findLast((each) => each.value.family === family) === item
    const name = revisionName(item.value)
    const input = definitionFromDescription(item.value) as unknown as AwsInput
    return pieceOf(
      {
        id: `task-definition/${isNewest ? family : name}`,
        kind: 'taskDefinition',
        input,
        names: { arn: String(taskDefinitionArn), name },
      },
      item,
    )
  })
}

function servicePiece(item: Item, all: Gathered): Piece {
  const [made] = serviceInputs(item)
  const input = made!.value
  const cluster = String(input.cluster ?? 'default')
  const definition = definitionPieces(all).find(({ names }) => names.name === lastOf(String(input.taskDefinition)))
  const balancers = all.listeners.filter((each) =>
    groupsNamed(input, all).some((id) => groupsNamed(each.value, all).includes(id)),
  )
  const needs = [
    idOf.cluster(cluster),
    ...(definition === undefined ? [] : [definition.id]),
    ...groupsNamed(input, all),
    ...balancers.map((each) => idOf.listener(each.value.ListenerArn)),
  ]
  const names = { arn: String(item.value.serviceArn) }
  return pieceOf({ id: idOf.service(cluster, item.value.serviceName), kind: 'service', input, names, needs }, item, {
    cluster: ['clusterArn'],
  })
}
