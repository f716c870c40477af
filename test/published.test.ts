import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleInto } from '../scripts/dist.ts'
import { noticesOf } from '../scripts/notices.ts'

const folder = mkdtempSync(join(tmpdir(), 'published-'))
let outputs: Metafile['outputs']
beforeAll(async () => {
  outputs = (await bundleInto(folder)).outputs
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

/** What is loaded before anything is called: of the published files, and from outside. */
function loadedBy(entryPoint: string): { files: string[]; packages: string[] } {
  const [entry] = Object.entries(outputs).find(([, output]) => output.entryPoint === entryPoint)!
  const files = new Set([entry])
  const packages = new Set<string>()
  for (const file of files)
    for (const { path, kind, external } of outputs[file]!.imports) {
      if (kind === 'import-statement') (external ? packages : files).add(path)
    }
  return { files: [...files], packages: [...packages].sort() }
}

const TEXTS = ['papaparse', 'yaml']
const CHARTS = ['papaparse', 'simple-ascii-chart', 'yaml']

describe('what the published files import', () => {
  test.each([
    ['src/index.ts', []],
    ['src/cli/main.ts', ['node:fs']],
    ['src/inputs/index.ts', TEXTS],
    ['src/rehearsal/index.ts', TEXTS],
    ['src/report/index.ts', CHARTS],
    ['src/aws-sdk/index.ts', ['@sinonjs/fake-timers', 'fast-xml-builder']],
    ['src/testing/index.ts', ['fast-check', ...CHARTS]],
    ['src/testing/matchers/index.ts', CHARTS],
    ['src/testing/temporal/index.ts', []],
    ['src/testing/jest.ts', CHARTS],
    ['src/testing/vitest.ts', [...CHARTS, 'vitest'].sort()],
  ])('%s needs %j', (entryPoint, packages) => {
    expect(loadedBy(entryPoint).packages).toEqual([...packages].sort())
  })

  test('the core asks nothing of Node, nor do the packages in its files', () => {
    const { files } = loadedBy('src/index.ts')
    const code = files.map((file) => readFileSync(file, 'utf8')).join('\n')
    expect(code.length).toBeGreaterThan(100_000)
    expect(code).not.toMatch(/\bprocess\.|\brequire\(|\bBuffer\./)
  })

  test('the table above names every entry point', () => {
    const entries = Object.values(outputs).flatMap(({ entryPoint = '' }) => entryPoint)
    expect(entries.filter((name) => /index|main|jest|vitest/.test(name))).toHaveLength(11)
  })
})

describe('notices', () => {
  test('a package gives its licence, once for all of its files', () => {
    const notices = noticesOf([
      'src/index.ts',
      'node_modules/immer/dist/immer.production.mjs',
      'node_modules/immer/dist/immer.mjs',
    ])
    expect(notices.match(/^immer .*$/gm)).toEqual([expect.stringMatching(/^immer \d+\.\d+\.\d+ \(MIT\)$/)])
    expect(notices).toContain('Michel Weststrate')
  })

  test('a licence that stands in the README, and an author who stands in a file, are found as well', () => {
    const notices = noticesOf(['node_modules/seedrandom/lib/alea.js'])
    expect(notices).toContain('Copyright 2019 David Bau.')
    expect(notices).toContain('Copyright (C) 2010 by Johannes Baagøe')
    expect(notices.match(/THE SOFTWARE IS PROVIDED/g)).toHaveLength(2)
  })

  test('a package in a scope is one package', () => {
    expect(noticesOf(['node_modules/@noble/hashes/sha2.js'])).toContain('\n@noble/hashes ')
  })

  test('a licence that nobody has looked at stops the build', () => {
    expect(() => noticesOf(['node_modules/typescript/bin/tsc'])).toThrow(/^typescript stands under Apache-2.0/)
  })
})
