// Mistakes in a template: each one error that says where, what was expected, what was found.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are holes for Fn::Sub
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { UsageError } from '../../src/index.ts'
import { loadTemplate } from '../../src/inputs/index.ts'
import { definition, fixtureText, loadText, mistakeIn, service } from './templates.ts'

const resources = (Resources: object) => ({ Resources })

describe('what is no template', () => {
  test.each<[what: string, text: string, message: RegExp]>([
    ['nothing', '', /^stack\.yaml: the file is empty\.$/],
    ['a list', '[]', /^stack\.yaml:1:1: template: expected a template with Resources, found \[\]\.$/],
    ['no resources', 'Description: hi', /^stack\.yaml:1:1: Resources: at least one resource must be defined\.$/],
    [
      'a misspelt section',
      'Resource: {}',
      /^stack\.yaml:1:1: Resource: there is no such member\. Did you mean "Resources"\?$/,
    ],
    ['no YAML', 'Resources: [', /^stack\.yaml:1:13: this is not YAML or JSON: /],
    ['no JSON', '{"Resources": {"A": }', /^stack\.yaml:1:\d+: this is not YAML or JSON: /],
    ['a key twice', 'Resources:\n  A: {}\n  A: {}', /^stack\.yaml:3:3: the key "A" stands here twice\.$/],
    [
      'an unknown short form',
      'Resources:\n  A: !Reff B',
      /^stack\.yaml:2:6: there is no intrinsic function !Reff\. Did you mean "!Ref"\?$/,
    ],
    ['a tag of YAML', 'Resources:\n  A: !!binary B', /^stack\.yaml:2:6: there is no intrinsic function /],
    [
      'a resource without type',
      'Resources: { A: {} }',
      /Resources\.A\.Type: expected the type of a resource .*, found nothing\.$/,
    ],
    [
      'a logical id with a hyphen',
      'Resources: { a-b: { Type: "A::B" } }',
      /expected a logical id of letters and digits, found "a-b"\.$/,
    ],
    [
      'a misspelt member',
      'Resources: { A: { Typ: "A::B" } }',
      /Resources\.A\.Typ: there is no such member\. Did you mean "Type"\?$/,
    ],
    [
      'a misspelt type',
      'Resources: { A: { Type: "AWS::ECS::Servcie" } }',
      /Resources\.A\.Type: there is no such type: AWS::ECS::Servcie\. Did you mean "AWS::ECS::Service"\?$/,
    ],
    [
      'a loop',
      'Resources: { "Fn::ForEach::A": [] }',
      /Fn::ForEach is not simulated: pass the template as it is after AWS::LanguageExtensions/,
    ],
    [
      'a macro',
      'Transform: AWS::Serverless-2016-10-31\nResources: { A: { Type: "A::B" } }',
      /^stack\.yaml:1:1: Transform: the transform AWS::Serverless-2016-10-31 is not simulated: pass the template as it is after its transforms/,
    ],
    [
      'an unknown condition',
      'Resources: { A: { Type: "A::B", Condition: No } }',
      /Resources\.A\.Condition: there is no condition No\.$/,
    ],
    [
      'an unknown dependency',
      'Resources: { A: { Type: "A::B", DependsOn: C } }',
      /Resources\.A\.DependsOn: there is no parameter or resource C\./,
    ],
  ])('%s', (_, text, message) => {
    expect(mistakeIn(() => loadText(text))).toMatch(message)
  })

  test('an alias bomb', () => {
    const levels = Array.from(
      { length: 9 },
      (_, nth) => `x${nth + 1}: &x${nth + 1} [${Array(9).fill(`*x${nth}`).join(', ')}]`,
    )
    const bomb = ['x0: &x0 [lol]', ...levels].join('\n')
    expect(mistakeIn(() => loadText(bomb))).toMatch(/^stack\.yaml: aliases repeat too much/)
  })

  test('fifty megabytes', () => {
    expect(mistakeIn(() => loadTemplate(new Uint8Array(50 * 1024 * 1024)))).toBe(
      'template: the file is too large: expected at most 5 MB.',
    )
  })

  test('lists in lists in lists', () => {
    expect(mistakeIn(() => loadText(`Resources: ${'['.repeat(100_000)}`))).toMatch(
      /^stack\.yaml:1:\d+: .*nested too deeply/,
    )
  })

  test('more resources than CloudFormation allows', () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, nth) => [`T${nth}`, { Type: 'AWS::SNS::Topic' }]))
    expect(mistakeIn(() => loadText(resources(many)))).toMatch(/there are 501 resources: CloudFormation allows 500\.$/)
  })

  test('a transform that is said to change nothing passes', () => {
    const template = {
      Transform: ['My::Tags', 'AWS::LanguageExtensions'],
      Resources: { T: { Type: 'AWS::SNS::Topic' } },
    }
    expect(mistakeIn(() => loadText(template))).toMatch(/the transform My::Tags is not simulated/)
    expect(loadText(template, { transforms: ['My::Tags'] }).pieces).toEqual([])
  })

  test('a name of the stack that CloudFormation would refuse', () => {
    const template = resources({ T: { Type: 'AWS::SNS::Topic' } })
    expect(mistakeIn(() => loadText(template, { stackName: 'my stack' }))).toMatch(
      /^stackName: expected a name of letters/,
    )
  })
})

