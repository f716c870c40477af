// Which resources become pieces, and what does the call take that makes each of them?
import { type Place, unexpected, within } from '../place.ts'
import { type AwsInput, isRecord } from '../services.ts'
import { convertMembers } from './convert.ts'
import { draftOf, type Findings } from './draft.ts'
import type { Handle } from './handle.ts'
import type { Names } from './identities.ts'
import { locateProperty, spell, typeAt } from './locate.ts'
import type { PieceRow } from './piece-row.ts'
import { SCALING_PIECES } from './scaling-pieces.ts'
import { BALANCING, ECS, requiredMembers } from './shapes.ts'
import type { Stack } from './stack.ts'
import type { Unresolved } from './values.ts'

const clusterName = ({ name }: Names) => ({ clusterName: name })
const ownName = ({ name }: Names) => ({ name })
const ownNameOfBalancing = ({ name }: Names) => ({ Name: name })
const nameless = () => ({})
const CAPACITY = 'load balancers have all the capacity they need'

/** A daemon has as many tasks as there are instances. */
function withDesiredCount(given: AwsInput): AwsInput {
  return given.schedulingStrategy === 'DAEMON' ? given : { desiredCount: 1, ...given }
}

const PIECES: Readonly<Record<string, PieceRow>> = {
  'AWS::ECS::Cluster': { kind: 'cluster', spelling: ECS, structure: 'CreateClusterRequest', named: clusterName },
  'AWS::ECS::CapacityProvider': {
    kind: 'capacityProvider',
    spelling: ECS,
    structure: 'CreateCapacityProviderRequest',
    named: ownName,
  },
  'AWS::ECS::ClusterCapacityProviderAssociations': {
    kind: 'clusterCapacityProviders',
    spelling: ECS,
    structure: 'PutClusterCapacityProvidersRequest',
    named: nameless,
  },
  'AWS::ECS::TaskDefinition': {
    kind: 'taskDefinition',
    spelling: ECS,
    structure: 'RegisterTaskDefinitionRequest',
    named: ({ name }) => ({ family: name!.replace(/:\d+$/, '') }),
  },
  'AWS::ECS::Service': {
    kind: 'service',
    spelling: ECS,
    structure: 'CreateServiceRequest',
    named: ({ name }) => ({ serviceName: name }),
    besides: { ForceNewDeployment: null },
    completed: withDesiredCount,
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    kind: 'loadBalancer',
    spelling: BALANCING,
    structure: 'LoadBalancerResource',
    named: ownNameOfBalancing,
    besides: { MinimumLoadBalancerCapacity: CAPACITY, EnableCapacityReservationProvisionStabilize: CAPACITY },
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    kind: 'targetGroup',
    spelling: BALANCING,
    structure: 'TargetGroupResource',
    named: ownNameOfBalancing,
    besides: { Targets: 'targets are what services register' },
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    kind: 'listener',
    spelling: BALANCING,
    structure: 'ListenerResource',
    named: nameless,
  },
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': {
    kind: 'listenerCertificate',
    spelling: BALANCING,
    structure: 'AddListenerCertificatesInput',
    named: nameless,
    kept: ({ Certificates }) => (arnsAreKnown(Certificates) ? undefined : 'its certificates are not known'),
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    kind: 'listenerRule',
    spelling: BALANCING,
    structure: 'CreateRuleInput',
    named: nameless,
  },
}

/** A text that only AWS could resolve is no ARN. */
function arnsAreKnown(certificates: unknown): boolean {
  const given = Array.isArray(certificates) ? certificates.filter(isRecord) : []
  return given.every(({ CertificateArn: arn }) => typeof arn === 'string' && arn.startsWith('arn:'))
}

/** What scales comes after what it scales. */
const ROWS: Readonly<Record<string, PieceRow>> = { ...PIECES, ...SCALING_PIECES }

export function isPiece(type: string): boolean {
  return Object.hasOwn(PIECES, type)
}

