// What a template says of a listener beside its rules: attributes and further certificates, made, changed and taken away.
import { expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { Site } from '../../src/inputs/index.ts'
import { loadText, mistakeIn, pieceOf } from './templates.ts'

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/'
const certificates = (...names: readonly unknown[]) =>
  names.map((name) => ({ CertificateArn: typeof name === 'string' ? `${CERTIFICATE}${name}` : name }))
const attributes = (Value: string) => [{ Key: 'routing.http.response.x_frame_options.header_value', Value }]
const SUBNETS = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } }

const subnet = (zone: string, nth: number) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: `10.0.${nth}.0/24`, AvailabilityZone: `us-east-1${zone}` },
})

function stack(listener: object, others: object = {}) {
  const DefaultActions = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }]
  return loadText(
    {
      Resources: {
        Vpc: SUBNETS,
        A: subnet('a', 0),
        B: subnet('b', 1),
        Front: {
          Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
          Properties: { Subnets: [{ Ref: 'A' }, { Ref: 'B' }] },
        },
        Secure: {
          Type: 'AWS::ElasticLoadBalancingV2::Listener',
          Properties: {
            LoadBalancerArn: { Ref: 'Front' },
            Protocol: 'HTTPS',
            Port: 443,
            Certificates: certificates('default'),
            DefaultActions,
            ...listener,
          },
        },
        ...others,
      },
    },
    { stackName: 'shop' },
  )
}

const further = (...names: readonly unknown[]) => ({
  Further: {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
    Properties: { ListenerArn: { Ref: 'Secure' }, Certificates: certificates(...names) },
  },
})

function built(plan: ReturnType<typeof stack>): Site {
  const site = new Site(new Simulation({ ...plan.settings, paranoid: true }))
  site.build(plan)
  return site
}

function change(site: Site, to: ReturnType<typeof stack>) {
  const result = site.change(to, { limitMs: site.sim.nowMs + 600_000 })
  expect(result.notes).toEqual([])
  return result.pieces.map(({ id, action, members }) => [id, action, ...members].join(' '))
}

/** Of the only listener. */
function held({ sim }: Site) {
  const { LoadBalancerArn } = sim.elbv2.describeLoadBalancers().LoadBalancers[0]!
  const { ListenerArn } = sim.elbv2.describeListeners({ LoadBalancerArn }).Listeners[0]!
  const { Certificates } = sim.elbv2.describeListenerCertificates({ ListenerArn })
  const { Attributes } = sim.elbv2.describeListenerAttributes({ ListenerArn })
  return {
    further: Certificates.filter(({ IsDefault }) => IsDefault === false).map(
      (one) => one.CertificateArn?.split('/')[1],
    ),
    frame: Attributes.find(({ Key }) => Key?.includes('x_frame_options'))?.Value,
  }
}

test('LB-053 attributes of a listener are made with it, changed in place, and listed as not simulated', () => {
  const site = built(stack({ ListenerAttributes: attributes('DENY') }))
  expect(held(site).frame).toBe('DENY')
  expect(site.sim.notSimulated().map(({ path }) => path)).toContain(attributes('')[0]?.Key)
  expect(change(site, stack({ ListenerAttributes: attributes('SAMEORIGIN') }))).toEqual(['Secure updated Attributes'])
  expect(held(site).frame).toBe('SAMEORIGIN')
  expect(change(site, stack({ ListenerAttributes: attributes('SAMEORIGIN'), Port: 8443 }))).toEqual([
    'Secure updated Port',
  ])
  expect(change(site, stack({ Port: 8443 }))).toEqual(['Secure updated Attributes'])
  expect(held(site).frame).toBe('SAMEORIGIN')
})

test('LB-053 an attribute that a listener cannot have is refused where it stands', () => {
  const blueprint = stack({ ListenerAttributes: [{ Key: 'tcp.idle_timeout.seconds', Value: '60' }] })
  const listener = pieceOf(blueprint, 'Secure')
  expect(listener.locate(['Attributes', 0, 'Key'])).toEqual([
    ...['Resources', 'Secure', 'Properties', 'ListenerAttributes'],
    0,
    'Key',
  ])
  expect(() => built(blueprint)).toThrow(/tcp\.idle_timeout\.seconds/)
})

test('LB-052 further certificates are added, exchanged and removed, and come after their listener', () => {
  const blueprint = stack({}, further('a', 'b'))
  expect(pieceOf(blueprint, 'Further')).toMatchObject({ kind: 'listenerCertificate', needs: ['Secure'] })
  expect(blueprint.notSimulated.map(({ type }) => type)).not.toContain(
    'AWS::ElasticLoadBalancingV2::ListenerCertificate',
  )
  const site = built(blueprint)
  expect(held(site).further).toEqual(['a', 'b'])
  expect(change(site, blueprint)).toEqual([])
  expect(change(site, stack({}, further('b', 'c')))).toEqual(['Further updated Certificates'])
  expect(held(site).further).toEqual(['b', 'c'])
  expect(change(site, stack({}))).toEqual(['Further deleted'])
  expect(held(site).further).toEqual([])
})

test('LB-052 a certificate of the stack is known by its ARN; one that only AWS knows is listed', () => {
  const Cert = { Type: 'AWS::CertificateManager::Certificate', Properties: { DomainName: 'example.com' } }
  const site = built(stack({}, { ...further({ Ref: 'Cert' }), Cert }))
  expect(held(site).further).toHaveLength(1)
  const secret = stack({}, further('a', { 'Fn::Sub': '{{resolve:ssm:/cert}}' }))
  expect(secret.kept).toMatchObject([{ what: 'Further', why: 'its certificates are not known' }])
  expect(secret.pieces.map(({ id }) => id)).not.toContain('Further')
})

test('LB-052 a resource without certificates or listener, or with a member that it has not, is refused', () => {
  const wrong = (Properties: object) =>
    mistakeIn(() => stack({}, { Further: { Type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate', Properties } }))
  expect(wrong({ ListenerArn: { Ref: 'Secure' } })).toContain('Certificates')
  expect(wrong({ Certificates: certificates('a') })).toContain('ListenerArn')
  expect(wrong({ ListenerArn: 'l', Certificates: certificates('a'), Tags: [] })).toContain('Tags')
})

test('LB-052 certificates for a listener without TLS are refused', () => {
  const plain = stack({ Protocol: 'HTTP', Port: 80, Certificates: undefined }, further('a'))
  expect(() => built(plain)).toThrow(/has no certificates/)
})