describe('properties of the types that are understood', () => {
  test.each<[what: string, found: object, message: RegExp]>([
    [
      'a misspelt property',
      resources({ D: definition(), S: service({ DesiredCounts: 1 }) }),
      /Resources\.S\.Properties\.DesiredCounts: there is no such member\. Did you mean "DesiredCount"\?$/,
    ],
    [
      'a name of the API',
      resources({ D: definition(), S: service({ placementStrategy: [] }) }),
      /Properties\.placementStrategy: there is no such member\. Did you mean "PlacementStrategies"\?$/,
    ],
    [
      'a misspelt member of a container',
      resources({ D: definition({ Imag: 'x' }) }),
      /ContainerDefinitions\[0\]\.Imag: there is no such member\. Did you mean "Image"\?$/,
    ],
    [
      'a text for a number',
      resources({ D: definition({ Memory: 'much' }) }),
      /ContainerDefinitions\[0\]\.Memory: expected an integer, found "much"\.$/,
    ],
    [
      'a text for a truth',
      resources({ D: definition({ Essential: 'maybe' }) }),
      /Essential: expected true or false, found "maybe"\.$/,
    ],
    [
      'an object for a list',
      resources({ D: definition({ PortMappings: {} }) }),
      /PortMappings: expected a list, found \{\}\.$/,
    ],
    [
      'a text for an object',
      resources({ D: definition({ HealthCheck: 'x' }) }),
      /HealthCheck: expected an object, found "x"\.$/,
    ],
    [
      'a missing property',
      resources({ S: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: 'arn' } } }),
      /Resources\.S\.Properties\.DefaultActions: expected a value, found nothing\.$/,
    ],
    [
      'a misspelt property of a subnet',
      resources({ S: { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZon: 'us-east-1a' } } }),
      /Properties\.AvailabilityZon: there is no such member\. Did you mean "AvailabilityZone"\?$/,
    ],
    ['null', resources({ D: definition({ Memory: null }) }), /Memory: null is no value in a template\.$/],
    [
      'a misspelt property of a group',
      resources({ G: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSiz: 1 } } }),
      /Resources\.G\.Properties\.MinSiz: there is no such member\. Did you mean "MinSize"\?$/,
    ],
    [
      'a misspelt property of a target group',
      resources({ T: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Protocl: 'HTTP' } } }),
      /Properties\.Protocl: there is no such member\. Did you mean "Protocol"\?$/,
    ],
  ])('%s', (_, template, message) => {
    expect(mistakeIn(() => loadText(template))).toMatch(message)
  })
})

/** What a hand or a generator might leave behind anywhere in a template. */
const ODD = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    0,
    -1,
    1e9,
    true,
    [],
    {},
    [[]],
    { Ref: 'Nobody' },
    { Ref: 'AWS::NoValue' },
    { Ref: 1 },
  ),
  fc.constantFrom<unknown>(
    { 'Fn::Join': 1 },
    { 'Fn::Sub': [] },
    { 'Fn::If': [] },
    { 'Fn::GetAtt': 'Service' },
    { 'Fn::Select': [9, []] },
  ),
  fc.constantFrom<unknown>(
    { 'Fn::GetAtt': ['Service', 'constructor'] },
    { constructor: 1 },
    'constructor',
    '__proto__',
    '${}',
    '${a.b.c}',
  ),
  fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text) as unknown),
)

function replaced(data: unknown, nth: { left: number }, value: unknown): unknown {
  if (nth.left-- === 0) return value
  if (Array.isArray(data)) return data.map((item) => replaced(item, nth, value))
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([key, member]) => [key, replaced(member, nth, value)]))
}

const web = JSON.parse(fixtureText('cdk/Web.template.json')) as unknown

property.prop([fc.nat(220), ODD], { seed: 20260101, numRuns: 400 })(
  'whatever stands anywhere in a template, it is read or refused with one mistake',
  (nth, value) => {
    const template = JSON.stringify(replaced(web, { left: nth }, value))
    try {
      loadTemplate(template, { name: 'Web.template.json' })
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      expect(error.message).toMatch(/^Web\.template\.json:/)
    }
  },
)
