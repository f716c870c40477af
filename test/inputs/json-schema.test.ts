// The published JSON Schema is the one that the checking schema gives.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scenarioJsonSchema } from '../../src/inputs/json-schema.ts'

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))

test('it is up to date: otherwise run `npx tsx -C source scripts/generate-scenario-schema.ts`', () => {
  expect(read('schema/scenario.schema.json')).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())))
})

test('it is published, and says what members mean', () => {
  const { exports, files } = read('package.json')
  expect(exports['./schema/scenario.json']).toBe('./schema/scenario.schema.json')
  expect(files).toContain('schema')
  const { properties } = read('schema/scenario.schema.json')
  expect(properties.options.properties.healthySettleTime.description).toMatch(/40s when absent/)
  expect(properties.actions.items.oneOf).toContainEqual({ required: ['updateService'] })
})
