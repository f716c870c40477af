// `drydock explain`: which task or service is spoken of, of what time, in text and in JSON, and what is told to those who mistype.
import { describe, expect, test } from 'vitest'
import { FORCE, webDefinition, webScenario, webService } from '../inputs/scenarios.ts'
import { drydock } from './command.ts'

const calm = JSON.stringify(webScenario({ title: 'A good day', actions: [{ at: '1m', ...FORCE }] }))

/** `web` runs; `big` comes at 2m and finds no room. */
const big = { family: 'big', containerDefinitions: [{ name: 'app', image: 'example.com/big:1', memory: 60_000 }] }
const create = { at: '2m', createService: { serviceName: 'big', taskDefinition: 'big', desiredCount: 1 } }
const blocked = JSON.stringify(
  webScenario({ taskDefinitions: [webDefinition(), big], actions: [create], atMost: '10m' }),
)
const files = { 'calm.json': calm, 'blocked.json': blocked }

const explain = (...args: string[]) => drydock(['explain', ...args], { files })
const document = async (...args: string[]) => JSON.parse((await explain(...args, '--json')).out)
const unwrapped = (text: string) => text.replace(/\n +/g, ' ')
const taskIds = async () => {
  const { err } = await explain('calm.json', '--task', 'nobody')
  return [...err.matchAll(/[0-9a-f]{32}/g)].map(([id]) => id)
}

describe('without options', () => {
  test('every service that waits for room is explained, status 0', async () => {
    const { status, out, err } = await explain('blocked.json')
    expect([status, err]).toEqual([0, ''])
    expect(out).toMatch(
      /^blocked\.json\nas it is at 12m on the clock, 2026-01-01T00:12:00\.000Z\n\nThe next task of big fits /,
    )
    expect(unwrapped(out)).toContain(
      'The next task of big fits on none of 2 container instances: RESOURCE:MEMORY, wanted 60000 MiB, 7352 MiB available.',
    )
    expect(out).not.toContain('next task of web')
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })

  test('when none waits, the fleet is drawn', async () => {
    const { status, out } = await explain('calm.json')
    expect(status).toBe(0)
    expect(out).toMatch(
      /^A good day\nas it is at .*\n\nNothing is waiting for room\.\n\nprod: 2 container instances, 2 tasks at /,
    )
    expect(out).toContain('\nA web ×2\n')
  })

  test('whoever waits for something else is named', async () => {
    const deploymentConfiguration = { minimumHealthyPercent: 100, maximumPercent: 100 }
    const scenario = webScenario({ services: [webService({ deploymentConfiguration })], actions: [FORCE] })
    const { out } = await drydock(['explain', 'a'], { files: { a: JSON.stringify(scenario) } })
    expect(out).toMatch(
      /\nNothing is waiting for room\.\nSTUCK: web has been waiting for another deployment configuration/,
    )
  })

  test('a scenario that does not meet its expectations is explained all the same', async () => {
    const scenario = webScenario({ expect: [{ stuck: true }] })
    expect((await drydock(['explain', 'a'], { files: { a: JSON.stringify(scenario) } })).status).toBe(0)
  })
})