/** Targets before their policies. */
export const SCALING_TYPES = Object.keys(SCALING_PIECES)

export function isScaling(type: string): boolean {
  return Object.hasOwn(SCALING_PIECES, type)
}

/** Adds the piece that a resource is, or says why it is none. */
export function draftPiece(id: string, stack: Stack, findings: Findings): void {
  const handle = stack.handle(id)
  const row = ROWS[handle.type]!
  const place = within(handle.resource.place, 'Properties')
  const mention = (at: Place, value: Unresolved) =>
    findings.leaveOut(handle, `${value.text.slice(0, 120)} is not known, and has no effect here`, memberPath(at))
  const besides = Object.keys(row.besides ?? {})
  const given = convertMembers(propertiesOf(handle), row.structure, place, { spelling: row.spelling, mention, besides })
  const input = { ...(row.completed?.(given) ?? given), ...row.named(stack.namesOf(id)) }
  const why = handle.type === 'AWS::ECS::Service' ? notRehearsed(given) : undefined
  if (why !== undefined) {
    findings.notRehearsed.push({ service: String(input.serviceName), why, place: handle.resource.place })
    return
  }
  const kept = row.kept?.(input, findings.drafts)
  if (kept !== undefined) {
    findings.kept.push({ what: handle.key, type: handle.type, why: kept })
    return
  }
  refuseMissing(input, row, place)
  listBesides(handle, row, findings)
  findings.drafts.push(
    draftOf(handle, stack, {
      kind: row.kind,
      input,
      names: stack.namesOf(id),
      locate: (path) => locateProperty(handle, path, row),
      spell: (path, value) => spell(value, typeAt(path, row.structure, row.spelling), row.spelling),
    }),
  )
}

/** What the call cannot do without. */
function refuseMissing(input: AwsInput, { spelling, structure }: PieceRow, place: Place): void {
  const missing = requiredMembers(spelling, structure).find((member) => input[member] === undefined)
  if (missing === undefined) return
  const name = spelling.nameOf(structure, missing)
  throw unexpected(within(place, name), 'a value', undefined)
}

/** Behind `Resources.Id.Properties`. */
function memberPath({ path }: Place): string {
  return path.split('.').slice(3).join('.')
}

export function propertiesOf(handle: Handle): AwsInput {
  const names = Object.keys(handle.resource.properties)
  const members = names.map((name) => [name, handle.property(name)] as const)
  return Object.fromEntries(members.filter(([, value]) => value !== undefined))
}

function listBesides(handle: Handle, { besides = {} }: PieceRow, findings: Findings): void {
  for (const [name, why] of Object.entries(besides)) {
    if (why !== null && handle.property(name) !== undefined) findings.leaveOut(handle, why, name)
  }
}

// ── services of which nothing can be said ──

const CONTROLLERS: Readonly<Record<string, string>> = {
  CODE_DEPLOY: 'CodeDeploy deploys it (deployment controller CODE_DEPLOY), which is not simulated',
  EXTERNAL: 'a controller of your own deploys it (deployment controller EXTERNAL), which is not simulated',
}

const STRATEGIES: Readonly<Record<string, string>> = {
  BLUE_GREEN: 'blue/green deployments are not simulated',
  CANARY: 'canary deployments are not simulated',
  LINEAR: 'linear deployments are not simulated',
}

function notRehearsed({ deploymentController, deploymentConfiguration }: AwsInput): string | undefined {
  const { type } = recordOr(deploymentController)
  const { strategy } = recordOr(deploymentConfiguration)
  return reasonIn(CONTROLLERS, type) ?? reasonIn(STRATEGIES, strategy)
}

function reasonIn(reasons: Readonly<Record<string, string>>, word: unknown): string | undefined {
  return typeof word === 'string' && Object.hasOwn(reasons, word) ? reasons[word] : undefined
}

function recordOr(value: unknown): AwsInput {
  return isRecord(value) ? value : {}
}
