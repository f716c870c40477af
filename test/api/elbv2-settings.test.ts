// Tags, limits, subnets and security groups of load balancers.
import { beforeEach, describe, expect, test } from 'vitest'
import { Balancing } from '../support/balancers.ts'
import { refusalOf } from '../support/refusals.ts'

let balancing: Balancing
let arns: Readonly<Record<string, string>>

beforeEach(() => {
  balancing = new Balancing().group('web').listener('web')
  const rule = balancing.rule(1, [{ Field: 'path-pattern', Values: ['/a'] }], 'web')
  arns = {
    'load balancer': balancing.loadBalancerArn,
    'target group': balancing.arn('web'),
    listener: balancing.listenerArn,
    rule,
  }
})

const tag = (Key: string, Value = '') => ({ Key, Value })
const tagsOf = (arn: string) => balancing.sim.elbv2.describeTags({ ResourceArns: [arn] }).TagDescriptions[0]?.Tags

describe('LB-007 tags', () => {
  test.each(['load balancer', 'target group', 'listener', 'rule'])(
    'of a %s are put on, replaced and taken off',
    (noun) => {
      const arn = arns[noun] as string
      const { elbv2 } = balancing.sim
      elbv2.addTags({ ResourceArns: [arn], Tags: [tag('team', 'a'), tag('tier')] })
      elbv2.addTags({ ResourceArns: [arn], Tags: [tag('team', 'b')] })
      expect(tagsOf(arn)).toEqual([tag('team', 'b'), tag('tier')])
      elbv2.removeTags({ ResourceArns: [arn], TagKeys: ['team', 'nobody'] })
      expect(tagsOf(arn)).toEqual([tag('tier')])
    },
  )

  test('are put on several resources at once, or on none', () => {
    const { elbv2, journal } = balancing.sim
    const ResourceArns = Object.values(arns)
    elbv2.addTags({ ResourceArns, Tags: [tag('team', 'a')] })
    expect(elbv2.describeTags({ ResourceArns }).TagDescriptions).toEqual(
      ResourceArns.map((ResourceArn) => ({ ResourceArn, Tags: [tag('team', 'a')] })),
    )
    const entries = journal.length
    const call = () => elbv2.addTags({ ResourceArns: [...ResourceArns, `${arns.rule}0`], Tags: [tag('tier')] })
    expect(refusalOf(call)).toMatchObject({ name: 'RuleNotFoundException', path: 'ResourceArns[4]' })
    expect(balancing.sim.journal.length).toBe(entries)
  })

  test('change nothing of the traffic', () => {
    const before = balancing.sim.elbv2.describeTargetHealth({ TargetGroupArn: balancing.arn('web') })
    balancing.sim.elbv2.addTags({ ResourceArns: Object.values(arns), Tags: [tag('team')] })
    expect(balancing.sim.elbv2.describeTargetHealth({ TargetGroupArn: balancing.arn('web') })).toEqual(before)
  })

  test.each([
    ['no tag', [], 'Tags', 'ValidationError'],
    ['a key twice', [tag('a'), tag('a', '1')], 'Tags[1].Key', 'DuplicateTagKeysException'],
    ['a key of AWS', [tag('AWS:a')], 'Tags[0].Key', 'ValidationError'],
    ['an empty key', [tag('')], 'Tags[0].Key', 'ValidationError'],
    ['a long value', [tag('a', 'v'.repeat(257))], 'Tags[0].Value', 'ValidationError'],
  ])('%s is refused', (_, Tags, path, name) => {
    const call = () => balancing.sim.elbv2.addTags({ ResourceArns: [arns.rule as string], Tags })
    expect(refusalOf(call)).toMatchObject({ name, path })
  })

  test('are 50 at most', () => {
    const { elbv2 } = balancing.sim
    const ResourceArns = [arns.listener as string]
    elbv2.addTags({ ResourceArns, Tags: Array.from({ length: 50 }, (_, nth) => tag(`k${nth}`)) })
    expect(refusalOf(() => elbv2.addTags({ ResourceArns, Tags: [tag('more')] }))).toMatchObject({
      name: 'TooManyTagsException',
      found: '51 tags',
    })
  })

  test.each([
    ['no ARN', ['web'], 'ValidationError'],
    [
      'an unknown load balancer',
      ['arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/no/1'],
      'LoadBalancerNotFoundException',
    ],
    [
      'an unknown target group',
      ['arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/no/1'],
      'TargetGroupNotFoundException',
    ],
    ['nothing', [], 'ValidationError'],
  ])('of %s are refused', (_, ResourceArns, name) => {
    expect(refusalOf(() => balancing.sim.elbv2.describeTags({ ResourceArns })).name).toBe(name)
    expect(refusalOf(() => balancing.sim.elbv2.removeTags({ ResourceArns, TagKeys: ['a'] })).name).toBe(name)
  })
})

test('LB-007 the account limits are those that are held to, page by page', () => {
  const { elbv2 } = balancing.sim
  const first = elbv2.describeAccountLimits({ PageSize: 10 })
  const second = elbv2.describeAccountLimits({ PageSize: 10, Marker: first.NextMarker })
  expect(second.NextMarker).toBeUndefined()
  const limits = Object.fromEntries([...first.Limits, ...second.Limits].map(({ Name, Max }) => [Name, Max]))
  expect(limits).toMatchObject({
    'application-load-balancers': '50',
    'target-groups': '3000',
    'rules-per-application-load-balancer': '100',
    'target-groups-per-action-on-application-load-balancer': '5',
    'listeners-per-application-load-balancer': '50',
  })
})

