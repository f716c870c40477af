// Texts that are no scenario at all: one clear sentence each, with file, line and column where there is one.
import { describe, expect, test } from 'vitest'
import { loadScenario, MOST_BYTES } from '../../src/inputs/index.ts'
import { load, mistakeOf } from './scenarios.ts'

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]',
  'c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]',
  'd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]',
  'e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]',
].join('\n')

describe('a text that is no scenario is refused with one sentence', () => {
  test.each<[what: string, text: string, message: string | RegExp]>([
    ['an empty file', '', 'scenario.yaml: the file is empty.'],
    ['a file of comments', '# nothing\n', 'scenario.yaml: the file is empty.'],
    ['a text', 'hello', /^scenario.yaml:1:1: scenario: expected a mapping .*, found "hello"\.$/],
    ['a list', '- a', /^scenario.yaml:1:1: scenario: expected a mapping .*, found \["a"\]\.$/],
    ['a broken list', 'a: [1, 2\nb: 3', /^scenario.yaml:2:1: this is not YAML or JSON: /],
    ['an open quote', 'a: "x\n', /^scenario.yaml:2:1: this is not YAML or JSON: /],
    ['a tab', 'a:\n\tb: 1', /^scenario.yaml:2:1: this is not YAML or JSON: Tabs/],
    ['a key twice', 'cluster: a\ncluster: b', 'scenario.yaml:2:1: the key "cluster" stands here twice.'],
    ['two documents', 'cluster: a\n---\ncluster: b', /^scenario.yaml:2:1: a second document begins here/],
    ['an alias to nothing', 'title: *x', 'scenario.yaml:1:8: the alias *x has no anchor before it.'],
    ['an alias to itself', 'title: &a\n  b: *a', 'scenario.yaml:2:6: the alias *a contains itself.'],
    ['an alias bomb', bomb, /^scenario.yaml: aliases repeat too much/],
    [
      'many aliases',
      `a: &a 1\nb: [${'*a, '.repeat(2_000)}]`,
      /^scenario.yaml:2:\d+: there are more than 1000 aliases\.$/,
    ],
    ['a list as key', '? [a, b]\n: c', 'scenario.yaml:1:3: a key is no text.'],
    ['a tag of a program', 'a: !!js/function x', /^scenario.yaml:1:4: this is not YAML or JSON: Unresolved tag/],
    ['bytes in a tag', 'cluster: !!binary aGVsbG8=', /^scenario.yaml:1:10: this is not YAML or JSON: Unresolved tag/],
    ['deep nesting', '['.repeat(20_000), /^scenario.yaml:1:\d+: lists and objects are nested too deeply\.$/],
    ['deep objects', '{a: '.repeat(20_000), /^scenario.yaml:1:\d+: lists and objects are nested too deeply\.$/],
    ['deep lists in a line', '- '.repeat(20_000), /^scenario.yaml:1:\d+: lists and objects are nested too deeply\.$/],
    ['a long key', `${'k'.repeat(10_000)}: 1`, /^scenario.yaml:1:1: this is not YAML or JSON: /],
  ])('%s', (_, text, message) => {
    const error = mistakeOf(() => load(text))
    expect(error.message).toMatch(message)
    expect(error.message.length).toBeLessThan(500)
    if (typeof message === 'string') expect(error.message).toBe(message)
  })

  test('bytes that are not UTF-8', () => {
    const bytes = Uint8Array.from([0x61, 0x3a, 0x20, 0xff, 0xfe])
    expect(() => loadScenario(bytes, { name: 'x.yaml' })).toThrow(/^x.yaml: the file is not UTF-8 text\.$/)
  })

  test('more than five megabytes, as text or as bytes', () => {
    const message = /^x.yaml: the file is too large: expected at most 5 MB\.$/
    expect(() => loadScenario('a'.repeat(MOST_BYTES + 1), { name: 'x.yaml' })).toThrow(message)
    expect(() => loadScenario(new Uint8Array(MOST_BYTES + 1), { name: 'x.yaml' })).toThrow(message)
  })

  test('a byte order mark, comments, tabs in JSON and anchors are no mistakes', () => {
    expect(loadScenario(new TextEncoder().encode('\uFEFFcluster: a')).cluster).toBe('a')
    expect(load('{\n\t"cluster": "a", # JSON with a comment\n\t"fleet": []\n}').cluster).toBe('a')
    expect(load('title: &name shop\ncluster: *name').cluster).toBe('shop')
  })
})
