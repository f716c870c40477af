// Does a change that completes in the end tell of the tasks that failed on the way, and what spares them?
import { expect, test } from 'vitest'
import { type RehearsalOptions, rehearse } from '../../src/rehearsal/index.ts'
import { formatRehearsal, markdownOf } from '../../src/report/index.ts'
import { blueprint, type StackSettings, stackPieces } from '../support/blueprints.ts'

/** Health checks as AWS has them when nobody says: two failures at 30 seconds are enough, five successes are needed. */
function version(image: string, settings: StackSettings) {
  const pieces = stackPieces({ delay: 300, interval: 30, image, ...settings })
  const { HealthyThresholdCount: _, UnhealthyThresholdCount: __, ...input } = pieces.Group!.input
  return blueprint({ ...pieces, Group: { ...pieces.Group!, input } })
}

function released(settings: StackSettings, options: RehearsalOptions = {}) {
  const change = { before: version('web:1', settings), after: version('web:2', settings) }
  return { change, rehearsal: rehearse({ ...change, bootTime: '90s', ...options }).rehearsal }
}

test('DP-208 tasks that were given up and replaced are told with their number, and a grace period spares them', () => {
  const { rehearsal } = released({ desired: 2 })
  const [service] = rehearsal.steps[0]?.services ?? []
  expect(rehearsal.verdict).toBe('completes')
  expect(service?.causes.map(({ kind, weight }) => [kind, weight])).toEqual([
    ['grace-too-short', 'slows'],
    ['slow-drain', 'slows'],
  ])
  const [cause] = service?.causes ?? []
  expect(cause?.sentence).toBe(
    'web takes 1m30s to answer, and its health check gives it up before: its grace period is 0s. 4 tasks of web failed on the way, and were replaced.',
  )
  expect(cause?.evidence.entries).toHaveLength(4)
  expect(cause?.evidence.texts[0]).toContain('is unhealthy in (target-group')
  expect(rehearsal.summary).toContain(cause?.sentence)
  expect(rehearsal.fixes.map(({ words }) => words)).toContain(
    'set healthCheckGracePeriodSeconds of web from 0 (its default) to 240',
  )
})

test('DP-208 the fix, written into the files, spares every task', () => {
  const { change, rehearsal } = released({ desired: 2 })
  const fix = rehearsal.fixes.find(({ edits }) => edits[0]?.family === 'healthCheckGracePeriod')
  const after = change.after.revise(fix?.patches ?? [])
  const mended = rehearse({ before: change.before, after, bootTime: '90s', fixes: false }).rehearsal
  expect(mended.steps[0]?.services[0]?.causes.map(({ kind }) => kind)).toEqual(['slow-drain'])
})

test('DP-208 the text and Markdown tell it, with what ECS said', () => {
  const { rehearsal } = released({ desired: 2 }, { fixes: false })
  for (const text of [formatRehearsal(rehearsal), formatRehearsal(rehearsal, { isQuiet: true }), markdownOf(rehearsal)])
    expect(text.replace(/\s+/g, ' ')).toContain('4 tasks of web failed on the way, and were replaced.')
  expect(formatRehearsal(rehearsal)).toContain('is unhealthy in (target-group')
})

test('DP-100, DP-208 when too few were healthy meanwhile, the failures stand before the price', () => {
  const expectations = { keepHealthyPercent: 100 }
  const { rehearsal } = released({ desired: 4, min: 50 }, { expectations, fixes: false })
  expect(rehearsal.verdict).toBe('degrades')
  const causes = rehearsal.steps[0]?.services[0]?.causes ?? []
  expect(causes.map(({ kind, weight }) => [kind, weight])).toEqual([
    ['grace-too-short', 'degrades'],
    ['fewer-healthy', 'degrades'],
    ['slow-drain', 'slows'],
  ])
})

test('tasks of the deployment before are no failures of the change', () => {
  const { rehearsal } = released({ desired: 2, grace: 240 })
  expect(rehearsal.steps[0]?.services[0]?.causes.map(({ kind }) => kind)).toEqual(['slow-drain'])
})
