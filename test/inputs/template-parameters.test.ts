// Parameters of CloudFormation templates: types, constraints, values that only AWS knows.
import { describe, expect, test } from 'vitest'
import { definition, environmentOf, loadFixture, loadText, mistakeIn, pieceOf, service } from './templates.ts'

function referenceTo(declaration: object, parameters: Record<string, string | number | string[]> = {}): string {
  const sections = { Parameters: { P: declaration } }
  return environmentOf({ V: { 'Fn::Join': ['|', [{ Ref: 'P' }]] } }, { sections, parameters }).V!
}

function listOf(declaration: object, parameters: Record<string, string | number | string[]> = {}): string {
  const sections = { Parameters: { P: declaration } }
  return environmentOf({ V: { 'Fn::Join': ['|', { Ref: 'P' }] } }, { sections, parameters }).V!
}

describe('a Ref to a parameter returns', () => {
  test('its default, or what is passed', () => {
    expect(referenceTo({ Type: 'String', Default: 'a' })).toBe('a')
    expect(referenceTo({ Type: 'String', Default: 'a' }, { P: 'b' })).toBe('b')
    expect(referenceTo({ Type: 'Number', Default: 3 }, { P: 4 })).toBe('4')
  })

  test('the items of a list, without the spaces between them', () => {
    expect(listOf({ Type: 'CommaDelimitedList', Default: 'a, b ,c' })).toBe('a|b|c')
    expect(listOf({ Type: 'List<Number>' }, { P: '1,2' })).toBe('1|2')
    expect(listOf({ Type: 'List<AWS::EC2::Subnet::Id>' }, { P: ['subnet-1', 'subnet-2'] })).toBe('subnet-1|subnet-2')
  })
})

describe('constraints of parameters', () => {
  test.each<[what: string, declaration: object, value: string, message: RegExp]>([
    ['AllowedValues', { Type: 'String', AllowedValues: ['a', 'b'] }, 'c', /expected one of "a", "b", found "c"\.$/],
    [
      'AllowedPattern',
      { Type: 'String', AllowedPattern: '[a-z]+' },
      'ab1',
      /expected a text that matches "\[a-z\]\+", found "ab1"\.$/,
    ],
    ['MinLength', { Type: 'String', MinLength: 3 }, 'ab', /expected at least 3 characters, found "ab"\.$/],
    ['MaxLength', { Type: 'String', MaxLength: '1' }, 'ab', /expected at most 1 characters, found "ab"\.$/],
    ['MinValue', { Type: 'Number', MinValue: 3 }, '2', /expected a number that is at least 3, found "2"\.$/],
    ['MaxValue', { Type: 'Number', MaxValue: 3 }, '4', /expected a number that is at most 3, found "4"\.$/],
    ['Number', { Type: 'Number' }, 'four', /expected a number, found "four"\.$/],
    ['an item of List<Number>', { Type: 'List<Number>' }, '1,x', /expected a number, found "x"\.$/],
    [
      'ConstraintDescription',
      { Type: 'String', AllowedPattern: 'a', ConstraintDescription: 'Only the letter a.' },
      'b',
      /expected a text that matches "a", found "b"\. Only the letter a\.$/,
    ],
    ['NoEcho hides the value', { Type: 'String', NoEcho: true, MinLength: 9 }, 'secret', /found \*\*\*\*\.$/],
  ])('%s', (_, declaration, value, message) => {
    const text = mistakeIn(() => referenceTo(declaration, { P: value }))
    expect(text).toMatch(message)
    expect(text).toMatch(/^stack\.yaml:3:5: --parameter P: parameter P: expected /)
  })

  test('a hostile AllowedPattern takes no time', () => {
    const AllowedPattern = '(a+)+(a+)+(a+)+b'
    expect(mistakeIn(() => referenceTo({ Type: 'String', AllowedPattern }, { P: 'a'.repeat(200) }))).toMatch(/expected/)
  })

  test('a default is held to them too', () => {
    expect(mistakeIn(() => referenceTo({ Type: 'Number', Default: 'x' }))).toMatch(
      /Parameters\.P\.Default: parameter P/,
    )
  })

  test('an unknown parameter', () => {
    expect(mistakeIn(() => loadFixture('shop.yaml', { parameters: { Instance: 3 } }))).toBe(
      'shop.yaml:4:1: --parameter Instance: the template has no parameter "Instance". Did you mean "Instances"?',
    )
  })

  test('an unknown type', () => {
    expect(mistakeIn(() => referenceTo({ Type: 'Strng' }))).toMatch(
      /Parameters\.P\.Type: expected a type of parameters/,
    )
  })
})

