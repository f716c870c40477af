// Patterns of the query language: the language of the common subset, what is refused, and how much work a value takes.
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { faultOr } from '../../src/placement/query/fault.ts'
import { compilePattern, matches, run } from '../../src/placement/query/pattern.ts'

describe('the language', () => {
  test.each([
    ['prod', 'prod', 'prod-eu'],
    ['g2.*', 'g2.xlarge', 'cg2'],
    ['t2\\..*|m5\\..*', 'm5.large', 't2large'],
    ['a{2,3}', 'aaa', 'aaaa'],
    ['a{2}', 'aa', 'aaa'],
    ['a{2,}', 'aaaaa', 'a'],
    ['(ab)+?c', 'ababc', 'c'],
    ['(?:a|b)*', '', 'c'],
    ['[^a-c\\d]', 'd', '7'],
    ['[\\w-]+', 'a_b-9', 'a b'],
    ['[-a]]', '-]', 'a'],
    ['\\D\\W\\S', 'a-b', '1-b'],
    ['^a$', 'a', '^a$'],
    ['a|', '', 'b'],
    ['a^b', 'never', 'ab'],
    ['\\{\\}', '{}', ''],
    ['.', '\u{1F600}', '\n'],
    ['\\s', ' ', '\u00a0'],
  ])('CQ-04 %j matches %j as a whole, and not %j', (source, yes, no) => {
    const pattern = compilePattern(source, 1)
    expect(matches(pattern, no)).toBe(false)
    if (yes !== 'never') expect(matches(pattern, yes)).toBe(true)
  })

  const literal = fc.constantFrom('a', 'b', '-', '\\.', '\\d', '\\w', '\\S', '.', '[ab]', '[^a]', '[a-c1-3]', '[^\\d-]')
  const times = fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,}', '{2}?')
  const source = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      literal,
      fc.tuple(literal, times).map(([atom, count]) => atom + count),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}|${b})`),
      fc.tuple(tie('node'), times).map(([a, count]) => `(?:${a})${count}`),
    ),
  })).node
  const value = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', '.', '1', ' '), maxLength: 8 })

  property.prop([source, value], { numRuns: 2_000 })(
    'CQ-04 agrees with JavaScript on what both know',
    (text, sample) => {
      expect(matches(compilePattern(text, 1), sample)).toBe(new RegExp(`^(?:${text})$`).test(sample))
    },
  )
})

describe('refusals', () => {
  test.each([
    ['a(?=b)', 2, 'look-around'],
    ['(?!b)', 1, 'look-around'],
    ['(?<=b)', 1, 'look-around'],
    ['(?<name>b)', 1, 'a named group'],
    ['(?>b)', 1, 'an atomic group'],
    ['(?i)b', 1, 'an inline flag'],
    ['(a)\\1', 4, 'a back-reference'],
    ['\\bword', 1, 'a word boundary'],
    ['\\p{Lu}', 1, 'a Unicode property'],
    ['\\Qa\\E', 1, 'the escape \\Q'],
    ['a++', 2, 'a possessive quantifier'],
    ['[a[b]]', 3, 'a class within a class'],
    ['[a&&b]', 3, 'an intersection of classes'],
    ['[]a]', 2, '"]"'],
    ['[b-a]', 2, 'b-a'],
    ['[\\d-z]', 2, '\\d-z'],
    ['a{1,2', 2, '"{"'],
    ['{2}', 1, '"{"'],
    ['a{3,2}', 2, '{3,2}'],
    ['a{1001}', 2, '{1001}'],
    ['(a', 3, 'the end of the pattern'],
    ['a)', 2, '")"'],
    ['[a', 3, 'the end of the pattern'],
    ['*a', 1, '"*"'],
    ['^*', 2, 'an anchor'],
    ['a\\', 3, 'the end of the pattern'],
    ['(a{1000}){1000}', 1, 'a larger one'],
  ])('CQ-04 %j is refused at column %d for %s', (source, column, found) => {
    const answer = faultOr(() => compilePattern(source, 1))
    expect(answer).toMatchObject({ fault: { found, rule: 'CQ-04' } })
    if ('fault' in answer) expect(answer.fault.column).toBe(column)
  })
})

describe('the work', () => {
  test.each([
    ['(a*)*b'],
    ['(a+)+$'],
    ['(a|aa)+c'],
    ['(.*)(.*)(.*)(.*)x'],
    ['a?'.repeat(100) + 'a'.repeat(100)],
    ['(a{0,30}){0,30}b'],
    ['(|a|a|a)*b'],
  ])('CQ-04 %s takes steps in proportion to the value', (source) => {
    const pattern = compilePattern(source, 1)
    for (const length of [10, 100, 1_000]) {
      const { matched, steps } = run(pattern, 'a'.repeat(length))
      expect(steps).toBeLessThanOrEqual(4 * pattern.program.length * (length + 1))
      expect(matched).toBe(source.startsWith('a?') ? length >= 100 && length <= 200 : source === '(a+)+$')
    }
  })
})
