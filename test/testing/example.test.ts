// Does the example find its planted bug, and is what it finds what stands beside it? Does the README show its tests?
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { builtPackage } from '../support/built-package.ts'
import { PROJECT_ROOT } from '../support/source-files.ts'

const read = (path: string) => readFileSync(join(PROJECT_ROOT, path), 'utf8')
const text = read('examples/strategy-laws/counterexample.txt')

const PROPERTY = 'examples/strategy-laws/property.ts'
const built = builtPackage([PROPERTY])

/** Runs a program of the examples, or one that comes as text. */
function run(args: readonly string[], input = ''): string {
  return execFileSync(process.execPath, args, { cwd: built.folder, encoding: 'utf8', input })
}

/** Without the functions, whose text is the compiler's, and its helper. */
function essence(whole: string): string[] {
  return whole
    .trim()
    .replace(/\nconst judge = [\s\S]*?\nconst found/, '\nconst found')
    .split('\n')
    .filter((line) => line !== '' && !/^const (?:__name|strategy|nameOf) = /.test(line))
}

describe('examples/strategy-laws', () => {
  test('the property test finds the bug of the strategy, and shows it by two instances', () => {
    const lines = essence(run([built.program(PROPERTY)]))
    expect(lines).toEqual(essence(text))
    expect(lines.filter((line) => line.includes('fleet.launch'))).toHaveLength(2)
  })

  test('its counterexample runs, and prints what is wrong', () => {
    const [, found] = /^\/\/ It prints: (.*)$/m.exec(text) ?? []
    expect(found).toMatch(/^a task of \S+ went to i\d, which now has \d of them; i\d has room, and \d$/)
    expect(run(['--input-type=module', '-'], text).trimEnd()).toBe(found)
  })

  test('the guide shows the tests as they are', () => {
    const path = 'examples/strategy-laws/readme.test.ts'
    expect(read('docs/GUIDE.md')).toContain(`<!-- file: ${path} -->\n\`\`\`ts\n${read(path).trimEnd()}\n\`\`\`\n`)
  })
})
