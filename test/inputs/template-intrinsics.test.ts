// CloudFormation's intrinsic functions and pseudo parameters, by the pages of its template reference.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are holes for Fn::Sub
import { describe, expect, test } from 'vitest'
import { definition, environmentOf, loadText, mistakeIn, pieceOf, resultOf, service } from './templates.ts'

const MAPPINGS = { Sizes: { test: { Count: 2, Zones: ['x', 'y'] }, prod: { Count: 6 } } }

describe('what intrinsic functions return', () => {
  test.each<[name: string, value: unknown, text: string]>([
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['AWS::AccountId', { Ref: 'AWS::AccountId' }, '210987654321'],
    ['AWS::Partition', { Ref: 'AWS::Partition' }, 'aws'],
    ['AWS::URLSuffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    ['AWS::StackName', { Ref: 'AWS::StackName' }, 'shop'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::StackName' }, 3, true]] }, 'a-shop-3-true'],
    ['Fn::Join without delimiter', { 'Fn::Join': ['', ['a', 'b']] }, 'ab'],
    ['Fn::Join drops what is not there', { 'Fn::Join': [',', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'a,b'],
    ['Fn::Sub', { 'Fn::Sub': '${AWS::StackName} in ${AWS::Region}' }, 'shop in eu-west-1'],
    ['Fn::Sub with a literal', { 'Fn::Sub': '${!AWS::StackName} is ${AWS::StackName}' }, '${AWS::StackName} is shop'],
    ['Fn::Sub with values', { 'Fn::Sub': ['${A}/${AWS::Region}', { A: { Ref: 'AWS::StackName' } }] }, 'shop/eu-west-1'],
    ['Fn::Sub with an attribute', { 'Fn::Sub': '${Role.Arn}' }, 'arn:aws:iam::210987654321:role/mine'],
    ['Fn::GetAtt in one text', { 'Fn::GetAtt': 'Role.Arn' }, 'arn:aws:iam::210987654321:role/mine'],
    ['Fn::Select', { 'Fn::Select': ['1', ['a', 'b', 'c']] }, 'b'],
    ['Fn::Split', { 'Fn::Select': [2, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'c'],
    ['Fn::GetAZs', { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }, 'eu-west-1b'],
    ['Fn::GetAZs of a Region', { 'Fn::Select': [0, { 'Fn::GetAZs': 'us-west-2' }] }, 'us-west-2a'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', 'prod', 'Count'] }, '6'],
    ['Fn::FindInMap of a list', { 'Fn::Join': ['', { 'Fn::FindInMap': ['Sizes', 'test', 'Zones'] }] }, 'xy'],
    ['Fn::FindInMap with DefaultValue', { 'Fn::FindInMap': ['Sizes', 'dev', 'Count', { DefaultValue: 1 }] }, '1'],
    ['Fn::Base64', { 'Fn::Base64': 'grüß' }, 'Z3LDvMOf'],
    ['Fn::Cidr', { 'Fn::Select': [2, { 'Fn::Cidr': ['10.0.0.0/16', 4, 8] }] }, '10.0.2.0/24'],
    ['Fn::If', { 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
    ['Fn::If, else', { 'Fn::If': ['No', { Ref: 'Nothing' }, 'b'] }, 'b'],
    ['Fn::Length', { 'Fn::Length': [1, 2, 3] }, '3'],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: [1, { Ref: 'AWS::Region' }] } }, '{"a":[1,"eu-west-1"]}'],
  ])('%s', (_, value, text) => {
    const Conditions = {
      Yes: { 'Fn::Equals': [1, '1'] },
      No: {
        'Fn::Or': [
          { 'Fn::Not': [{ Condition: 'Yes' }] },
          { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': ['a', 'b'] }] },
        ],
      },
    }
    const Resources = { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'mine' } } }
    const Parameters = { Nothing: { Type: 'String' } }
    const sections = { Mappings: MAPPINGS, Conditions, Resources, Parameters }
    const options = { sections, stackName: 'shop', region: 'eu-west-1', accountId: '210987654321' }
    expect(resultOf(value, options)).toBe(text)
  })

  test('YAML short forms of all of them are the same as their long forms', () => {
    const blueprint = loadText(
      `
Mappings: { M: { a: { b: mapped } } }
Parameters: { Names: { Type: CommaDelimitedList, Default: "x, y" } }
Conditions:
  Yes: !Equals [!Ref AWS::Region, us-east-1]
  Both: !And [!Condition Yes, !Or [!Condition Yes, !Not [!Condition Yes]]]
Resources:
  Role: { Type: AWS::IAM::Role, Properties: { RoleName: mine } }
  D:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub "\${AWS::StackName}-family"
      ContainerDefinitions:
        - Name: !Select [1, !Split ["/", a/b]]
          Image: !FindInMap [M, a, b]
          Memory: !If [Both, 128, 256]
          User: !GetAtt Role.Arn
          Hostname: !Select [0, !GetAZs ""]
          WorkingDirectory: !Base64 hi
          Command: !Cidr [10.0.0.0/16, 2, 8]
          EntryPoint: [!Join ["+", !Ref Names], !ImportValue their-export]
`,
      { imports: { 'their-export': 'imported' } },
    )
    expect(pieceOf(blueprint, 'D').input).toEqual({
      family: 'stack-family',
      containerDefinitions: [
        {
          name: 'b',
          image: 'mapped',
          memory: 128,
          user: 'arn:aws:iam::123456789012:role/mine',
          hostname: 'us-east-1a',
          workingDirectory: 'aGk=',
          command: ['10.0.0.0/24', '10.0.1.0/24'],
          entryPoint: ['x+y', 'imported'],
        },
      ],
    })
  })

  test('AWS::NoValue removes members and items', () => {
    const Resources = { D: definition({ User: { Ref: 'AWS::NoValue' }, Command: ['a', { Ref: 'AWS::NoValue' }, 'b'] }) }
    const [container] = pieceOf(loadText({ Resources }), 'D').input.containerDefinitions as [object]
    expect(container).toEqual({ name: 'web', image: 'nginx', memory: 128, command: ['a', 'b'] })
  })

  test('Fn::ImportValue finds what these templates export themselves', () => {
    const Export = { Name: { 'Fn::Sub': '${AWS::Region}-thing' } }
    expect(
      resultOf(
        { 'Fn::ImportValue': 'us-east-1-thing' },
        { sections: { Outputs: { X: { Value: 'its value', Export } } } },
      ),
    ).toBe('its value')
  })

  test('values that containers mention have the form of the real ones', () => {
    const Resources = {
      Group: { Type: 'AWS::EC2::SecurityGroup' },
      Logs: { Type: 'AWS::Logs::LogGroup' },
      Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } },
      Bucket: { Type: 'AWS::S3::Bucket' },
      Queue: { Type: 'AWS::SQS::Queue' },
      Secret: { Type: 'AWS::SecretsManager::Secret' },
      Database: { Type: 'AWS::RDS::DBInstance' },
      Repository: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'web' } },
    }
    const get = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] })
    const values = environmentOf(
      {
        group: get('Group', 'GroupId'),
        logs: { Ref: 'Logs' },
        table: get('Table', 'Arn'),
        bucket: { Ref: 'Bucket' },
        queue: { Ref: 'Queue' },
        secret: { Ref: 'Secret' },
        host: get('Database', 'Endpoint.Address'),
        port: get('Database', 'Endpoint.Port'),
        uri: get('Repository', 'RepositoryUri'),
      },
      { sections: { Resources }, stackName: 'Shop' },
    )
    expect(values).toEqual({
      group: expect.stringMatching(/^sg-0[0-9a-f]{16}$/),
      logs: expect.stringMatching(/^Shop-Logs-[0-9A-F]{12}$/),
      table: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders',
      bucket: expect.stringMatching(/^shop-bucket-[0-9a-f]{12}$/),
      queue: expect.stringMatching(/^https:\/\/sqs\.us-east-1\.amazonaws\.com\/123456789012\/Shop-Queue-/),
      secret: expect.stringMatching(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:Shop-Secret-/),
      host: expect.stringMatching(/^shop-database-[0-9a-f]{12}\.us-east-1\.rds\.amazonaws\.com$/),
      port: '5432',
      uri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web',
    })
  })
})

