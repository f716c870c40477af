// Do the generated pages still say what the code says?
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { optionsPage } from '../scripts/generate-options.ts'

test('docs/OPTIONS.md is the table of constants and switches; npm run docs:options writes it anew', () => {
  expect(readFileSync(new URL('../docs/OPTIONS.md', import.meta.url), 'utf8')).toBe(optionsPage())
})