describe('values that the files do not hold', () => {
  test('a parameter without value is asked for where it matters', () => {
    const Parameters = { Tag: { Type: 'String' } }
    const Resources = { D: definition({ Image: { 'Fn::Join': [':', ['web', { Ref: 'Tag' }]] } }) }
    expect(mistakeIn(() => loadText({ Parameters, Resources }))).toMatch(
      /Resources\.D\.Properties\.ContainerDefinitions\[0\]\.Image: the value is not known: the parameter Tag has no value: pass --parameter Tag=…\.$/,
    )
    const given = loadText({ Parameters, Resources }, { parameters: { Tag: '2' } })
    expect(pieceOf(given, 'D').input).toMatchObject({ containerDefinitions: [{ image: 'web:2' }] })
  })

  test('and not where it has no effect', () => {
    const Parameters = { Key: { Type: 'String' } }
    const Resources = { D: definition({ Environment: [{ Name: 'KEY', Value: { Ref: 'Key' } }] }) }
    const blueprint = loadText({ Parameters, Resources })
    expect(pieceOf(blueprint, 'D').input).toMatchObject({ containerDefinitions: [{ environment: [{ value: 'Key' }] }] })
    expect(blueprint.notSimulated).toEqual([
      {
        what: 'D.ContainerDefinitions[0].Environment[0].Value',
        type: 'AWS::ECS::TaskDefinition',
        why: 'Key is not known, and has no effect here',
      },
    ])
  })

  test('AWS::SSM::Parameter::Value: its Default is a path; the value is asked for when it matters', () => {
    const Parameters = { Count: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/web/count' } }
    const Resources = { D: definition(), S: service({ DesiredCount: { Ref: 'Count' } }) }
    expect(mistakeIn(() => loadText({ Parameters, Resources }))).toMatch(
      /Resources\.S\.Properties\.DesiredCount: .*the parameter Count is looked up in \/web\/count of Systems Manager: pass --parameter Count=…\.$/,
    )
    const given = loadText({ Parameters, Resources }, { parameters: { Count: 4 } })
    expect(pieceOf(given, 'S').input).toMatchObject({ desiredCount: 4 })
  })

  test('machine images and the version of the CDK bootstrap never matter', () => {
    expect(() => loadFixture('shop.yaml')).not.toThrow()
    expect(() => loadFixture('cdk/Web.template.json')).not.toThrow()
  })

  test('a condition that depends on one asks for it', () => {
    const Parameters = { Stage: { Type: 'String' } }
    const Conditions = { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } }
    const Resources = { D: definition({ Memory: { 'Fn::If': ['IsProd', 512, 128] } }) }
    expect(mistakeIn(() => loadText({ Parameters, Conditions, Resources }))).toMatch(
      /Memory\["Fn::If"\]\[0\]: the condition cannot be decided: .*pass --parameter Stage=…\.$/,
    )
  })

  test('a dynamic reference is named where it matters', () => {
    const Resources = { D: definition({ Memory: '{{resolve:ssm:/web/memory:3}}' }) }
    expect(mistakeIn(() => loadText({ Resources }))).toMatch(
      /Memory: the value is not known: \{\{resolve:ssm:\/web\/memory:3\}\} is looked up in AWS: write the value itself in its place\.$/,
    )
  })

  test('an export of another stack is asked for where it matters', () => {
    const Resources = { D: definition(), S: service({ Cluster: { 'Fn::ImportValue': 'base-cluster' } }) }
    expect(mistakeIn(() => loadText({ Resources }))).toMatch(/Cluster: .*pass --import base-cluster=…\.$/)
    const given = loadText({ Resources }, { imports: { 'base-cluster': 'prod' } })
    expect(pieceOf(given, 'S').input).toMatchObject({ cluster: 'prod' })
  })

  test('ids of networks are made up, and listed; those that are passed are taken', () => {
    const made = loadFixture('shop.yaml')
    expect(Object.values(made.settings.subnets!)).toEqual(
      ['us-east-1a', 'us-east-1b', 'us-east-1c'].map((availabilityZone) => ({
        availabilityZone,
        vpcId: expect.stringMatching(/^vpc-0[0-9a-f]{16}$/),
      })),
    )
    expect(made.notSimulated.map(({ what, why }) => `${what}: ${why}`)).toContain(
      'Subnets: no value is passed: --parameter Subnets=…; one is made up',
    )
    const given = loadFixture('shop.yaml', { parameters: { Vpc: 'vpc-1', Subnets: 'subnet-1,subnet-2' } })
    expect(given.settings.subnets).toEqual({
      'subnet-1': { availabilityZone: 'us-east-1a', vpcId: 'vpc-1' },
      'subnet-2': { availabilityZone: 'us-east-1b', vpcId: 'vpc-1' },
    })
    expect(pieceOf(given, 'Group').input).toMatchObject({
      VPCZoneIdentifier: 'subnet-1,subnet-2',
    })
  })
})