describe('SetSubnets', () => {
  const set = (...Subnets: string[]) =>
    balancing.sim.elbv2.setSubnets({ LoadBalancerArn: balancing.loadBalancerArn, Subnets })
  const healthOf = () =>
    balancing.sim.elbv2
      .describeTargetHealth({ TargetGroupArn: balancing.arn('web') })
      .TargetHealthDescriptions.map(({ TargetHealth }) => [TargetHealth?.State, TargetHealth?.Reason])
  const zones = () =>
    balancing.sim.elbv2.describeLoadBalancers().LoadBalancers[0]?.AvailabilityZones?.map(({ ZoneName }) => ZoneName)

  test('TG-033 and TG-106 targets in a zone that is left go out of use, and begin when it is served again', () => {
    const [zone, other] = zones() as [string, string]
    balancing.sim.elbv2.registerTargets({
      TargetGroupArn: balancing.arn('web'),
      Targets: [
        { Id: '10.0.0.1', AvailabilityZone: zone },
        { Id: '10.0.0.2', AvailabilityZone: other },
      ],
    })
    balancing.sim.advance('5m')
    expect(healthOf()).toEqual([
      ['healthy', undefined],
      ['healthy', undefined],
    ])
    const { AvailabilityZones } = set('subnet-a', 'subnet-c')
    expect(AvailabilityZones.map(({ SubnetId }) => SubnetId)).toEqual(['subnet-a', 'subnet-c'])
    expect(zones()).toEqual(AvailabilityZones.map(({ ZoneName }) => ZoneName))
    expect(healthOf()).toEqual([
      ['healthy', undefined],
      ['unused', 'Target.NotInUse'],
    ])
    set('subnet-a', 'subnet-b')
    expect(healthOf()[1]?.[0]).toBe('initial')
    balancing.sim.advance('5m')
    expect(healthOf()[1]).toEqual(['healthy', undefined])
  })

  test.each([
    ['one zone', ['subnet-a']],
    ['a subnet twice', ['subnet-a', 'subnet-a']],
    ['no ids', ['a', 'b']],
  ])('LB-001 %s is refused', (_, subnets) => {
    expect(refusalOf(() => set(...subnets))).toMatchObject({ name: 'ValidationError', path: 'Subnets' })
  })

  test('LB-001 another VPC is refused, and so is another family of addresses', () => {
    const options = {
      subnets: {
        'subnet-x': { availabilityZone: 'us-east-1a', vpcId: 'vpc-other' },
        'subnet-y': { availabilityZone: 'us-east-1b', vpcId: 'vpc-other' },
      },
    }
    balancing = new Balancing(options)
    expect(refusalOf(() => set('subnet-x', 'subnet-y'))).toMatchObject({ path: 'Subnets', rule: 'LB-001' })
    const LoadBalancerArn = balancing.loadBalancerArn
    const setType = (IpAddressType: 'ipv4' | 'dualstack') =>
      balancing.sim.elbv2.setIpAddressType({ LoadBalancerArn, IpAddressType })
    expect(setType('ipv4')).toEqual({ IpAddressType: 'ipv4' })
    expect(refusalOf(() => setType('dualstack')).name).toBe('UnsupportedFeatureException')
  })
})

describe('SetSecurityGroups', () => {
  test('LB-001 replaces them all', () => {
    const { elbv2 } = balancing.sim
    const set = (SecurityGroups: string[]) =>
      elbv2.setSecurityGroups({ LoadBalancerArn: balancing.loadBalancerArn, SecurityGroups })
    expect(set(['sg-1', 'sg-2']).SecurityGroupIds).toEqual(['sg-1', 'sg-2'])
    expect(elbv2.describeLoadBalancers().LoadBalancers[0]?.SecurityGroups).toEqual(['sg-1', 'sg-2'])
    for (const ids of [[], ['sg-1', 'sg-1'], ['web'], ['sg-1', 'sg-2', 'sg-3', 'sg-4', 'sg-5', 'sg-6']])
      expect(refusalOf(() => set(ids))).toMatchObject({ name: 'ValidationError', path: 'SecurityGroups' })
  })

  test('LB-001 of a Network Load Balancer only if it was created with some', () => {
    const network = new Balancing({}, 'network')
    const call = { LoadBalancerArn: network.loadBalancerArn, SecurityGroups: ['sg-1'] }
    expect(refusalOf(() => network.sim.elbv2.setSecurityGroups(call)).name).toBe('InvalidConfigurationRequestException')
    const { LoadBalancerArn } = network.sim.elbv2.createLoadBalancer({
      Name: 'guarded',
      Type: 'network',
      Subnets: ['subnet-a'],
      SecurityGroups: ['sg-1'],
    }).LoadBalancers[0] as { LoadBalancerArn: string }
    const enforced = { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' } as const
    expect(network.sim.elbv2.setSecurityGroups({ LoadBalancerArn, SecurityGroups: ['sg-2'], ...enforced })).toEqual({
      SecurityGroupIds: ['sg-2'],
      ...enforced,
    })
    const described = network.sim.elbv2.describeLoadBalancers({ LoadBalancerArns: [LoadBalancerArn] }).LoadBalancers
    expect(described).toMatchObject([enforced])
  })
})
