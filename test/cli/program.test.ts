// What the command answers: to good and bad arguments, in text and in JSON, and with which exit status.
import { describe, expect, test } from 'vitest'
import { FORCE, webDefinition, webScenario, webService } from '../inputs/scenarios.ts'
import { drydock } from './command.ts'

const completes = JSON.stringify(webScenario({ title: 'A good day', actions: [FORCE], expect: [{ deployments: 1 }] }))
const percentages = { minimumHealthyPercent: 100, maximumPercent: 100 }
const gets = webScenario({ services: [webService({ deploymentConfiguration: percentages })], actions: [FORCE] })
const stuck = JSON.stringify(gets)
const files = { 'good.json': completes, 'stuck.json': stuck }

describe('arguments', () => {
  test('none: help on standard error, status 2', async () => {
    const { status, out, err } = await drydock([])
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(/^Usage: drydock \[options\] \[command\]/)
  })

  test('--version and --help go to standard output, status 0', async () => {
    expect(await drydock(['--version'])).toEqual({ status: 0, out: '1.2.3\n', err: '' })
    for (const args of [['--help'], ['-h'], ['help'], ['run', '--help'], ['help', 'run']]) {
      const { status, out, err } = await drydock(args)
      expect([args, status, err]).toEqual([args, 0, ''])
      expect(out).toMatch(/^Usage: drydock/)
    }
    expect((await drydock(['run', '--help'])).out).toMatch(/Exit status:\n {2}0 /)
  })

  test.each([
    [['rnu'], "error: unknown command 'rnu'\n(Did you mean run?)\n"],
    [['run'], "error: missing required argument 'scenario'\n"],
    [['run', 'a', 'b'], /^error: too many arguments/],
    [['run', 'good.json', '--jsno'], "error: unknown option '--jsno'\n(Did you mean --json?)\n"],
    [['run', 'good.json', '--seed'], /^error: option '--seed <seed>' argument missing/],
    [['run', 'nope.yaml'], 'error: cannot read nope.yaml: there is no such file.\n'],
    [['run', 'k'.repeat(10_000)], /^error: cannot read k{200}: there is no such file\.\n$/],
  ])('%j: one complaint on standard error, status 2', async (args, complaint) => {
    const { status, out, err } = await drydock(args, { files })
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(complaint)
    expect(err).not.toMatch(/\n {4}at /)
  })
})

