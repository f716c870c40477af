// How do the load balancers of a scenario come to be, and what do the names stand for that the rest of it calls them by?
import type { Simulation } from '../index.ts'
import { KINDS } from './blueprint/kinds.ts'
import type { Placed } from './files.ts'
import { placing } from './refusal.ts'
import { type AwsInput, isRecord } from './services.ts'

/** In the order in which they are made. */
export const BALANCING_KINDS = ['targetGroup', 'loadBalancer', 'listener', 'listenerRule'] as const
type BalancingKind = (typeof BALANCING_KINDS)[number]

export interface BalancingInput {
  readonly kind: BalancingKind
  readonly input: Placed<AwsInput>
}

/** Members that name one of them, in the spelling of ECS and of Elastic Load Balancing. */
const REFERENCES: Readonly<Record<string, BalancingKind>> = {
  targetGroupArn: 'targetGroup',
  TargetGroupArn: 'targetGroup',
  LoadBalancerArn: 'loadBalancer',
  ListenerArn: 'listener',
}

export class Balancers {
  private readonly arns = new Map<string, string>()

  make(sim: Simulation, { kind, input }: BalancingInput): void {
    const { value, place } = input
    const made = placing(place, () =>
      KINDS[kind].make(sim, { ...placesFor(sim, kind, value), ...this.translate(value) }),
    )
    this.arns.set(`${kind} ${nameOf(kind, value)}`, String(made.arn))
  }

  /** With ARNs in the place of names; what is unknown stays, for AWS to refuse. */
  translate<T>(value: T): T {
    return this.arns.size === 0 ? value : (this.translated(value) as T)
  }

  private translated(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.translated(item))
    if (!isRecord(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([member, held]) => {
        const kind = Object.hasOwn(REFERENCES, member) ? REFERENCES[member] : undefined
        if (kind === undefined || typeof held !== 'string') return [member, this.translated(held)]
        return [member, this.arns.get(`${kind} ${shortName(held)}`) ?? held]
      }),
    )
  }
}

/** `web`; of a listener, which has no name, `front:80`: its load balancer and its port. */
function nameOf(kind: BalancingKind, { Name, LoadBalancerArn, Port }: AwsInput): string {
  return kind === 'listener' ? `${shortName(String(LoadBalancerArn))}:${Port}` : String(Name)
}

/** `web` of `arn:…:targetgroup/web/6d0e…`, `front` of `arn:…:loadbalancer/app/front/50dc…`: the account of a scenario is its own. */
export function shortName(reference: string): string {
  return reference.startsWith('arn:') ? (reference.split('/').at(-2) ?? reference) : reference
}

/** Where nobody says: in the VPC and the subnets of the container instances, one of each zone. */
function placesFor({ view: { tables } }: Simulation, kind: BalancingKind, input: AwsInput): AwsInput {
  const subnets = new Map<string, string>()
  let VpcId: string | undefined
  for (const { attributes, availabilityZone } of tables.containerInstances.values()) {
    const [subnet, vpc] = [attributes['ecs.subnet-id'], attributes['ecs.vpc-id']]
    VpcId ??= vpc ?? undefined
    if (typeof subnet === 'string' && vpc === VpcId) subnets.set(availabilityZone ?? subnet, subnet)
  }
  if (kind === 'targetGroup' && input.TargetType !== 'lambda') return VpcId === undefined ? {} : { VpcId }
  return kind === 'loadBalancer' && input.SubnetMappings === undefined && subnets.size > 0
    ? { Subnets: [...subnets.values()] }
    : {}
}
