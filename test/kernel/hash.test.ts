// One hash for equal values, on every engine.

import { createHash } from 'node:crypto'
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { sha256OfJsonLines } from '../../src/kernel/hash.ts'

test.prop([fc.array(fc.jsonValue())])('the hash of values is the SHA-256 of their JSON, one a line', (values) => {
  const text = values.map((value) => `${JSON.stringify(value)}\n`).join('')
  expect(sha256OfJsonLines(values)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
})

test('lone surrogates, NULs and astral characters hash as their JSON does', () => {
  const values = ['\ud800', 'a\0b', '😀', '\u2028', '__proto__']
  const text = values.map((value) => `${JSON.stringify(value)}\n`).join('')
  expect(sha256OfJsonLines(values)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
})

test('the hash of nothing is the well-known one', () => {
  expect(sha256OfJsonLines([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})
