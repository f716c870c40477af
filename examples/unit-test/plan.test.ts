// The stack as it is and as it is to be: will the change complete, and what do users notice of it?
import { readFileSync } from 'node:fs'
import { loadTemplate } from 'ecs-drydock/inputs'
import { rehearse } from 'ecs-drydock/rehearsal'
import 'ecs-drydock/testing/vitest'
import { expect, test } from 'vitest'

const read = (name: string) => loadTemplate(readFileSync(new URL(name, import.meta.url)), { name, stackName: 'shop' })
const before = read('before.template.json')
const after = read('after.template.json')

test('the bigger tasks go out within ten minutes, and nobody notices', () => {
  const rehearsed = rehearse({ before, after, bootTime: '20s', requestsPerSecond: 50 })
  expect(rehearsed).toCompleteWithin('10m')
  expect(rehearsed).toKeepHealthy({ percent: 75, service: 'web' })
  expect(rehearsed).toServeWithout5xx()
})

test('an app that needs two minutes to answer does not come up: its health check has no patience', () => {
  expect(rehearse({ before, after, bootTime: '2m' })).not.toComplete()
})
