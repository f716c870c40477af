// Nested stacks (AWS::CloudFormation::Stack): files, parameters, outputs, order.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are holes for Fn::Sub
import { describe, expect, test } from 'vitest'
import { loadFiles, loadFixture, mistakeIn, pieceOf } from './templates.ts'

const stack = (TemplateURL: unknown, properties: object = {}, others: object = {}) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL, ...properties },
  ...others,
})
const topic = { Type: 'AWS::SNS::Topic' }
const cluster = { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'deep' } }

describe('nested stacks', () => {
  const blueprint = loadFixture('nested/main.yaml')

  test('their resources are pieces, by the way to them', () => {
    expect(blueprint.pieces.map(({ id }) => id)).toEqual([
      'Compute/Cluster',
      'Compute/Launch',
      'Compute/Group',
      'Web/Definition',
      'Web/Service',
    ])
    expect(blueprint.notRehearsed).toEqual([])
  })

  test('outputs of one are parameters of another', () => {
    const { name } = pieceOf(blueprint, 'Compute/Cluster').names
    expect(name).toMatch(/^main-Compute-[0-9A-F]{12}-Cluster-[0-9A-F]{12}$/)
    expect(pieceOf(blueprint, 'Web/Service').input).toMatchObject({ cluster: name, desiredCount: 2 })
    expect(pieceOf(blueprint, 'Compute/Group').needs).toContain('Compute/Cluster')
    expect(pieceOf(blueprint, 'Compute/Group').input).toMatchObject({ MinSize: 2, MaxSize: 2 })
  })

  test('a stack is made when the stacks that it needs are', () => {
    expect(pieceOf(blueprint, 'Web/Definition').needs.toSorted()).toEqual([
      'Compute/Cluster',
      'Compute/Group',
      'Compute/Launch',
    ])
  })

  test('the cluster of cfn-init is the cluster of the group', () => {
    const { name } = pieceOf(blueprint, 'Compute/Cluster').names
    const { UserData, ...launch } = pieceOf(blueprint, 'Compute/Launch').input
    expect(launch).toMatchObject({ InstanceType: 't3.large' })
    expect(UserData).toContain(`ECS_CLUSTER=${name}`)
  })

  test('a place names the file in which it stands', () => {
    const { document, steps } = pieceOf(blueprint, 'Web/Service').place
    expect(document.locate(steps)).toBe('nested/services/web.yaml:10:3')
  })

  test('a parameter of the root reaches them', () => {
    const more = loadFixture('nested/main.yaml', { parameters: { Tasks: 7 } })
    expect(pieceOf(more, 'Web/Service').input.desiredCount).toBe(7)
  })
})

describe('where the file of a nested stack is found', () => {
  test.each<[what: string, url: unknown, path: string]>([
    ['a path beside the parent', './sub/a.yaml', 'app/sub/a.yaml'],
    ['a path without dot', 'sub/a.yaml', 'app/sub/a.yaml'],
    ['a folder up', '../common/a.yaml', 'common/a.yaml'],
    ['the end of an address in S3', 'https://s3.amazonaws.com/bucket/app/sub/a.yaml', 'app/sub/a.yaml'],
    ['the longest end there is', 'https://bucket.s3.amazonaws.com/v1/sub/a.yaml?versionId=1', 'app/v1/sub/a.yaml'],
    ['s3://', 's3://bucket/sub/a.yaml', 'app/sub/a.yaml'],
    ['an address that is made', { 'Fn::Sub': 'https://s3.${AWS::Region}.${AWS::URLSuffix}/b/a.yaml' }, 'app/a.yaml'],
  ])('%s', (_, url, path) => {
    const blueprint = loadFiles({
      'app/main.yaml': { Resources: { A: stack(url) } },
      [path]: { Resources: { C: cluster } },
    })
    expect(blueprint.pieces.map(({ id, place }) => [id, place.document.name])).toEqual([['A/C', path]])
  })

  test('aws:asset:path of the CDK, before anything else', () => {
    const Metadata = { 'aws:asset:path': 'Nested.template.json', 'aws:asset:property': 'TemplateURL' }
    const files = {
      'cdk.out/Main.template.json': {
        Resources: { A: stack('https://s3.amazonaws.com/assets/0f3a.json', {}, { Metadata }) },
      },
      'cdk.out/Nested.template.json': { Resources: { C: cluster } },
    }
    expect(loadFiles(files).pieces.map(({ id }) => id)).toEqual(['A/C'])
  })

  test('one that is nowhere: resource, address, and what was tried', () => {
    const url = 'https://s3.amazonaws.com/bucket/sub/a.yaml'
    const message = mistakeIn(() => loadFiles({ 'app/main.yaml': { Resources: { A: stack(url) } } }))
    expect(message).toBe(
      'app/main.yaml:6:9: Resources.A.Properties.TemplateURL: cannot read the nested template https://s3.amazonaws.com/bucket/sub/a.yaml: there is no such file; tried app/bucket/sub/a.yaml, app/sub/a.yaml, app/a.yaml: put the nested template beside its parent, or run "aws cloudformation package" or "cdk synth".',
    )
  })

  test('nobody can read files', () => {
    const files = { 'main.yaml': { Resources: { A: stack('a.yaml') } } }
    expect(mistakeIn(() => loadFiles(files, { readFile: undefined }))).toMatch(
      /nobody here can read files; tried a\.yaml/,
    )
  })
})

