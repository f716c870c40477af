// What a listener has beside its rules: certificates, a TLS policy, attributes; and what its actions may not say.
import { describe, expect, test } from 'vitest'
import { Balancing } from '../support/balancers.ts'
import { refusalOf } from '../support/refusals.ts'

const certificate = (nth: number) => `arn:aws:acm:us-east-1:123456789012:certificate/${nth}`
const certificates = (...nths: readonly number[]) => nths.map((nth) => ({ CertificateArn: certificate(nth) }))

function secured(): { balancing: Balancing; ListenerArn: string } {
  const balancing = new Balancing().group('web').listener('web')
  const [listener] = balancing.sim.elbv2.createListener({
    LoadBalancerArn: balancing.loadBalancerArn,
    Protocol: 'HTTPS',
    Port: 443,
    Certificates: certificates(0),
    DefaultActions: [{ Type: 'forward', TargetGroupArn: balancing.arn('web') }],
  }).Listeners
  return { balancing, ListenerArn: listener?.ListenerArn as string }
}

describe('certificates', () => {
  test('LB-052 are added once, shown behind the default one, and taken away', () => {
    const { balancing, ListenerArn } = secured()
    const { elbv2 } = balancing.sim
    const shown = () =>
      elbv2
        .describeListenerCertificates({ ListenerArn })
        .Certificates.map(({ CertificateArn, IsDefault }) => [CertificateArn?.split('/').at(-1), IsDefault])
    expect(elbv2.addListenerCertificates({ ListenerArn, Certificates: certificates(1, 2) })).toEqual({
      Certificates: certificates(1, 2).map((each) => ({ ...each, IsDefault: false })),
    })
    elbv2.addListenerCertificates({ ListenerArn, Certificates: certificates(2, 0) })
    expect(shown()).toEqual([
      ['0', true],
      ['1', false],
      ['2', false],
      ['0', false],
    ])
    elbv2.removeListenerCertificates({ ListenerArn, Certificates: certificates(1, 0, 9) })
    expect(shown()).toEqual([
      ['0', true],
      ['2', false],
    ])
    expect(elbv2.describeListeners({ ListenerArns: [ListenerArn] }).Listeners[0]?.Certificates).toEqual(certificates(0))
    elbv2.modifyListener({ ListenerArn, Protocol: 'HTTP' })
    expect(shown()).toEqual([])
  })

  test.each([
    ['the default one to be removed', 'removeListenerCertificates', certificates(0), 'OperationNotPermittedException'],
    [
      'the default one to be said',
      'addListenerCertificates',
      [{ ...certificates(1)[0], IsDefault: true }],
      'ValidationError',
    ],
    ['none at all', 'addListenerCertificates', [], 'ValidationError'],
    ['what is no certificate', 'addListenerCertificates', [{ CertificateArn: 'x' }], 'ValidationError'],
    [
      'more than 25',
      'addListenerCertificates',
      certificates(...Array.from({ length: 26 }, (_, index) => index + 1)),
      'TooManyCertificatesException',
    ],
  ] as const)('LB-052 %s is refused', (_, operation, Certificates, name) => {
    const { balancing, ListenerArn } = secured()
    const { sim } = balancing
    const before = sim.save()
    expect(refusalOf(() => sim.elbv2[operation]({ ListenerArn, Certificates }))).toMatchObject({ name, rule: 'LB-052' })
    expect(sim.save()).toBe(before)
  })

  test('LB-052 a listener without TLS has none', () => {
    const { balancing } = secured()
    const { listenerArn: ListenerArn, sim } = balancing
    const run = () => sim.elbv2.addListenerCertificates({ ListenerArn, Certificates: certificates(1) })
    expect(refusalOf(run)).toMatchObject({ name: 'UnsupportedProtocolException', path: 'ListenerArn' })
    expect(sim.elbv2.describeListenerCertificates({ ListenerArn }).Certificates).toEqual([])
  })
})

