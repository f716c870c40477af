// A load balancer with its groups and targets, in as few words as a test wants to spend on them.

import type { CreateTargetGroupInput, RuleConditionInput } from '../../src/api/shapes/elbv2-types.generated.ts'
import { Simulation, type SimulationOptions } from '../../src/index.ts'

export class Balancing {
  readonly sim: Simulation
  readonly loadBalancerArn: string
  readonly vpcId: string
  listenerArn = ''
  readonly groups = new Map<string, string>()

  constructor(options: SimulationOptions = {}, type: 'application' | 'network' = 'application') {
    this.sim = new Simulation({ seed: 'balancing', paranoid: true, ...options })
    const [balancer] = this.sim.elbv2.createLoadBalancer({
      Name: 'front',
      Subnets: ['subnet-a', 'subnet-b'],
      Type: type,
    }).LoadBalancers
    this.loadBalancerArn = balancer?.LoadBalancerArn as string
    this.vpcId = balancer?.VpcId as string
  }

  /** A group of addresses. */
  group(name: string, settings: Partial<CreateTargetGroupInput> = {}, attributes: Record<string, string> = {}): this {
    const [group] = this.sim.elbv2.createTargetGroup({
      Name: name,
      Protocol: 'HTTP',
      Port: 80,
      VpcId: this.vpcId,
      TargetType: 'ip',
      ...settings,
    }).TargetGroups
    const arn = group?.TargetGroupArn as string
    this.groups.set(name, arn)
    const Attributes = Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }))
    if (Attributes.length > 0) this.sim.elbv2.modifyTargetGroupAttributes({ TargetGroupArn: arn, Attributes })
    return this
  }

  /** A listener on port 80 whose default is a group. */
  listener(group: string, protocol: 'HTTP' | 'TCP' = 'HTTP'): this {
    const [listener] = this.sim.elbv2.createListener({
      LoadBalancerArn: this.loadBalancerArn,
      Protocol: protocol,
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: this.arn(group) }],
    }).Listeners
    this.listenerArn = listener?.ListenerArn as string
    return this
  }

  rule(Priority: number, conditions: readonly RuleConditionInput[], group: string): string {
    return this.sim.elbv2.createRule({
      ListenerArn: this.listenerArn,
      Priority,
      Conditions: conditions,
      Actions: [{ Type: 'forward', TargetGroupArn: this.arn(group) }],
    }).Rules[0]?.RuleArn as string
  }

  paths(priority: number, values: readonly string[], group: string): string {
    return this.rule(priority, [{ Field: 'path-pattern', Values: values }], group)
  }

  register(group: string, ...targets: (string | { Id: string; AvailabilityZone: string })[]): this {
    this.sim.elbv2.registerTargets({
      TargetGroupArn: this.arn(group),
      Targets: targets.map((target) => (typeof target === 'string' ? { Id: target } : target)),
    })
    return this
  }

  deregister(group: string, ...ids: string[]): this {
    this.sim.elbv2.deregisterTargets({ TargetGroupArn: this.arn(group), Targets: ids.map((Id) => ({ Id })) })
    return this
  }

  arn(group: string): string {
    return this.groups.get(group) as string
  }

  /** State of each target of a group, with its reason if it has one. */
  health(group: string): string[] {
    const { TargetHealthDescriptions } = this.sim.elbv2.describeTargetHealth({ TargetGroupArn: this.arn(group) })
    return TargetHealthDescriptions.map(({ TargetHealth: { State, Reason } = {} }) =>
      Reason === undefined ? String(State) : `${State} ${Reason}`,
    )
  }

  /** Name of the group that a request goes to. */
  goesTo(path: string, more: object = {}): string | null {
    const { targetGroupArn } = this.sim.traffic.route({ loadBalancer: 'front', path, ...more })
    return [...this.groups].find(([, arn]) => arn === targetGroupArn)?.[0] ?? null
  }

  /** The changes of state of a group's only target up to an instant, as `second: state`. */
  history(group: string, seconds: number): string[] {
    const seen: string[] = []
    for (let second = 0; second <= seconds; second++) {
      const state = this.health(group).join() || 'gone'
      if (seen.at(-1)?.endsWith(`: ${state}`) !== true) seen.push(`${second}: ${state}`)
      if (second < seconds) this.sim.advance('1s')
    }
    return seen
  }
}
