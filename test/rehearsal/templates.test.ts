// Do templates that went wrong in public come out as their blueprints do, through the command, and do the fixes written into them work?
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadTemplate } from '../../src/inputs/index.ts'
import { type Rehearsal, type RehearsalOptions, rehearse } from '../../src/rehearsal/index.ts'
import { drydock } from '../cli/command.ts'

function textOf(file: string): string {
  return readFileSync(`test/fixtures/incidents/${file}.yaml`, 'utf8')
}

/** The next version of the image. */
function next(text: string): string {
  return text.replace('shop:1', 'shop:2')
}

function change(text: string, after = next(text)) {
  return { before: loadTemplate(text, { name: 'shop.yaml' }), after: loadTemplate(after, { name: 'shop.yaml' }) }
}

interface Incident {
  readonly file: string
  readonly cause: RegExp
  readonly fix: string
  readonly args?: readonly string[]
  readonly options?: RehearsalOptions
}

const DELAY = 'deregistration_delay.timeout_seconds'
const INCIDENTS: readonly Incident[] = [
  {
    file: 'daemon',
    cause: /Shop can neither stop nor start a task.*\(EV-120\)/,
    fix: 'set deploymentConfiguration.minimumHealthyPercent of Shop from 100 to 66',
  },
  {
    file: 'static-port',
    cause: /Shop needs a static host port \(80\/tcp\).*\(DP-712\)/,
    fix: 'set containerDefinitions[0].portMappings[0].hostPort of task definition shop from 80 to 0',
  },
  {
    file: 'distinct-instance',
    cause: /Shop wants an instance without a task of its own.*\(PL-28\)/,
    fix: 'set the number of instances of Hosts from 3 to 4',
  },
  {
    file: 'full-instances',
    cause: /Shop finds no room: a task needs 1536 CPU units.*\(PL-15\)/,
    fix: 'set deploymentConfiguration.minimumHealthyPercent of Shop from 100 (its default) to 66',
  },
  {
    file: 'slow-boot',
    cause: /Shop takes 1m00s to answer.*\(DP-208\)/,
    fix: 'set healthCheckGracePeriodSeconds of Shop from 0 (its default) to 80',
    args: ['--boot-time', '60s'],
    options: { bootTime: '60s' },
  },
  {
    file: 'long-drain',
    cause: /Shop took 5m19s, and 3m00s were asked for\. \(DP-410\)/,
    fix: `set ${DELAY} of target group Targets from 300 (its default) to 120`,
    args: ['--within', '3m'],
    options: { expectations: { within: '3m' } },
  },
]

describe.each(INCIDENTS)('$file', ({ file, cause, fix, args = [], options = {} }) => {
  test('broken, as the command tells it', async () => {
    const text = textOf(`${file}.broken`)
    const files = { 'before.yaml': text, 'after.yaml': next(text) }
    const { status, out, err } = await drydock(['plan', 'after.yaml', '--before', 'before.yaml', ...args], { files })
    expect([status, err]).toEqual([1, ''])
    expect(out.replace(/\s+/g, ' ')).toMatch(cause)
    expect(out).toContain(fix)
  })

  test('mended', async () => {
    const text = textOf(`${file}.mended`)
    const files = { 'before.yaml': text, 'after.yaml': next(text) }
    const { status, out } = await drydock(['plan', 'after.yaml', '--before', 'before.yaml', ...args], { files })
    expect(status).toBe(0)
    expect(out).toContain('COMPLETES: The change completes in')
    expect(out).not.toContain('✗')
  })

  test('each fix, written into the template, comes out as was promised', () => {
    const { before, after } = change(textOf(`${file}.broken`))
    const { fixes } = rehearse({ before, after, ...options }).rehearsal
    expect(fixes.length).toBeGreaterThan(0)
    expectKept({ before, after }, fixes, options)
  })
})

