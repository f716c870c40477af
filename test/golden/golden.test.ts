// The stored hashes: a change here is a change of behaviour, and belongs into the changelog.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { goldenHashes } from './scenarios.ts'

test('fixed seeds give the stored journals; scripts/golden-hashes.ts prints them anew', () => {
  const stored = JSON.parse(readFileSync(new URL('./hashes.json', import.meta.url), 'utf8'))
  expect(goldenHashes()).toEqual(stored)
})
