// A blueprint made with as little as a test needs: each piece by its call, names translated.
import { Simulation, type SimulationOptions } from '../../src/index.ts'
import { adoptState, type Blueprint, type Piece } from '../../src/inputs/index.ts'

type Call = (input: never) => unknown

export class LiveSite {
  readonly sim: Simulation
  private readonly names = new Map<string, string>()

  constructor(blueprint: Blueprint, options: SimulationOptions = {}) {
    this.sim = new Simulation({ paranoid: true, ...blueprint.settings, ...options })
    for (const piece of blueprint.pieces) this.make(piece)
    adoptState(this.sim, blueprint, (text) => this.translate(text))
  }

  /** ARNs also inside of longer texts. */
  translate(text: string): string {
    const known = this.names.get(text)
    if (known !== undefined) return known
    const inside = [...this.names].filter(([name]) => name.startsWith('arn:') && text.includes(name))
    return inside.reduce((so, [name, here]) => so.replaceAll(name, here), text)
  }

  private make(piece: Piece): void {
    const { ecs, elbv2, fleet } = this.sim
    const { Attributes, capacityProvider: _provider, ...input } = this.deep(piece.input) as Record<string, unknown>
    const call = (f: Call) => f(input as never) as Record<string, unknown>
    const learn = (made: Readonly<Record<string, unknown>>) => {
      for (const [attribute, name] of Object.entries(piece.names))
        if (typeof made[attribute] === 'string') this.names.set(name, made[attribute])
    }
    const first = (list: unknown) => (list as Record<string, string>[])[0] ?? {}
    const makers: Partial<Record<Piece['kind'], () => void>> = {
      cluster: () => learn({ arn: (call(ecs.createCluster).cluster as { clusterArn: string }).clusterArn }),
      fleet: () => {
        const { containerInstanceArn: arn, ec2InstanceId: id } = first(call(fleet.launch as Call).containerInstances)
        learn({ arn, id })
      },
      loadBalancer: () => learn({ arn: first(call(elbv2.createLoadBalancer).LoadBalancers).LoadBalancerArn }),
      targetGroup: () => {
        const TargetGroupArn = first(call(elbv2.createTargetGroup).TargetGroups).TargetGroupArn as string
        learn({ arn: TargetGroupArn })
        if (Attributes !== undefined)
          elbv2.modifyTargetGroupAttributes({ TargetGroupArn, Attributes: Attributes as never })
      },
      listener: () => learn({ arn: first(call(elbv2.createListener).Listeners).ListenerArn }),
      listenerRule: () => learn({ arn: first(call(elbv2.createRule).Rules).RuleArn }),
      taskDefinition: () => {
        const made = call(ecs.registerTaskDefinition).taskDefinition as Record<string, string>
        learn({ arn: made.taskDefinitionArn, name: `${made.family}:${made.revision}` })
      },
      service: () => learn({ arn: (call(ecs.createService).service as { serviceArn: string }).serviceArn }),
    }
    makers[piece.kind]?.()
  }

  private deep(value: unknown): unknown {
    if (typeof value === 'string') return this.translate(value)
    if (Array.isArray(value)) return value.map((each) => this.deep(each))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.deep(member)]))
  }
}
