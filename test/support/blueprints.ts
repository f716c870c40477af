// A blueprint out of plain pieces: what stands in it is a file of its own in memory, so that fixes can be written into it.
import { readDocument, type Step } from '../../src/inputs/document.ts'
import type { Blueprint, FilePatch, Piece, PieceKind } from '../../src/inputs/index.ts'
import { type Place, rootOf, within } from '../../src/inputs/place.ts'

const VPC = 'vpc-prod'
const SUBNETS = Object.fromEntries(
  ['a', 'b', 'c'].map((letter) => [`subnet-${letter}`, { availabilityZone: `us-east-1${letter}`, vpcId: VPC }]),
)

interface PlainPiece {
  readonly kind: PieceKind
  readonly input: Readonly<Record<string, unknown>>
  readonly names?: Readonly<Record<string, string>>
  readonly needs?: readonly string[]
}

export type PlainPieces = Readonly<Record<string, PlainPiece>>

/** Pieces by id, in the order in which they can be made. */
export function blueprint(pieces: PlainPieces, name = 'stack.json'): Blueprint {
  const document = readDocument(JSON.stringify(pieces, null, 2), name)
  const root = rootOf(document)
  return {
    name,
    settings: { subnets: SUBNETS },
    pieces: Object.entries(pieces).map(([id, piece]) => pieceOf(id, piece, within(root, id, 'input'))),
    kept: [],
    notSimulated: [],
    notRehearsed: [],
    revise: (patches) => blueprint(patched(pieces, patches), name),
  }
}

function pieceOf(id: string, { kind, input, names = {}, needs = [] }: PlainPiece, place: Place): Piece {
  return { id, kind, input, names, needs, place, locate: (path) => [id, 'input', ...path] }
}

function patched(pieces: PlainPieces, patches: readonly FilePatch[]): PlainPieces {
  const copy = JSON.parse(JSON.stringify(pieces)) as Record<string, PlainPiece>
  for (const { op, path, value } of patches) {
    const owner = path.slice(0, -1).reduce<unknown>((held, step) => (held as Record<Step, unknown>)[step], copy)
    const last = path.at(-1) as Step
    if (op !== 'remove') (owner as Record<Step, unknown>)[last] = value
    else if (Array.isArray(owner)) owner.splice(Number(last), 1)
    else delete (owner as Record<Step, unknown>)[last]
  }
  return copy
}

export interface StackSettings {
  readonly desired?: number
  readonly min?: number
  readonly max?: number
  readonly instances?: number
  readonly instanceType?: string
  readonly cpu?: number
  readonly memory?: number
  readonly hostPort?: number
  readonly image?: string
  readonly daemon?: boolean
  readonly distinct?: boolean
  readonly memberOf?: string
  readonly grace?: number
  readonly breaker?: boolean
  /** Behind a load balancer: seconds of the deregistration delay, between probes, failures until unhealthy. */
  readonly delay?: number
  readonly interval?: number
  readonly unhealthy?: number
  readonly network?: 'bridge' | 'awsvpc'
  /** Of awsvpc tasks. */
  readonly subnets?: readonly string[]
  /** Instances come with a trunk interface. */
  readonly trunk?: boolean
  /** The health check of the container. */
  readonly check?: { readonly interval: number; readonly retries: number; readonly startPeriod: number }
}

/** A cluster, its instances and a service `web`; behind a load balancer when a delay is given. Texts are a template's own. */
export function stack(settings: StackSettings = {}, more: PlainPieces = {}): Blueprint {
  return blueprint({ ...stackPieces(settings), ...more })
}

