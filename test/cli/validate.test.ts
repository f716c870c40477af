// What does `drydock validate` say of files that are in order, and of those that are not?
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FORCE, webScenario } from '../inputs/scenarios.ts'
import { drydock } from './command.ts'

const example = (path: string) => readFileSync(new URL(`../../examples/${path}`, import.meta.url), 'utf8')
const files = {
  'drydock.json': JSON.stringify(webScenario({ actions: [FORCE], expect: [{ deployments: 1 }] })),
  'stack.yaml': example('rehearsal/after.yaml'),
  'definition.json': example('first-rollout/task-definition.next.json'),
  'wrong.yaml': 'cluster: prod\nfleet:\n  - { instanceType: m5.lagre, count: 1 }\n',
  'broken.yaml': 'Resources: { Web: { Type: AWS::ECS::Service, Properties: { Cluter: a } } }\n',
}

test('one line for each file that is in order, whatever it is; status 0', async () => {
  const { status, out, err } = await drydock(['validate', 'drydock.json', 'stack.yaml', 'definition.json'], { files })
  expect([status, err]).toEqual([0, ''])
  expect(out.split('\n')).toEqual([
    expect.stringMatching(/^drydock\.json: a scenario: 1 service, \d+ container instances, 1 action, 1 expectation$/),
    'stack.yaml: a template: 1 service, 2 container instances, 1 load balancer; not simulated: 2 items',
    'definition.json: a change for the AWS CLI, to be rehearsed with --live or --before: 1 part',
    '',
  ])
})

test('a folder of what the AWS CLI has printed', async () => {
  const names = ['cluster', 'container-instances', 'services', 'tasks', 'web-41', 'worker-7', 'target-groups']
  const more = ['listeners', 'load-balancers', 'rules', 'subnets', 'attributes-web', 'health-web']
  const live = [...names, ...more].map((name) => {
    const text = readFileSync(new URL(`../fixtures/live/${name}.json`, import.meta.url), 'utf8')
    return [`live/${name}.json`, text] as const
  })
  const { status, out } = await drydock(['validate', 'live'], { files: Object.fromEntries(live) })
  expect(status).toBe(0)
  expect(out).toMatch(/^live: a folder that the AWS CLI has printed: 2 services, 2 container instances, 5 tasks, /)
})

test('one complaint for each file that is not in order; status 2, and the others are told all the same', async () => {
  const { status, out, err } = await drydock(['validate', 'wrong.yaml', 'nope.yaml', 'broken.yaml', 'stack.yaml'], {
    files,
  })
  expect(status).toBe(2)
  expect(out).toMatch(/^stack\.yaml: a template: .*\n$/)
  const complaints = err.trimEnd().split('\n')
  expect(complaints[0]).toMatch(/^error: wrong\.yaml:3:\d+: fleet\[0\].*m5\.lagre/)
  expect(complaints[1]).toBe('error: cannot read nope.yaml: there is no such file.')
  expect(complaints[2]).toMatch(/^error: broken\.yaml:1:\d+: .*Cluter/)
})

test('--json: one document, with what is there and what is wrong', async () => {
  const { status, out } = await drydock(['validate', '--json', 'stack.yaml', 'nope.yaml'], { files })
  expect(status).toBe(2)
  expect(JSON.parse(out)).toMatchObject({
    format: 1,
    valid: false,
    files: [
      { file: 'stack.yaml', valid: true, kind: 'template', counts: { service: 1, 'container instance': 2 } },
      { file: 'nope.yaml', valid: false, error: { message: 'cannot read nope.yaml: there is no such file.' } },
    ],
  })
})

test('options of templates are those of plan', async () => {
  const { status, err } = await drydock(['validate', '--parameter', 'Vpc', 'stack.yaml'], { files })
  expect([status, err]).toEqual([2, 'error: --parameter: expected NAME=VALUE, found "Vpc".\n'])
})
