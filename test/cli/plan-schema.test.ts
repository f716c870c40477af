// Does what `drydock plan --json` prints keep to the schema that is published?
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { planSchema } from '../../src/cli/plan-schema.ts'
import { drydock } from './command.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const files = {
  'before.yaml': read('examples/rehearsal/before.yaml'),
  'after.yaml': read('examples/rehearsal/after.yaml'),
  'Shop.template.json': read('examples/cdk/Shop.template.json'),
  'percentages.yaml': read('examples/teaching/percentages.yaml'),
}

test.each([
  ['--before', 'before.yaml', 'after.yaml'],
  ['Shop.template.json', '--requests-per-second', '10'],
  ['percentages.yaml'],
])('plan %s %s %s', async (...args) => {
  const { out } = await drydock(['plan', '--json', ...args.filter((arg) => arg !== undefined)], { files })
  const { error } = z.safeParse(planSchema, JSON.parse(out))
  expect(error?.issues ?? []).toEqual([])
})

test('the schema is published, and up to date: else run npx tsx -C source scripts/generate-plan-schema.ts', () => {
  const schema = z.toJSONSchema(planSchema, { target: 'draft-7' })
  expect(JSON.parse(read('schema/plan.schema.json'))).toEqual(JSON.parse(JSON.stringify(schema)))
  expect(JSON.parse(read('package.json')).exports['./schema/plan.json']).toBe('./schema/plan.schema.json')
})