describe('--task', () => {
  test('takes the id, its beginning, or the ARN', async () => {
    const [id] = (await taskIds()) as [string]
    const { status, out } = await explain('calm.json', '--task', id)
    expect(status).toBe(0)
    expect(unwrapped(out)).toMatch(
      new RegExp(`\nTask ${id.slice(0, 8)} went to [0-9a-f]{8} \\(m5\\.large, us-east-1a\\): of the 2 that fit`),
    )
    expect(await explain('calm.json', '--task', id.slice(0, 6))).toMatchObject({ out })
    const arn = `arn:aws:ecs:us-east-1:123456789012:task/prod/${id}`
    expect(await explain('calm.json', '--task', arn)).toMatchObject({ out })
  })

  test('an unknown one is answered with those that there are, or were by then', async () => {
    expect(await taskIds()).toHaveLength(4)
    expect((await explain('calm.json', '--task', 'abc')).err).toMatch(
      /^error: --task: expected the id of a task: [0-9a-f]{32} \(service:web\), .*, found "abc"\.\n$/,
    )
    const [id] = (await taskIds()) as [string]
    expect((await explain('calm.json', '--task', `${id.slice(0, 30)}zz`)).err).toContain(`Did you mean "${id}"?`)
    expect((await explain('calm.json', '--at', '1s', '--task', 'abc')).err.match(/service:web/g)).toHaveLength(2)
  })

  test('a task that had no choice is refused with the reason', async () => {
    const scenario = webScenario({
      subnets: { 'subnet-11111111': 'us-east-1a' },
      taskDefinitions: [
        {
          family: 'edge',
          cpu: '256',
          memory: '512',
          networkMode: 'awsvpc',
          requiresCompatibilities: ['FARGATE'],
          containerDefinitions: [{ name: 'app', image: 'example.com/edge:1' }],
        },
      ],
      services: [
        {
          serviceName: 'edge',
          taskDefinition: 'edge',
          desiredCount: 1,
          launchType: 'FARGATE',
          networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-11111111'] } },
        },
      ],
    })
    const run = (...args: string[]) => drydock(['explain', 'a', ...args], { files: { a: JSON.stringify(scenario) } })
    const [id] = /[0-9a-f]{32}/.exec((await run('--task', 'x')).err) as unknown as [string]
    expect(await run('--task', id)).toEqual({
      status: 2,
      out: '',
      err: 'error: --task: task: there was nothing to choose for a task on Fargate.\n',
    })
    expect(await run('--service', 'edge')).toEqual({
      status: 2,
      out: '',
      err: 'error: --service: there is nothing to choose for edge: it runs on Fargate, which has room for every task.\n',
    })
  })
})

