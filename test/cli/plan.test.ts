// What does `drydock plan` say to somebody who got its arguments or files wrong? One sentence, status 2, and nothing else.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROJECT_ROOT } from '../support/source-files.ts'
import { drydock } from './command.ts'

const SHOP = `
Parameters:
  Image: { Type: String, Default: 'nginx:1' }
Resources:
  Cluster: { Type: AWS::ECS::Cluster, Properties: { ClusterName: shop } }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      Cpu: '256'
      Memory: '512'
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      ContainerDefinitions: [{ Name: web, Image: !Ref Image }]
  Service:
    Type: AWS::ECS::Service
    Properties:
      ServiceName: web
      Cluster: !Ref Cluster
      TaskDefinition: !Ref Task
      LaunchType: FARGATE
      DesiredCount: 2
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [subnet-1] } }
`
const BUCKET = '{ "Resources": { "B": { "Type": "AWS::S3::Bucket" } } }'
const NESTED =
  '{ "Resources": { "N": { "Type": "AWS::CloudFormation::Stack", "Properties": { "TemplateURL": "./x.json" } } } }'

const FILES = {
  'shop.yaml': SHOP,
  'bucket.json': BUCKET,
  'x.json': NESTED,
  'instances.json': '{ "Reservations": [{ "Instances": [] }] }',
  'terraform.json':
    '{ "format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {}, "resource_changes": [] }',
  'state.json': '{ "format_version": "1.0", "terraform_version": "1.9.0", "values": {} }',
  'tagged.yaml': 'title: !Ref Name\nservices: []',
  'syntax.json': '{"Resources": {"A": [1,}}',
  'intrinsic.yaml': SHOP.replace('!Ref Task', '!Reff Task'),
  'cycle.yaml': SHOP.replace('Family: web', 'Family: !GetAtt Service.Name'),
  'twice.yaml': SHOP.replace('      LaunchType: FARGATE', '      LaunchType: FARGATE\n      LaunchType: EC2'),
  'misspelt.yaml': SHOP.replace('DesiredCount', 'DesiredCuont'),
  'macro.yaml': `Transform: AWS::Serverless-2016-10-31${SHOP}`,
  'printed/readme.txt': 'nothing of the AWS CLI',
}

async function refusalOf(...args: string[]): Promise<string> {
  const { status, out, err, written } = await drydock(['plan', ...args], { files: FILES, stdin: SHOP })
  expect({ status, out, written }).toEqual({ status: 2, out: '', written: undefined })
  expect(err.trimEnd().split('\n')).toHaveLength(1)
  return err.replace(/^error: /, '').trimEnd()
}

const FILE_MISTAKES: readonly (readonly [file: string, beginning: string])[] = [
  ['syntax.json', 'syntax.json:1:24: this is not YAML or JSON'],
  ['intrinsic.yaml', 'intrinsic.yaml:20:23: there is no intrinsic function !Reff. Did you mean "!Ref"?'],
  ['cycle.yaml', 'cycle.yaml:6:3: Resources.Task: circular dependency between resources'],
  ['twice.yaml', 'twice.yaml:22:7: the key "LaunchType" stands here twice.'],
  [
    'misspelt.yaml',
    'misspelt.yaml:22:7: Resources.Service.Properties.DesiredCuont: there is no such member. Did you mean',
  ],
  ['macro.yaml', 'macro.yaml:1:1: Transform: the transform AWS::Serverless-2016-10-31 is not simulated'],
  ['x.json', 'x.json:1:79: Resources.N.Properties.TemplateURL: the template contains itself'],
  [
    'terraform.json',
    'terraform.json: expected a CloudFormation template, or the input of aws ecs register-task-definition or update-service together with --live',
  ],
  ['state.json', 'state.json: expected a CloudFormation template, or the input of'],
  ['tagged.yaml', 'tagged.yaml:1:8: this is not YAML or JSON: Unresolved tag: !Ref'],
  ['nowhere.yaml', 'cannot read nowhere.yaml: there is no such file.'],
  [
    'bucket.json',
    'bucket.json: there is nothing to rehearse: expected a service of Amazon ECS (AWS::ECS::Service), found none.',
  ],
  [
    'instances.json',
    'instances.json: expected a template, a scenario, or JSON of the AWS CLI for Amazon ECS, found what another service',
  ],
]

test.each(FILE_MISTAKES)('%s is refused in one sentence', async (file, beginning) => {
  expect((await refusalOf(file)).slice(0, beginning.length)).toBe(beginning)
})

const OPTION_MISTAKES: readonly (readonly [args: string, complaint: string])[] = [
  ['--parameter Image', '--parameter: expected NAME=VALUE, found "Image".'],
  ['--parameter Image=a --parameter Image=b', '--parameter: "Image" is given twice.'],
  [
    '--parameter Imag=x',
    'shop.yaml:2:1: --parameter Imag: the template has no parameter "Imag". Did you mean "Image"?',
  ],
  [
    '--live printed',
    'printed: expected a folder of files that the AWS CLI has printed, found no file that ends in .json, .yaml or .yml.',
  ],
  ['--before shop.yaml --live printed', "option '--before <template>' cannot be used with option '--live <folder>'"],
  ['--json --markdown', "option '--json' cannot be used with option '--markdown'"],
  ['--runs 0', '--runs: expected a whole number, 1 or more, found "0".'],
  ['--image-size 0', '--image-size: expected a whole number, 1 or more, found "0".'],
  ['--service nope', '--service: expected a service that is there: web; found "nope".'],
  ['--service web --service wep', '--service: expected a service that is there: web; found "wep". Did you mean "web"?'],
  ['--keep-healthy 500', '--keep-healthy: expected a whole number from 0 to 100, found "500".'],
  ['--region nowhere', '--region: expected the code of a Region such as us-east-1, found "nowhere".'],
  ['--account 12', '--account: expected twelve digits, found "12".'],
  ['--behavior fast', '--behavior: expected one of latest, 2023-06, found "fast".'],
]

