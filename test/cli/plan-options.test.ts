// The options of `drydock plan` that say what the world does: images that are missing, how long requests last, how far latencies vary.
import { describe, expect, test } from 'vitest'
import { drydock } from './command.ts'

const template = (image: string) => `
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
      ContainerDefinitions: [{ Name: web, Image: '${image}' }]
  Service:
    Type: AWS::ECS::Service
    Properties:
      ServiceName: web
      Cluster: !Ref Cluster
      TaskDefinition: !Ref Task
      LaunchType: FARGATE
      DesiredCount: 2
      DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } }
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [subnet-1] } }
`
const files = { 'a.yaml': template('example.com/web:1'), 'b.yaml': template('example.com/web:2') }
const plan = (...args: string[]) => drydock(['plan', 'b.yaml', '--before', 'a.yaml', '--no-fixes', ...args], { files })

async function refusalOf(...args: string[]): Promise<string> {
  const { status, out, err } = await plan(...args)
  expect({ status, out }).toEqual({ status: 2, out: '' })
  return err.replace(/^error: /, '').trimEnd()
}

describe('--missing-image', () => {
  test('IM-20 a tag that does not exist: the circuit breaker goes back to the one that does', async () => {
    expect((await plan()).status).toBe(0)
    const { status, out } = await plan('--missing-image', 'example.com/web:2', '--json')
    const { verdict, steps } = JSON.parse(out)
    expect([status, verdict]).toEqual([1, 'rolls-back'])
    expect(steps[0].services[0].causes[0]).toMatchObject({ kind: 'image', rule: 'IM-20' })
    expect(steps[0].services[0].causes[0].evidence.texts[0]).toMatch(/^CannotPullContainerError: .*not found/)
    expect(steps[0].services[0].cost.lowestHealthy).toBe(2)
  })

  test('several may be missing: of the old one nothing is pulled any more', async () => {
    const both = ['--missing-image', 'example.com/web:1', '--missing-image', 'example.com/web:2']
    expect((await plan('--missing-image', 'example.com/web:1')).status).toBe(0)
    expect((await plan(...both)).status).toBe(1)
  })

  test.each([
    [
      ['--missing-image', 'example.com/web:3'],
      '--missing-image: expected an image of some container: example.com/web:1, example.com/web:2, found "example.com/web:3". Did you mean "example.com/web:1"?',
    ],
    [
      ['--missing-image', 'Example Web'],
      "--missing-image: expected an image reference such as 'nginx:1.25' or a repository's URI with a tag, found \"Example Web\".",
    ],
    [
      ['--missing-image', 'example.com/web:2', '--missing-image', 'example.com/web:2'],
      '--missing-image: "example.com/web:2" is given twice.',
    ],
  ])('%j is refused', async (args, complaint) => {
    expect(await refusalOf(...args)).toBe(complaint)
  })
})

describe('--request-duration', () => {
  test.each([
    [['--request-duration', '5s'], '--request-duration: expected requests per second beside it, found none.'],
    [['--requests-per-second', '5', '--request-duration', 'soon'], '--request-duration: expected '],
    [['--requests-per-second', '0'], '--requests-per-second: expected a whole number, 1 or more, found "0".'],
  ])('%j is refused', async (args, complaint) => {
    expect(await refusalOf(...args)).toContain(complaint)
  })
})

describe('--vary', () => {
  test('every latency varies, in twenty runs unless --runs says otherwise', async () => {
    const { steps } = JSON.parse((await plan('--vary', '0.5', '--json')).out)
    expect(steps[0].runs.completes).toBe(20)
    expect(steps[0].durationMs.p95).toBeGreaterThan(steps[0].durationMs.p50)
    const three = JSON.parse((await plan('--vary', '0.5', '--runs', '3', '--json')).out)
    expect(three.steps[0].runs.completes).toBe(3)
  })

  test('0 lets nothing vary', async () => {
    const { steps } = JSON.parse((await plan('--vary', '0', '--runs', '3', '--json')).out)
    expect(steps[0].durationMs.p95).toBe(steps[0].durationMs.p50)
  })

  test.each(['4', 'much', '-1', '3.1'])('%s is refused', async (sigma) => {
    expect(await refusalOf(`--vary=${sigma}`)).toBe(`--vary: expected a number from 0 to 3, found "${sigma}".`)
  })
})