export function stackPieces(settings: StackSettings = {}): PlainPieces {
  const { instances = 3, instanceType = 'm5.large', delay, trunk } = settings
  return {
    Cluster: { kind: 'cluster', input: { clusterName: 'prod' }, names: { arn: 'arn:Cluster', name: 'prod' } },
    Fleet: {
      kind: 'fleet',
      input: {
        cluster: 'prod',
        instanceType,
        count: instances,
        vpcId: VPC,
        ...(trunk === undefined ? {} : { awsvpcTrunking: trunk }),
      },
      names: { name: 'prod-group' },
      needs: ['Cluster'],
    },
    ...(delay === undefined ? {} : balancer(settings)),
    TaskDefinition: definition(settings),
    Service: service(settings),
  }
}

function balancer({ delay = 300, interval = 10, unhealthy = 2, network = 'bridge' }: StackSettings): PlainPieces {
  return {
    Balancer: {
      kind: 'loadBalancer',
      input: { Name: 'front', Subnets: ['subnet-a', 'subnet-b', 'subnet-c'] },
      names: { arn: 'arn:Balancer', name: 'front' },
    },
    Group: {
      kind: 'targetGroup',
      input: {
        Name: 'web',
        VpcId: VPC,
        Protocol: 'HTTP',
        Port: 80,
        TargetType: network === 'awsvpc' ? 'ip' : 'instance',
        HealthCheckIntervalSeconds: interval,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: unhealthy,
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: String(delay) }],
      },
      names: { arn: 'arn:Group', name: 'web' },
    },
    Listener: {
      kind: 'listener',
      input: {
        LoadBalancerArn: 'arn:Balancer',
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: 'arn:Group' }],
      },
      names: { arn: 'arn:Listener' },
      needs: ['Balancer', 'Group'],
    },
  }
}

function definition({
  cpu = 256,
  memory = 256,
  hostPort = 0,
  image = 'example.com/web:1',
  network,
  check,
}: StackSettings): PlainPiece {
  const port = network === 'awsvpc' ? { containerPort: 80 } : { containerPort: 80, hostPort }
  return {
    kind: 'taskDefinition',
    input: {
      family: 'web',
      ...(network === undefined ? {} : { networkMode: network }),
      containerDefinitions: [{ name: 'app', image, cpu, memory, portMappings: [port], ...checked(check) }],
    },
    names: { arn: 'arn:TaskDefinition' },
  }
}

function checked(check: StackSettings['check']): object {
  return check === undefined ? {} : { healthCheck: { command: ['CMD', 'true'], timeout: 2, ...check } }
}

function service(settings: StackSettings): PlainPiece {
  const {
    desired = 3,
    min = 100,
    max = 200,
    daemon = false,
    distinct = false,
    memberOf,
    grace,
    breaker,
    delay,
    network,
    subnets = ['subnet-a'],
  } = settings
  const constraints = [
    ...(distinct ? [{ type: 'distinctInstance' }] : []),
    ...(memberOf === undefined ? [] : [{ type: 'memberOf', expression: memberOf }]),
  ]
  return {
    kind: 'service',
    input: {
      cluster: 'arn:Cluster',
      serviceName: 'web',
      taskDefinition: 'arn:TaskDefinition',
      ...(daemon ? { schedulingStrategy: 'DAEMON' } : { desiredCount: desired }),
      deploymentConfiguration: {
        minimumHealthyPercent: min,
        ...(daemon ? {} : { maximumPercent: max }),
        ...(breaker === undefined ? {} : { deploymentCircuitBreaker: { enable: true, rollback: breaker } }),
      },
      ...(constraints.length === 0 ? {} : { placementConstraints: constraints }),
      ...(grace === undefined ? {} : { healthCheckGracePeriodSeconds: grace }),
      ...(network === 'awsvpc' ? { networkConfiguration: { awsvpcConfiguration: { subnets } } } : {}),
      ...(delay === undefined
        ? {}
        : { loadBalancers: [{ targetGroupArn: 'arn:Group', containerName: 'app', containerPort: 80 }] }),
    },
    names: { arn: 'arn:Service', name: 'web' },
    needs: ['Cluster', 'TaskDefinition', ...(delay === undefined ? [] : ['Listener'])],
  }
}