describe('--service', () => {
  test('tells where the next task would go, also of a service that waits for nothing', async () => {
    const { status, out } = await explain('blocked.json', '--service', 'web')
    expect(status).toBe(0)
    expect(unwrapped(out)).toMatch(
      /\nThe next task of web would go to [0-9a-f]{8} \(m5\.large, us-east-1a\): of the 2 that fit/,
    )
    expect((await explain('blocked.json', '--service', 'prod/web')).out).toBe(out)
  })

  test('of two clusters prefers that of the scenario, and takes CLUSTER/NAME', async () => {
    const scenario = webScenario({
      clusters: ['other'],
      fleet: [{ instanceType: 'm5.large' }, { instanceType: 'c5.large', cluster: 'other' }],
      services: [webService(), webService({ cluster: 'other' }), webService({ cluster: 'other', serviceName: 'api' })],
    })
    const run = (name: string) =>
      drydock(['explain', 'a', '--service', name], { files: { a: JSON.stringify(scenario) } })
    expect((await run('web')).out).toMatch(/\nThe next task of web .* \(m5\.large/)
    expect((await run('other/web')).out).toMatch(/\nThe next task of other\/web .* \(c5\.large/)
    expect((await run('api')).out).toMatch(/\nThe next task of other\/api .* \(c5\.large/)
    expect((await run('apu')).err).toBe('error: --service: expected one of web, other/web, other/api, found "apu".\n')
  })

  test('an unknown one is answered with those that there are', async () => {
    expect(await explain('calm.json', '--service', 'wbe')).toEqual({
      status: 2,
      out: '',
      err: 'error: --service: expected one of web, found "wbe". Did you mean "web"?\n',
    })
  })
})

describe('--at', () => {
  test('looks at the world as it was, by the clock or by an instant', async () => {
    const { out } = await explain('blocked.json', '--at', '1m')
    expect(out).toMatch(
      /^blocked\.json\nas it was at 1m on the clock, 2026-01-01T00:01:00\.000Z\n\nNothing is waiting for room\.\n/,
    )
    expect((await explain('blocked.json', '--at', '2026-01-01T00:01:00Z')).out).toBe(out)
    expect((await explain('calm.json', '--at', '1m1s')).out).toContain('▒ starting')
    expect((await explain('calm.json', '--at', '2025-12-31T23:30:00Z')).out).toContain('as it was at -30m on the clock')
  })

  test.each([
    [
      '2h',
      /^error: --at: expected a time up to 12m on the clock \(2026-01-01T00:12:00\.000Z\), where the scenario ends, found "2h"\.\n$/,
    ],
    [
      '2020-01-01T00:00:00Z',
      /^error: --at: expected an instant from 2025-12-31T23:00:00\.000Z on, where the simulation begins, found /,
    ],
    ['soon', /^error: --at: expected a duration such as /],
    ['2026-13-01', /^error: --at: expected an ISO 8601 instant/],
  ])('%s is refused', async (at, complaint) => {
    const { status, out, err } = await explain('blocked.json', '--at', at)
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(complaint)
  })
})

describe('--json', () => {
  test('is one document with the traces', async () => {
    const found = await document('blocked.json')
    expect(found).toMatchObject({
      format: 1,
      scenario: 'blocked.json',
      startAt: '2026-01-01T00:00:00.000Z',
      clockMs: 720_000,
    })
    expect(found.explanations).toHaveLength(1)
    expect(found.explanations[0]).toMatchObject({
      service: { name: 'big', cluster: 'prod' },
      blockedSinceClockMs: 120_000,
      decidedBy: 'nothing-fits',
      chosen: null,
    })
    expect(found.explanations[0].instances).toHaveLength(2)
    expect((await document('calm.json')).explanations).toEqual([])
    const [id] = (await taskIds()) as [string]
    expect((await document('calm.json', '--task', id)).explanations[0]).toMatchObject({
      service: null,
      taskArn: expect.stringContaining(id),
      at: '2025-12-31T23:00:00.000Z',
    })
  })
})

describe('arguments', () => {
  test.each([
    [['explain'], "error: missing required argument 'scenario'\n"],
    [['explain', 'calm.json', '--taks', 'x'], "error: unknown option '--taks'\n(Did you mean --task?)\n"],
    [
      ['explain', 'calm.json', '--task', 'x', '--service', 'web'],
      /^error: option '--task <id>' cannot be used with option/,
    ],
    [['explain', 'nope.yaml'], 'error: cannot read nope.yaml: there is no such file.\n'],
  ])('%j: one complaint on standard error, status 2', async (args, complaint) => {
    const { status, out, err } = await drydock(args, { files })
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(complaint)
  })

  test('--help tells the exit statuses, and colours are for terminals', async () => {
    expect((await drydock(['explain', '--help'])).out).toMatch(/Exit status:\n {2}0 /)
    const run = (...args: string[]) => drydock(['explain', 'blocked.json', ...args], { files, hasColors: true })
    const [colored, plain] = [(await run()).out, (await run('--no-color')).out]
    expect(colored).toContain('\u001b[31m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what colours are made of
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain)
  })

  test('reads standard input, and --seed decides the draws', async () => {
    const { out } = await drydock(['explain', '-'], { stdin: calm })
    expect(out).toContain('Nothing is waiting for room.')
    expect((await explain('calm.json', '--seed', 'x')).out).not.toBe((await explain('calm.json')).out)
  })
})

describe('drydock run', () => {
  const run = (name: string, ...args: string[]) =>
    drydock(['run', name, ...args], { files: { ...files, "it's.json": blocked } })

  test('names the command that tells why there is no room, ready to be pasted', async () => {
    expect((await run('blocked.json')).out).toContain(
      '\n  Why there is no room, and the way out: drydock explain blocked.json\n',
    )
    expect((await run("it's.json", '--seed', 'a b')).out).toContain(`drydock explain 'it'\\''s.json' --seed 'a b'\n`)
  })

  test('is silent about it when nobody waits for room, with --quiet, and for standard input', async () => {
    expect((await run('calm.json')).out).not.toContain('drydock explain')
    expect((await run('blocked.json', '--quiet')).out).not.toContain('drydock explain')
    expect((await drydock(['run', '-'], { stdin: blocked })).out).not.toContain('drydock explain')
  })
})