describe('what intrinsic functions refuse', () => {
  test.each<[name: string, value: unknown, message: RegExp]>([
    [
      'an unknown function',
      { 'Fn::Jion': [] },
      /Value\["Fn::Jion"\]: there is no intrinsic function Fn::Jion\. Did you mean "Fn::Join"\?$/,
    ],
    [
      'Fn::Transform',
      { 'Fn::Transform': { Name: 'AWS::Include' } },
      /Fn::Transform is not simulated: macros run in AWS/,
    ],
    [
      'Fn::ForEach',
      { 'Fn::ForEach::Loop': ['x', ['a'], {}] },
      /Fn::ForEach is not simulated: pass the template as it is after/,
    ],
    ['a function beside another member', { 'Fn::Sub': 'a', b: 1 }, /Fn::Sub stands beside other members/],
    ['a Ref to nothing', { Ref: 'Clutser' }, /there is no parameter or resource Clutser\. Did you mean "Cluster"\?$/],
    [
      'an attribute of nothing',
      { 'Fn::GetAtt': ['Clustr', 'Arn'] },
      /there is no parameter or resource Clustr\. Did you mean "Cluster"/,
    ],
    [
      'a misspelt attribute',
      { 'Fn::GetAtt': ['Cluster', 'Anr'] },
      /Cluster has no attribute Anr\. Did you mean "Arn"\?$/,
    ],
    [
      'a hole that nobody fills',
      { 'Fn::Sub': '${Clstr}' },
      /there is no parameter or resource Clstr\. Did you mean "Cluster"/,
    ],
    [
      'an index beyond the list',
      { 'Fn::Select': [3, ['a']] },
      /Fn::Select cannot select nonexistent value at index 3\.$/,
    ],
    [
      'an unknown key of a map',
      { 'Fn::FindInMap': ['Sizes', 'prd', 'Count'] },
      /unable to get mapping for Sizes::prd::Count\. Did you mean "prod"\?$/,
    ],
    [
      'a condition that is not there',
      { 'Fn::If': ['Yess', 1, 2] },
      /there is no condition Yess\. Did you mean "Yes"\?$/,
    ],
    ['a list where a text belongs', { 'Fn::Join': ['', [['a']]] }, /expected a text, found \["a"\]\.$/],
    ['no list', { 'Fn::Join': ['', 'a'] }, /expected a list, found "a"\.$/],
    ['two arguments of a Fn::If', { 'Fn::If': ['Yes', 1] }, /expected a list of a condition, a value if it is true/],
    [
      'a block without room',
      { 'Fn::Cidr': ['10.0.0.0/28', 4, 8] },
      /10\.0\.0\.0\/28 has no room for 4 blocks of that size\.$/,
    ],
  ])('%s', (_, value, message) => {
    const Conditions = { Yes: { 'Fn::Equals': ['a', 'a'] } }
    const sections = { Mappings: MAPPINGS, Conditions, Resources: { Cluster: { Type: 'AWS::ECS::Cluster' } } }
    const text = mistakeIn(() => resultOf(value, { sections }))
    expect(text).toMatch(message)
    expect(text).toMatch(
      /^stack\.yaml:\d+:\d+: Resources\.D\.Properties\.ContainerDefinitions\[0\]\.Environment\[0\]\.Value/,
    )
  })

  test('a condition that depends on itself', () => {
    const Conditions = { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } }
    expect(mistakeIn(() => resultOf({ 'Fn::If': ['A', 1, 2] }, { sections: { Conditions } }))).toMatch(
      /Conditions\.B\["Fn::Not"\]\[0\]\.Condition: the condition A depends on itself\.$/,
    )
  })

  test('a resource whose condition is false', () => {
    const Cluster = { Type: 'AWS::ECS::Cluster', Condition: 'No' }
    const Conditions = { No: { 'Fn::Equals': ['a', 'b'] } }
    const template = {
      Conditions,
      Resources: { Cluster, D: definition(), S: service({ Cluster: { Ref: 'Cluster' } }) },
    }
    expect(mistakeIn(() => loadText(template))).toMatch(
      /Resources\.S\.Properties\.Cluster\.Ref: the resource Cluster is not created: the condition No is false\.$/,
    )
  })

  test('circular dependencies are named as the ring that they are', () => {
    const A = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'B' } } }
    const B = { Type: 'AWS::SNS::Topic', DependsOn: ['C'] }
    const C = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::Sub': '${A.TopicName}' } } }
    expect(mistakeIn(() => loadText({ Resources: { A, B, C } }))).toMatch(
      /^stack\.yaml:3:5: Resources\.A: circular dependency between resources: A → B → C → A\.$/,
    )
  })
})