describe('run', () => {
  test('a scenario that completes: status 0, the whole story', async () => {
    const { status, out, err } = await drydock(['run', 'good.json'], { files })
    expect([status, err]).toEqual([0, ''])
    expect(out).toMatch(
      /^A good day\n0:00\.0 is 2026-01-01T00:00:00Z\n\n {3}0:00\.0 {2}updateService web\n\nweb {2}web:1 once more\n/,
    )
    expect(out).toMatch(/\nCOMPLETES in 44s\n {2}✓ web ends with 1 deployment \(1 deployment\)\n/)
    expect(out).not.toContain('\u001b')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })

  test('one that gets stuck: status 1, who waits for what, since when, with the event', async () => {
    const { status, out, err } = await drydock(['run', 'stuck.json'], { files })
    expect([status, err]).toEqual([1, ''])
    expect(out.replace(/\n +/g, ' ')).toMatch(
      /\nSTUCK: web has been waiting for another deployment configuration since 0s: at least 2 of 2 healthy tasks must stay .* » \(service web\) was unable to stop or start tasks/,
    )
  })

  test('an expectation that is not met: status 1, with a cross', async () => {
    const text = JSON.stringify(webScenario({ actions: [FORCE], expect: [{ completes: { within: '1s' } }] }))
    const { status, out } = await drydock(['run', 'a.json'], { files: { 'a.json': text } })
    expect(status).toBe(1)
    expect(out).toMatch(/\nCOMPLETES in 44s\n {2}✗ completes within 1s \(in 44s\)\n/)
  })

  test('a fleet that is too small from the beginning shows the first rollout', async () => {
    const text = JSON.stringify(webScenario({ taskDefinitions: [webDefinition({ memory: 60_000 })], actions: [FORCE] }))
    const { status, out } = await drydock(['run', 'a.json'], { files: { 'a.json': text } })
    expect(status).toBe(1)
    expect(out).toMatch(/\nSTUCK before the first action: web has been waiting for room for a task/)
    expect(out).toMatch(/\nweb {2}web:1\n/)
  })

  test('--quiet: the verdict, and what is not met', async () => {
    expect((await drydock(['run', 'good.json', '--quiet'], { files })).out).toBe('COMPLETES in 44s\n')
    expect((await drydock(['run', 'stuck.json', '-q'], { files })).out).toMatch(/^STUCK: /)
  })

  test('- reads standard input', async () => {
    expect(await drydock(['run', '-', '-q'], { stdin: completes })).toEqual({
      status: 0,
      out: 'COMPLETES in 44s\n',
      err: '',
    })
    expect((await drydock(['run', '-'], { stdin: 'clutser: a' })).err).toBe(
      'error: <stdin>:1:1: clutser: there is no such member. Did you mean "cluster"?\n',
    )
  })

  test('file:// is relative to the scenario', async () => {
    const scenario = JSON.stringify(webScenario({ taskDefinitions: ['file://../td.json'] }))
    const nested = { 'deep/a.json': scenario, 'td.json': JSON.stringify(webDefinition()) }
    expect((await drydock(['run', 'deep/a.json', '-q'], { files: nested })).out).toBe('COMPLETES in 0s\n')
  })

  test('--seed is shown and decides', async () => {
    const run = (...args: string[]) => drydock(['run', 'good.json', ...args], { files })
    const [plain, seeded] = [await run(), await run('--seed', 'x')]
    expect(seeded.out).toMatch(/; seed x\n/)
    const id = /ecs-svc\/\d+/
    expect(id.exec(seeded.out)?.[0]).not.toBe(id.exec(plain.out)?.[0])
    expect((await run('--seed', 'x')).out).toBe(seeded.out)
  })

  test('colours are for terminals, and --no-color takes them away', async () => {
    const run = (...args: string[]) => drydock(['run', 'good.json', ...args], { files, hasColors: true })
    const [colored, plain] = [(await run()).out, (await run('--no-color')).out]
    expect(colored).toContain('\u001b[32m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what colours are made of
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain)
    expect(plain).toBe((await drydock(['run', 'good.json'], { files })).out)
  })
})

describe('--json', () => {
  test('prints one document with verdict, expectations, waits and rollouts', async () => {
    const { status, out } = await drydock(['run', 'stuck.json', '--json'], { files, hasColors: true })
    expect(status).toBe(1)
    const document = JSON.parse(out)
    expect(document).toMatchObject({
      format: 1,
      scenario: 'stuck.json',
      title: null,
      seed: null,
      startAt: '2026-01-01T00:00:00.000Z',
      ok: false,
      verdict: { status: 'stuck', phase: 'scenario', clockMs: 3_600_000, durationMs: 3_600_000 },
      expectations: [{ path: null, sentence: 'completes', met: false, found: 'stuck' }],
      actions: [{ path: 'actions[0].updateService', clockMs: 0, action: 'updateService', about: 'web' }],
    })
    expect(document.verdict.waitingFor[0]).toMatchObject({
      name: 'web',
      waitingFor: 'deployment-configuration',
      sinceClockMs: 0,
    })
    expect(document.rollouts[0].waves[0]).toMatchObject({ sinceMs: 0, lower: 2, upper: 2, old: { running: 2 } })
    expect(document.journal.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('bad input leaves standard output empty', async () => {
    expect(await drydock(['run', 'a', '--json'], { files: { a: '' } })).toEqual({
      status: 2,
      out: '',
      err: 'error: a: the file is empty.\n',
    })
  })
})

test('a livelock is bad input, told without a stack', async () => {
  const options = { eventsPerInstantLimit: 1 }
  const { status, err } = await drydock(['run', 'a'], { files: { a: JSON.stringify(webScenario({ options })) } })
  expect(status).toBe(2)
  expect(err).toMatch(/^error: More than 1 events at /)
  expect(err).not.toMatch(/\n {4}at /)
})

test('a defect of ours prints its stack and asks for a report, status 70', async () => {
  const fail = () => {
    throw new TypeError('our fault')
  }
  const { status, err } = await drydock(['run', 'good.json'], { files }, { out: fail })
  expect(status).toBe(70)
  expect(err).toMatch(/^This is a defect of drydock.*\nTypeError: our fault\n {4}at /)
})
