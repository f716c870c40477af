// Dashboards are kept as they were put.
import { expect, test } from 'vitest'
import { AwsException, Simulation } from '../../src/index.ts'

const START = new Date('2026-01-05T09:00:00Z')
const BODY = '{"widgets":[{"type":"text","properties":{"markdown":"Überblick"}}]}'
const ARN = 'arn:aws:cloudwatch::123456789012:dashboard/shop'

function begin(...names: readonly string[]) {
  const sim = new Simulation({ startAt: START, paranoid: true })
  for (const DashboardName of names) sim.cloudWatch.putDashboard({ DashboardName, DashboardBody: BODY })
  return sim
}

function refusal(call: () => unknown): AwsException {
  try {
    call()
  } catch (error) {
    if (error instanceof AwsException) return error
    throw error
  }
  throw new Error('the call was accepted')
}

test('CW-39 a dashboard is given back as it was put, and replaced as a whole', () => {
  const sim = begin()
  const Tags = [{ Key: 'team', Value: 'x' }]
  expect(sim.cloudWatch.putDashboard({ DashboardName: 'shop', DashboardBody: BODY, Tags })).toEqual({
    DashboardValidationMessages: [],
  })
  expect(sim.cloudWatch.getDashboard({ DashboardName: 'shop' })).toEqual({
    DashboardArn: ARN,
    DashboardBody: BODY,
    DashboardName: 'shop',
  })
  sim.advance('1h')
  sim.cloudWatch.putDashboard({ DashboardName: 'shop', DashboardBody: '{"widgets":[]}', Tags: [] })
  expect(sim.cloudWatch.listDashboards()).toEqual({
    DashboardEntries: [
      { DashboardName: 'shop', DashboardArn: ARN, LastModified: new Date('2026-01-05T10:00:00Z'), Size: 14 },
    ],
  })
  expect(sim.cloudWatch.listTagsForResource({ ResourceARN: ARN }).Tags).toEqual(Tags)
  sim.cloudWatch.tagResource({ ResourceARN: ARN, Tags: [{ Key: 'team', Value: 'y' }] })
  sim.cloudWatch.tagResource({ ResourceARN: ARN, Tags: [{ Key: 'tier', Value: '1' }] })
  sim.cloudWatch.untagResource({ ResourceARN: ARN, TagKeys: ['team'] })
  expect(sim.cloudWatch.listTagsForResource({ ResourceARN: ARN }).Tags).toEqual([{ Key: 'tier', Value: '1' }])
})

test('CW-39 they are listed by name, sized in bytes, and deleted all or none', () => {
  const sim = begin('web', 'shop', 'shop-2')
  const names = (input?: object) =>
    sim.cloudWatch.listDashboards(input).DashboardEntries.map(({ DashboardName }) => DashboardName)
  expect(names()).toEqual(['shop', 'shop-2', 'web'])
  expect(names({ DashboardNamePrefix: 'shop' })).toEqual(['shop', 'shop-2'])
  expect(sim.cloudWatch.listDashboards().DashboardEntries[0]?.Size).toBe(BODY.length + 1)
  const error = refusal(() => sim.cloudWatch.deleteDashboards({ DashboardNames: ['shop', 'nobody'] }))
  expect(error).toMatchObject({ name: 'DashboardNotFoundError', path: 'DashboardNames[1]' })
  expect(names()).toHaveLength(3)
  sim.cloudWatch.deleteDashboards({ DashboardNames: ['shop', 'web', 'web'] })
  expect(names()).toEqual(['shop-2'])
  expect(refusal(() => sim.cloudWatch.getDashboard({ DashboardName: 'shop' })).name).toBe('DashboardNotFoundError')
})

test.each([
  ['a name with a dot', { DashboardName: 'a.b' }, 'InvalidParameterValueException', /^DashboardName: /],
  [
    'no JSON',
    { DashboardBody: '{' },
    'DashboardInvalidInputError',
    /DashboardBody: expected a JSON object, found "\{"/,
  ],
  ['a list', { DashboardBody: '[]' }, 'DashboardInvalidInputError', /a JSON object/],
  ['no widgets', { DashboardBody: '{}' }, 'DashboardInvalidInputError', /widgets: expected a list of widgets/],
  [
    'a widget without a type',
    { DashboardBody: '{"widgets":[{"type":"text"},{}]}' },
    'DashboardInvalidInputError',
    /widgets\[1\]: expected an object with a type/,
  ],
  [
    'too many widgets',
    { DashboardBody: JSON.stringify({ widgets: Array(501).fill({ type: 'text' }) }) },
    'DashboardInvalidInputError',
    /at most 500 widgets/,
  ],
])('CW-39 %s is refused', (_what, more, name, message) => {
  const sim = begin()
  const error = refusal(() => sim.cloudWatch.putDashboard({ DashboardName: 'd', DashboardBody: BODY, ...more }))
  expect(error.name).toBe(name)
  expect(error.message).toMatch(message)
  expect(sim.journal).toEqual([])
})