describe('what is refused of nested stacks', () => {
  const inner = {
    Parameters: { Size: { Type: 'Number' } },
    Resources: { C: cluster },
    Outputs: { Name: { Value: 'x' } },
  }
  const load = (resources: object) => loadFiles({ 'main.yaml': { Resources: resources }, 'a.yaml': inner })

  test('a template that contains itself', () => {
    const files = {
      'main.yaml': { Resources: { A: stack('a.yaml') } },
      'a.yaml': { Resources: { B: stack('main.yaml') } },
    }
    expect(mistakeIn(() => loadFiles(files))).toMatch(
      /^a\.yaml:6:9: Resources\.B\.Properties\.TemplateURL: the template contains itself: main\.yaml → a\.yaml → main\.yaml\.$/,
    )
  })

  test('more stacks than anybody nests', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, nth) => [`A${nth}`, nth]))
    const pointing = (file: string) => ({
      Resources: Object.fromEntries(Object.keys(many).map((id) => [id, stack(file)])),
    })
    const files = {
      'main.yaml': pointing('b.yaml'),
      'b.yaml': pointing('c.yaml'),
      'c.yaml': { Resources: { C: cluster } },
    }
    expect(mistakeIn(() => loadFiles(files))).toMatch(/there are more than 500 nested stacks\.$/)
  })

  test.each<[what: string, resources: object, message: RegExp]>([
    [
      'a parameter without value',
      { A: stack('a.yaml') },
      /^main\.yaml:3:5: Resources\.A: the parameter Size must have a value\.$/,
    ],
    [
      'a parameter that is not there',
      { A: stack('a.yaml', { Parameters: { Sise: 1 } }) },
      /Resources\.A\.Properties\.Parameters\.Sise: the template has no parameter "Sise"\. Did you mean "Size"\?$/,
    ],
    [
      'a value that the nested template forbids',
      { A: stack('a.yaml', { Parameters: { Size: 'big' } }) },
      /^main\.yaml:\d+:\d+: Resources\.A\.Properties\.Parameters\.Size: parameter Size: expected a number, found "big"\.$/,
    ],
    [
      'an output that is not there',
      {
        A: stack('a.yaml', { Parameters: { Size: 1 } }),
        C: { ...cluster, Properties: { ClusterName: { 'Fn::GetAtt': ['A', 'Outputs.Nme'] } } },
      },
      /Resources\.C\.Properties\.ClusterName\["Fn::GetAtt"\]: a\.yaml has no output Nme\. Did you mean "Name"\?$/,
    ],
    [
      'a property that stacks do not have',
      { A: stack('a.yaml', { Parameter: { Size: 1 } }) },
      /Resources\.A\.Properties\.Parameter: there is no such member\. Did you mean "Parameters"\?$/,
    ],
    [
      'no address',
      { A: { Type: 'AWS::CloudFormation::Stack' } },
      /Resources\.A\.Properties\.TemplateURL: expected the address of a template, found nothing\.$/,
    ],
  ])('%s', (_, resources, message) => {
    expect(mistakeIn(() => load(resources))).toMatch(message)
  })

  test('an output whose condition is false', () => {
    const Outputs = { Name: { Value: 'x', Condition: 'No' } }
    const files = {
      'main.yaml': {
        Resources: {
          A: stack('b.yaml'),
          C: { ...cluster, Properties: { ClusterName: { 'Fn::GetAtt': ['A', 'Outputs.Name'] } } },
        },
      },
      'b.yaml': { Conditions: { No: { 'Fn::Equals': [1, 2] } }, Resources: { T: topic }, Outputs },
    }
    expect(mistakeIn(() => loadFiles(files))).toMatch(/the output Name is not there: the condition No is false\.$/)
  })

  test('a ring that leads through nested stacks', () => {
    const passing = (id: string) => ({ Parameters: { Size: { 'Fn::GetAtt': [id, 'Outputs.Name'] } } })
    expect(
      mistakeIn(() => load({ A: stack('a.yaml', passing('B')), B: stack('a.yaml', passing('A')), T: topic })),
    ).toMatch(/Resources\.A: circular dependency between resources: A → B → A\.$/)
  })

  test('a nested stack whose condition is false is not read', () => {
    const Conditions = { No: { 'Fn::Equals': [1, 2] } }
    const Resources = { A: stack('nowhere.yaml', {}, { Condition: 'No' }), C: cluster }
    expect(loadFiles({ 'main.yaml': { Conditions, Resources } }).pieces.map(({ id }) => id)).toEqual(['C'])
  })
})