test.each(OPTION_MISTAKES)('%s is refused, by the name of the option', async (args, complaint) => {
  expect((await refusalOf('shop.yaml', ...args.split(' '))).replace(/^error: /, '')).toBe(complaint)
})

test('a plan of Terraform is no version that is there either, and validate says the same', async () => {
  const words = 'found JSON of terraform show, and plans of Terraform are not read.'
  expect(await refusalOf('shop.yaml', '--before', 'terraform.json')).toContain(words)
  const { status, err } = await drydock(['validate', 'terraform.json'], { files: FILES })
  expect([status, err.includes(words)]).toEqual([2, true])
})

test('standard input is one file, not two', async () => {
  expect(await refusalOf('-', '--before', '-')).toBe(
    '--before: expected a file, because standard input is read already, found "-".',
  )
})

test('the same command says the same, and its JSON holds nothing but JSON', async () => {
  const run = () => drydock(['plan', 'shop.yaml', '--json', '--no-fixes'], { files: FILES })
  const [first, second] = [await run(), await run()]
  expect(first.status).toBe(0)
  expect(second.out).toBe(first.out)
  expect(first.out).not.toMatch(/NaN|undefined|Infinity/)
  expect(JSON.parse(first.out).verdict).toBe('completes')
})

test('a template whose only service is deployed by CodeDeploy is no success, unless that is allowed', async () => {
  const files = {
    'cd.yaml': SHOP.replace('DesiredCount: 2', 'DesiredCount: 2\n      DeploymentController: { Type: CODE_DEPLOY }'),
  }
  const { status, out } = await drydock(['plan', 'cd.yaml'], { files })
  expect(status).toBe(1)
  expect(out).toContain('web: CodeDeploy deploys it')
  expect((await drydock(['plan', 'cd.yaml', '--allow-not-rehearsed'], { files })).status).toBe(0)
})

const FIXTURES = join(PROJECT_ROOT, 'test/fixtures/live')
const printed = Object.fromEntries(
  readdirSync(FIXTURES).map((name) => [`live/${name}`, readFileSync(join(FIXTURES, name), 'utf8')]),
)

test('SV-202, DP-150 what the AWS CLI printed, and an update that its percentages forbid: stuck, with fixes in the update', async () => {
  const deploymentConfiguration = { minimumHealthyPercent: 100, maximumPercent: 100 }
  const update = { cluster: 'shop', service: 'web', forceNewDeployment: true, deploymentConfiguration }
  const files = { ...printed, 'update.json': JSON.stringify(update) }
  const { status, out, err } = await drydock(['plan', 'update.json', '--live', 'live', '--json'], { files })
  expect([status, err]).toEqual([1, ''])
  const { verdict, steps, fixes } = JSON.parse(out)
  expect(verdict).toBe('stuck')
  expect(steps[0].services[0]).toMatchObject({ label: 'web', change: 'updated', causes: [{ kind: 'percentages' }] })
  expect(fixes[0]).toMatchObject({
    words: 'set deploymentConfiguration.maximumPercent of web from 100 to 134',
    patches: [{ file: 'update.json', op: 'replace', path: ['deploymentConfiguration', 'maximumPercent'], value: 134 }],
  })
})

test('SV-210, DP-150 what an update leaves alone is as it was: a fix says so, and not that it is a default', async () => {
  const deploymentConfiguration = { minimumHealthyPercent: 100 }
  const services = (printed['live/services.json'] as string).replace('"maximumPercent": 200', '"maximumPercent": 100')
  const update = { cluster: 'shop', service: 'web', forceNewDeployment: true, deploymentConfiguration }
  const files = { ...printed, 'live/services.json': services, 'update.json': JSON.stringify(update) }
  const { out } = await drydock(['plan', 'update.json', '--live', 'live', '--json'], { files })
  const { verdict, fixes } = JSON.parse(out)
  expect(verdict).toBe('stuck')
  expect(fixes[0]).toMatchObject({
    words: 'set deploymentConfiguration.maximumPercent of web from 100 to 134',
    patches: [{ file: 'update.json', op: 'add', path: ['deploymentConfiguration', 'maximumPercent'], value: 134 }],
  })
})

test('what the AWS CLI printed, and a new revision: the change begins from rest, and nothing of the set-up is told', async () => {
  const { taskDefinition } = JSON.parse(printed['live/web-41.json'] as string)
  const { family, containerDefinitions } = taskDefinition
  const next = {
    family,
    containerDefinitions: containerDefinitions.map((each: object) => ({ ...each, image: 'web:42' })),
  }
  const files = { ...printed, 'next.json': JSON.stringify(next) }
  const { status, out } = await drydock(['plan', 'next.json', '--live', 'live', '--json'], { files })
  const { steps, deployments } = JSON.parse(out)
  expect([status, deployments.length]).toEqual([0, 1])
  expect(deployments[0].waves[0]).toMatchObject({ startedNew: 3, startedOld: 0 })
  expect(steps[0].services[0].cost).toMatchObject({ lowestHealthy: 3, extraInstances: 0 })
})
