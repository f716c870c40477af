// How are load balancers, their listeners, rules and target groups made, changed and taken away?
import type { Simulation } from '../../index.ts'
import type { AwsInput } from '../services.ts'
import { allButTags, call, DONE, factsOf, first, type Kind, left, listOf, picked, textOf, without } from './kind.ts'

export const loadBalancerKind: Kind = {
  identity: ({ Name }) => textOf(Name),
  make(sim, input) {
    const balancer = first(call(sim, 'elbv2', 'createLoadBalancer', without(input, 'Attributes')).LoadBalancers)
    const { LoadBalancerArn, LoadBalancerName, DNSName } = balancer
    if (input.Attributes !== undefined)
      call(sim, 'elbv2', 'modifyLoadBalancerAttributes', { LoadBalancerArn, Attributes: input.Attributes })
    return factsOf({
      arn: LoadBalancerArn,
      id: LoadBalancerArn,
      name: LoadBalancerName,
      dnsName: DNSName,
      fullName: fullName(LoadBalancerArn, 'loadbalancer/'),
    })
  },
  fixed: ['Name', 'Scheme', 'Type'],
  nameMember: 'Name',
  concerns: allButTags,
  update(sim, { facts: { arn } }, { members, input }) {
    if (members.includes('Attributes'))
      call(sim, 'elbv2', 'modifyLoadBalancerAttributes', { LoadBalancerArn: arn, Attributes: input.Attributes ?? [] })
    return left(
      members.filter((member) => member !== 'Attributes'),
      'load balancer',
    )
  },
  remove: (sim, { facts: { arn } }) => void call(sim, 'elbv2', 'deleteLoadBalancer', { LoadBalancerArn: arn }),
}

const DELAY = 'deregistration_delay.timeout_seconds'

export const targetGroupKind: Kind = {
  identity: ({ Name }) => textOf(Name),
  make(sim, input) {
    const group = first(call(sim, 'elbv2', 'createTargetGroup', without(input, 'Attributes')).TargetGroups)
    const { TargetGroupArn, TargetGroupName } = group
    if (input.Attributes !== undefined)
      call(sim, 'elbv2', 'modifyTargetGroupAttributes', { TargetGroupArn, Attributes: input.Attributes })
    return factsOf({
      arn: TargetGroupArn,
      id: TargetGroupArn,
      name: TargetGroupName,
      fullName: fullName(TargetGroupArn, ''),
    })
  },
  fixed: ['Name', 'Port', 'Protocol', 'ProtocolVersion', 'TargetType', 'VpcId', 'IpAddressType'],
  nameMember: 'Name',
  concerns: allButTags,
  update(sim, { facts: { arn } }, { members, input }) {
    const Attributes = (input.Attributes as readonly AwsInput[] | undefined) ?? [{ Key: DELAY, Value: '300' }]
    if (members.includes('Attributes') && Attributes.length > 0)
      call(sim, 'elbv2', 'modifyTargetGroupAttributes', { TargetGroupArn: arn, Attributes })
    const others = members.filter((member) => member !== 'Attributes')
    if (others.length > 0) call(sim, 'elbv2', 'modifyTargetGroup', { TargetGroupArn: arn, ...picked(input, others) })
    return DONE
  },
  remove: (sim, { facts: { arn } }) => void call(sim, 'elbv2', 'deleteTargetGroup', { TargetGroupArn: arn }),
}

export const listenerKind: Kind = {
  identity: ({ LoadBalancerArn, Port }) => `${LoadBalancerArn}:${Port}`,
  make(sim, input) {
    const made = first(call(sim, 'elbv2', 'createListener', without(input, 'Attributes')).Listeners)
    const { ListenerArn } = made
    modifyListenerAttributes(sim, ListenerArn, input)
    return factsOf({ arn: ListenerArn, id: ListenerArn })
  },
  fixed: ['LoadBalancerArn'],
  nameMember: null,
  concerns: allButTags,
  update(sim, { facts: { arn } }, { members, input }) {
    const others = members.filter((member) => member !== 'Attributes')
    if (others.length > 0) call(sim, 'elbv2', 'modifyListener', { ListenerArn: arn, ...picked(input, others) })
    if (members.includes('Attributes')) modifyListenerAttributes(sim, arn, input)
    return DONE
  },
  remove: (sim, { facts: { arn } }) => void call(sim, 'elbv2', 'deleteListener', { ListenerArn: arn }),
}

/** What is no longer said stays as it was set. */
function modifyListenerAttributes(sim: Simulation, ListenerArn: unknown, { Attributes }: AwsInput): void {
  if (listOf(Attributes).length > 0) call(sim, 'elbv2', 'modifyListenerAttributes', { ListenerArn, Attributes })
}

export const listenerCertificateKind: Kind = {
  identity: ({ ListenerArn, Certificates }) => [ListenerArn, ...certificatesOf(Certificates)].join(' '),
  make(sim, { ListenerArn, Certificates }) {
    call(sim, 'elbv2', 'addListenerCertificates', { ListenerArn, Certificates })
    return {}
  },
  fixed: ['ListenerArn'],
  nameMember: null,
  concerns: allButTags,
  update(sim, { input: { Certificates: before } }, { input: { ListenerArn, Certificates } }) {
    call(sim, 'elbv2', 'addListenerCertificates', { ListenerArn, Certificates })
    const stay = certificatesOf(Certificates)
    const gone = listOf(before).filter(({ CertificateArn }) => !stay.includes(textOf(CertificateArn)))
    if (gone.length > 0) call(sim, 'elbv2', 'removeListenerCertificates', { ListenerArn, Certificates: gone })
    return DONE
  },
  remove: (sim, { input: { ListenerArn, Certificates } }) =>
    void call(sim, 'elbv2', 'removeListenerCertificates', { ListenerArn, Certificates }),
}

function certificatesOf(certificates: unknown): string[] {
  return listOf(certificates).map(({ CertificateArn }) => textOf(CertificateArn))
}

export const listenerRuleKind: Kind = {
  identity: ({ ListenerArn, Priority }) => `${ListenerArn}:${Priority}`,
  make(sim, input) {
    const made = first(call(sim, 'elbv2', 'createRule', input).Rules)
    const { RuleArn } = made
    return factsOf({ arn: RuleArn, id: RuleArn })
  },
  fixed: ['ListenerArn'],
  nameMember: null,
  concerns: allButTags,
  update(sim, { facts: { arn } }, { members, input }) {
    const { Priority } = input
    if (members.includes('Priority'))
      call(sim, 'elbv2', 'setRulePriorities', { RulePriorities: [{ RuleArn: arn, Priority }] })
    const others = members.filter((member) => member !== 'Priority')
    if (others.length > 0) call(sim, 'elbv2', 'modifyRule', { RuleArn: arn, ...picked(input, others) })
    return DONE
  },
  remove: (sim, { facts: { arn } }) => void call(sim, 'elbv2', 'deleteRule', { RuleArn: arn }),
}

/** `app/front/50dc…` of a load balancer's ARN, `targetgroup/web/6d0e…` of a group's. */
function fullName(arn: unknown, prefix: string): string {
  const resource = textOf(arn).split(':').slice(5).join(':')
  return resource.startsWith(prefix) ? resource.slice(prefix.length) : resource
}