describe('TLS policies', () => {
  const { sim } = new Balancing()
  const policyOf = (name: string) =>
    sim.elbv2.describeSSLPolicies({ Names: [`ELBSecurityPolicy-${name}`] }).SslPolicies[0]

  test.each([
    ['2016-08', ['TLSv1.2', 'TLSv1.1', 'TLSv1'], 18, 'ECDHE-ECDSA-AES128-GCM-SHA256'],
    ['TLS13-1-3-2021-06', ['TLSv1.3'], 3, 'TLS_AES_128_GCM_SHA256'],
    ['TLS13-1-2-Res-2021-06', ['TLSv1.3', 'TLSv1.2'], 7, 'TLS_AES_128_GCM_SHA256'],
    ['TLS13-1-2-2021-06', ['TLSv1.3', 'TLSv1.2'], 11, 'TLS_AES_128_GCM_SHA256'],
    ['TLS13-1-2-Ext1-2021-06', ['TLSv1.3', 'TLSv1.2'], 15, 'TLS_AES_128_GCM_SHA256'],
    ['TLS13-1-2-Ext2-2021-06', ['TLSv1.3', 'TLSv1.2'], 21, 'TLS_AES_128_GCM_SHA256'],
    ['TLS13-1-0-PQ-2025-09', ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'], 21, 'TLS_AES_128_GCM_SHA256'],
    ['TLS-1-2-2017-01', ['TLSv1.2'], 12, 'ECDHE-ECDSA-AES128-GCM-SHA256'],
  ])('LB-051 ELBSecurityPolicy-%s has its versions and ciphers', (name, versions, count, first) => {
    const policy = policyOf(name)
    expect(policy?.SslProtocols).toEqual(versions)
    expect(policy?.Ciphers).toHaveLength(count)
    expect(policy?.Ciphers?.[0]).toEqual({ Name: first, Priority: 1 })
    expect(policy?.SupportedLoadBalancerTypes).toEqual(['application', 'network'])
  })

  test('LB-051 they come page by page, each once, and no caller can change them', () => {
    const names: (string | undefined)[] = []
    for (let Marker: string | undefined, more = true; more; ) {
      const { SslPolicies, NextMarker } = sim.elbv2.describeSSLPolicies({ PageSize: 5, Marker })
      names.push(...SslPolicies.map(({ Name }) => Name))
      for (const each of SslPolicies) (each.Ciphers as object[]).length = 0
      Marker = NextMarker
      more = NextMarker !== undefined
    }
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(20)
    expect(policyOf('2016-08')?.Ciphers).toHaveLength(18)
  })

  test('LB-051 what is no policy of AWS is refused, of a list and of a listener', () => {
    const { elbv2 } = sim
    expect(refusalOf(() => elbv2.describeSSLPolicies({ Names: ['ELBSecurityPolicy-2016-08', 'own'] }))).toMatchObject({
      name: 'SSLPolicyNotFoundException',
      path: 'Names[1]',
    })
    const { balancing, ListenerArn } = secured()
    const run = () =>
      balancing.sim.elbv2.modifyListener({ ListenerArn, SslPolicy: 'TLS13-1-2', Certificates: certificates(0) })
    expect(refusalOf(run)).toMatchObject({ name: 'SSLPolicyNotFoundException', path: 'SslPolicy' })
  })
})

describe('attributes', () => {
  const keysOf = (balancing: Balancing, ListenerArn: string) =>
    balancing.sim.elbv2.describeListenerAttributes({ ListenerArn }).Attributes.map(({ Key }) => Key as string)

  test('LB-053 depend on the protocol', () => {
    const { balancing, ListenerArn } = secured()
    const plain = keysOf(balancing, balancing.listenerArn)
    const secure = keysOf(balancing, ListenerArn)
    expect(plain).toHaveLength(11)
    expect(plain.every((key) => key.startsWith('routing.http.response.'))).toBe(true)
    expect(secure).toHaveLength(19)
    expect(secure).toContain('routing.http.request.x_amzn_mtls_clientcert_serial_number.header_name')
    expect(secure).toContain('routing.http.request.x_amzn_tls_cipher_suite.header_name')
    const network = new Balancing({}, 'network').group('flow', { Protocol: 'TCP' }).listener('flow', 'TCP')
    const { elbv2 } = network.sim
    const idle = { Key: 'tcp.idle_timeout.seconds', Value: '350' }
    expect(elbv2.describeListenerAttributes({ ListenerArn: network.listenerArn }).Attributes).toEqual([idle])
  })

  test('LB-053 are changed one by one, listed as without effect, and forgotten by nobody', () => {
    const { balancing, ListenerArn } = secured()
    const { sim } = balancing
    const header = 'routing.http.request.x_amzn_tls_version.header_name'
    const set = (Key: string, Value: string) =>
      sim.elbv2.modifyListenerAttributes({ ListenerArn, Attributes: [{ Key, Value }] }).Attributes
    set(header, 'X-Tls')
    expect(set('routing.http.response.server.enabled', 'false')).toContainEqual({ Key: header, Value: 'X-Tls' })
    expect(sim.notSimulated()).toEqual([
      expect.objectContaining({ id: ListenerArn, path: header }),
      expect.objectContaining({ id: ListenerArn, path: 'routing.http.response.server.enabled' }),
    ])
    set(header, 'X-Amzn-Tls-Version')
    expect(sim.notSimulated()).toHaveLength(1)
  })

  test.each([
    ['an unknown key', { Key: 'x', Value: '1' }, 'Attributes[0].Key'],
    ['a key of another protocol', { Key: 'tcp.idle_timeout.seconds', Value: '100' }, 'Attributes[0].Key'],
    ['a value out of its words', { Key: 'routing.http.response.server.enabled', Value: 'no' }, 'Attributes[0].Value'],
    [
      'a value that its header cannot have',
      { Key: 'routing.http.response.x_content_type_options.header_value', Value: 'sniff' },
      'Attributes[0].Value',
    ],
  ])('LB-053 %s is refused', (_, attribute, path) => {
    const { balancing, ListenerArn } = secured()
    const run = () => balancing.sim.elbv2.modifyListenerAttributes({ ListenerArn, Attributes: [attribute] })
    expect(refusalOf(run)).toMatchObject({ name: 'ValidationError', path })
  })

  test.each([
    ['59', false],
    ['60', true],
    ['6000', true],
    ['6001', false],
  ])('LB-053 a flow may be silent for %s seconds: %s', (Value, isAllowed) => {
    const network = new Balancing({}, 'network').group('flow', { Protocol: 'TCP' }).listener('flow', 'TCP')
    const Attributes = [{ Key: 'tcp.idle_timeout.seconds', Value }]
    const run = () => network.sim.elbv2.modifyListenerAttributes({ ListenerArn: network.listenerArn, Attributes })
    if (isAllowed) expect(run().Attributes).toEqual(Attributes)
    else expect(refusalOf(run)).toMatchObject({ path: 'Attributes[0].Value' })
  })
})

describe('what is not swallowed', () => {
  test.each([
    ['RedirectConfig', { StatusCode: 'HTTP_301', Host: 'a.com' }, 'ValidationError'],
    ['FixedResponseConfig', { StatusCode: '200' }, 'ValidationError'],
    ['AuthenticateOidcConfig', { Issuer: 'x' }, 'UnsupportedFeatureException'],
    ['JwtValidationConfig', { Issuer: 'x' }, 'UnsupportedFeatureException'],
  ])('LB-030 an action that forwards has no %s', (member, config, name) => {
    const { balancing } = secured()
    const action = { Type: 'forward', TargetGroupArn: balancing.arn('web'), [member]: config } as const
    const run = () =>
      balancing.sim.elbv2.modifyListener({ ListenerArn: balancing.listenerArn, DefaultActions: [action] })
    expect(refusalOf(run)).toMatchObject({ name, path: `DefaultActions[0].${member}` })
  })

  test('LB-001 addresses are those of a Network Load Balancer, which shows them', () => {
    const { sim } = new Balancing()
    const create = (Type: 'application' | 'network') =>
      sim.elbv2.createLoadBalancer({
        Name: Type,
        Type,
        SubnetMappings: [{ SubnetId: 'subnet-a', AllocationId: 'eipalloc-1' }, { SubnetId: 'subnet-b' }],
      }).LoadBalancers[0]
    expect(create('network')?.AvailabilityZones?.map((zone) => zone.LoadBalancerAddresses)).toEqual([
      [{ AllocationId: 'eipalloc-1' }],
      [],
    ])
    expect(refusalOf(() => create('application'))).toMatchObject({ path: 'SubnetMappings[0].AllocationId' })
  })
})
