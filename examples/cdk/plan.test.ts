// What will a deployment of the stack come to? A unit test beside the stack asks it of the template that `cdk synth` has written.
import { readFileSync } from 'node:fs'
import { loadTemplate } from 'ecs-drydock/inputs'
import { type RehearsalOptions, rehearse } from 'ecs-drydock/rehearsal'
import { expect, test } from 'vitest'

const template = readFileSync(new URL('Shop.template.json', import.meta.url), 'utf8')
const shop = (text: string) => loadTemplate(text, { name: 'Shop.template.json', stackName: 'Shop' })

/** The next image of the shop, deployed over the one that runs. */
function nextImage(options: RehearsalOptions = {}, text = template) {
  const after = shop(text.replace('example.com/shop/web:7', 'example.com/shop/web:8'))
  const { rehearsal } = rehearse({ before: shop(text), after, ...options })
  const [web] = rehearsal.steps[0]?.services ?? []
  return { ...rehearsal, web }
}

test('the stack can be created, and deployed again', () => {
  const { steps } = rehearse({ before: null, after: shop(template) }).rehearsal
  expect(steps.map(({ step, verdict }) => [step, verdict])).toEqual([
    ['creation', 'completes'],
    ['release', 'completes'],
  ])
})

test('a deployment completes within five minutes, and fails no request', () => {
  const expectations = { keepHealthyPercent: 100, within: '5m' }
  const { verdict, web } = nextImage({ bootTime: '20s', requestsPerSecond: 50, expectations })
  expect(verdict).toBe('completes')
  expect(web?.cost).toMatchObject({ lowestHealthy: 3, mostTasks: 6, failedRequests: 0 })
  expect(web?.durationMs?.p95).toBeLessThan(5 * 60_000)
})

test('an app that takes fifteen minutes to boot is rolled back, because its grace period is too short', () => {
  const { verdict, web, fixes } = nextImage({ bootTime: '15m' })
  expect(verdict).toBe('rolls-back')
  expect(web?.causes[0]?.kind).toBe('grace-too-short')
  expect(fixes[0]).toMatchObject({ verdict: 'completes', edits: [{ family: 'healthCheckGracePeriod' }] })
})

test('without room above 100 % nothing could be deployed', () => {
  const { verdict, web } = nextImage({}, template.replace('"MaximumPercent": 200', '"MaximumPercent": 100'))
  expect(verdict).toBe('stuck')
  expect(web?.causes[0]?.kind).toBe('percentages')
})