function expectKept(pair: ReturnType<typeof change>, fixes: Rehearsal['fixes'], options: RehearsalOptions = {}) {
  for (const { patches, verdict, durationMs } of fixes) {
    const after = pair.after.revise(patches)
    const { rehearsal } = rehearse({ before: pair.before, after, ...options, fixes: false })
    expect(rehearsal.verdict).toBe(verdict)
    expect(rehearsal.steps[0]?.durationMs?.p50 ?? null).toBe(durationMs)
  }
}

test('TG-010 an attribute that is not there is one edit, spelled as CloudFormation does', () => {
  const { fixes } = rehearse(change(textOf('long-drain.broken'))).rehearsal
  expect(fixes[0]).toMatchObject({
    words: `set ${DELAY} of target group Targets from 300 (its default) to 30`,
    edits: [{ from: 300, to: 30, path: 'Attributes[0]' }],
    patches: [
      {
        op: 'add',
        path: ['Resources', 'Targets', 'Properties', 'TargetGroupAttributes'],
        value: [{ Key: DELAY, Value: '30' }],
      },
    ],
  })
})

test('values that stand as texts or come from parameters are replaced where they are used', () => {
  const configuration = (maximum: string) =>
    `DesiredCount: 1\n      DeploymentConfiguration: { MinimumHealthyPercent: "100", MaximumPercent: ${maximum} }`
  const parameters = 'Parameters:\n  Most: { Type: Number, Default: 134 }\n\nResources:\n'
  for (const [maximum, value] of [
    ['"134"', '200'],
    ['!Ref Most', 200],
  ] as const) {
    const text = textOf('full-instances.mended')
      .replace('DesiredCount: "3"', configuration(maximum))
      .replace('Resources:\n', parameters)
    const pair = change(text)
    const { fixes } = rehearse(pair).rehearsal
    expect(fixes[0]).toMatchObject({
      verdict: 'completes',
      words: 'set deploymentConfiguration.maximumPercent of Shop from 134 to 200',
      patches: [{ op: 'replace', value }],
    })
    expectKept(pair, fixes)
  }
})

test('a service without a name in the files is known by its logical id, and answers to both', () => {
  const pair = change(textOf('static-port.broken'))
  const { rehearsal } = rehearse({ ...pair, services: ['Shop'], fixes: false })
  const [service] = rehearsal.steps[0]?.services ?? []
  expect(service).toMatchObject({
    label: 'Shop',
    id: 'Shop',
    service: expect.stringMatching(/^shop-Shop-[0-9A-F]{12}$/),
  })
  expect(rehearsal.summary).toContain(': Shop needs')
  expect(service?.causes[0]?.evidence.texts[0]).toContain(`(service ${service?.service})`)
  const same = rehearse({ ...pair, services: [service?.service as string], fixes: false }).rehearsal
  expect(same.steps).toEqual(rehearsal.steps)
  expect(() => rehearse({ ...pair, services: ['Shpo'], fixes: false })).toThrow('Did you mean "Shop"?')
  const named = textOf('static-port.broken').replace('DesiredCount: 2', 'DesiredCount: 2\n      ServiceName: corner')
  expect(rehearse({ ...change(named), fixes: false }).rehearsal.steps[0]?.services[0]?.label).toBe('corner')
})

test('templates of two stacks are refused: nothing that CloudFormation names would be the same in both', () => {
  const text = textOf('daemon.mended')
  const load = (name: string, stackName?: string) =>
    loadTemplate(text, { name, ...(stackName === undefined ? {} : { stackName }) })
  expect(() => rehearse({ before: load('before.yaml'), after: load('after.yaml') })).toThrow(
    'stackName: expected two versions of one stack: pass loadTemplate the same stackName for both; found "before" before and "after" after.',
  )
  const { rehearsal } = rehearse({
    before: load('before.yaml', 'shop'),
    after: load('after.yaml', 'shop'),
    fixes: false,
  })
  expect(rehearsal.steps[0]?.pieces).toEqual([])
})
