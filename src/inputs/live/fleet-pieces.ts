// Which container instances do the answers of the AWS CLI describe?
import { findInstanceType } from '../../index.ts'
import type { Piece } from '../blueprint/blueprint.ts'
import type { AwsInput } from '../services.ts'
import type { Gathered, Item } from './gather.ts'
import { attributesOf, given, lastOf, recordsOf, resourceOf, textOf, textsOf } from './members.ts'
import { clusterArnOf, idOf, pieceOf, type Renamed } from './piece.ts'

export function fleetPieces(all: Gathered): Piece[] {
  return all.instances.filter(isOnEc2).map((item) => instancePiece(item, all))
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

function instancePiece(item: Item, { providers, scalingGroups }: Gathered): Piece {
  const { value } = item
  const arn = String(value.containerInstanceArn)
  const cluster = lastOf(clusterArnOf(value) ?? 'default')
  const attributes = attributesOf(value)
  const named = (name: string) => textOf(attributes.get(name))
  const custom = [...attributes].filter(([name]) => !/^(?:ecs\.|com\.amazonaws\.)/.test(name))
  const capabilities = [...attributes.keys()].filter((name) => /^(?:com\.amazonaws\.)?ecs\.capability\./.test(name))
  const provider = textOf(value.capacityProviderName)
  const group = scalingGroups.find((each) =>
    recordsOf(each.value.Instances).some(({ InstanceId }) => InstanceId === value.ec2InstanceId),
  )?.value.AutoScalingGroupName
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
    ...(group === undefined ? {} : { autoScalingGroup: group }),
    ...given(value, ['tags']),
  }
  const needs = [
    idOf.cluster(cluster),
    ...(isKnown ? [idOf.provider(provider!)] : []),
    ...(group === undefined ? [] : [`auto-scaling-group/${group}`]),
  ]
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
export function typeOf(value: AwsInput, name = 'unknown'): unknown {
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
