// The cluster query language: the rule book's table of expressions, what is refused and how, and hostile texts.
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { predicateOf } from '../../src/placement/query/evaluate.ts'
import { parseQuery } from '../../src/placement/query/parse.ts'
import { SAMPLE_FLEET } from '../support/sample-fleet.ts'

/** Letters of the sample instances that an expression selects, or `refused`. */
function selected(expression: string): string {
  const parsed = parseQuery(expression)
  if ('fault' in parsed) return 'refused'
  const test = predicateOf(parsed.query)
  return [...SAMPLE_FLEET].flatMap(([letter, subject]) => (test(subject) ? letter : [])).join(' ')
}

function faultOf(expression: string) {
  const parsed = parseQuery(expression)
  if ('query' in parsed) throw new Error(`${expression} was accepted`)
  return parsed.fault
}

describe('the sample fleet', () => {
  test.each([
    ['CQT-01', 'attribute:ecs.instance-type == t2.small', 'A'],
    ['CQT-02', 'attribute:ecs.availability-zone in [us-east-1a, us-east-1b]', 'A B C F I'],
    ['CQT-03', 'attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-east-1d', 'F'],
    ['CQT-04', 'task:group == service:production', 'D'],
    ['CQT-05', 'not(task:group == database)', 'A B C D E F G H I'],
    ['CQT-06', 'runningTasksCount == 1', 'A D F G I J'],
    ['CQT-07', 'agentVersion < 1.14.5', 'A D'],
    ['CQT-08', 'registeredAt < 2018-02-13', 'A B'],
    ['CQT-09', 'attribute:stack != prod', 'B E I J'],
    ['CQT-10', 'attribute:stack == prod', 'A D'],
    ['CQT-11', 'attribute:ecs.instance-type =~ t2.* and attribute:ecs.availability-zone == us-east-1a', 'A'],
    ['CQT-12', 'attribute:stack exists', 'A B D E I J'],
    ['CQT-13', 'attribute:stack !exists', 'C F G H'],
    ['CQT-14', 'not(attribute:stack == prod)', 'B C E F G H I J'],
    ['CQT-15', 'attribute:stack not_equals prod', 'B E I J'],
    ['CQT-16', 'attribute:stack in [prod, dev]', 'A B D'],
    ['CQT-17', 'attribute:stack !in [prod, dev]', 'E I J'],
    ['CQT-18', 'attribute:stack =~ prod.*', 'A D J'],
    ['CQT-19', 'attribute:stack !~ prod.*', 'B E I'],
    ['CQT-20', 'attribute:stack =~ prod', 'A D'],
    ['CQT-21', "attribute:stack == 'pre prod'", 'E'],
    ['CQT-22', 'attribute:stack == pre prod', 'refused'],
    ['CQT-23', 'attribute:ecs.instance-type =~ t2', ''],
    ['CQT-24', 'attribute:ecs.instance-type =~ t2\\..*|m5\\..*', 'A B C D I'],
    ['CQT-25', 'attribute:ecs.instance-type =~ (t2|m5)\\..*', 'refused'],
    ['CQT-26', 'attribute:canary exists', 'G'],
    ['CQT-27', 'attribute:canary != true', 'G'],
    ['CQT-28', 'attribute:canary == true', ''],
    ['CQT-29', 'agentConnected == false', 'D'],
    ['CQT-30', 'agentConnected > true', 'refused'],
    ['CQT-31', 'agentVersion >= 1.14.5', 'B C E F G H I J'],
    ['CQT-32', 'agentVersion in [1.14.3]', 'refused'],
    ['CQT-33', 'registeredAt == 2023-06-01', 'D'],
    ['CQT-34', 'registeredAt greater_than_equal 2024-04-01', 'H I'],
    ['CQT-35', 'runningTasksCount > 1', 'B'],
    ['CQT-36', 'runningTasksCount in [0, 1]', 'refused'],
    ['CQT-37', 'task:group in [database, databases]', 'B J'],
    ['CQT-38', 'task:group =~ service:.*', 'A B D G I'],
    ['CQT-39', 'task:group == service:web and runningTasksCount == 1', 'A G'],
    ['CQT-40', 'attribute:ecs.availability-zone not_exists', 'H'],
    ['CQT-41', 'attribute:rank > 9', 'F'],
    [
      'CQT-42',
      '(attribute:stack == prod or attribute:stack == dev) and attribute:ecs.availability-zone == us-east-1b',
      'B',
    ],
    ['CQT-43', 'attribute:stack exists && attribute:ecs.instance-type =~ t2.* || task:group == database', 'A B J'],
    ['CQT-44', 'attribute:stack in []', 'refused'],
    ['CQT-45', 'attribute:ecs.instance-type==t2.small', 'A'],
    ['CQT-46', 'instanceType == t2.small', 'refused'],
    ['CQT-47', 'agentConnected in [true]', 'A B C E F G H I J'],
    ['CQT-48', 'registeredAt > 2024-02-29T06:00:00+00:00', 'F G H I'],
    ['CQT-49', 'attribute:rank >= 9', 'F G'],
    ['CQT-50', '!attribute:stack exists', 'C F G H'],
  ])('%s %s', (_rule, expression, letters) => {
    expect(selected(expression)).toBe(letters)
  })
})

describe('rules beyond the table', () => {
  test.each([
    ['CQ-01 keywords and subjects are written exactly so', 'attribute:stack EXISTS', 'refused'],
    ['CQ-01 a word needs space around it', "attribute:stack equals'prod'", 'refused'],
    ['CQ-01 a sign needs none', 'attribute:stack==prod&&attribute:ecs.availability-zone==us-east-1d', 'D'],
    ['CQ-02 not binds tighter than and', 'not attribute:stack exists and runningTasksCount == 0', 'C H'],
    ['CQ-02 parentheses come first', 'not (attribute:stack exists and runningTasksCount == 0)', 'A B C D F G H I J'],
    ['CQ-03 a quoted pattern may have parentheses', "attribute:ecs.instance-type =~ '(t2|m5)\\..*'", 'A B C D I'],
    ['CQ-03 a backslash takes the quote into the value', "attribute:stack in ['it\\'s', \"pre prod\"]", 'E'],
    ['CQ-05 not brings back what lacks the attribute', 'not(attribute:stack !in [prod, dev])', 'A B C D F G H'],
    ['CQ-06 an attribute without value compares as an empty text', "attribute:canary == ''", 'G'],
    ['CQ-07 what is no number is ordered by its characters', 'attribute:stack > prod', 'J'],
    ['CQ-08 an id is text', 'ec2InstanceId =~ i-0c.*', 'C J'],
    ['CQ-08 an id has no order', 'ec2InstanceId > i-0c01', 'refused'],
    ['CQ-09 a version has missing parts', 'agentVersion == 1.9', 'D'],
    ['CQ-09 a version is numeric', 'agentVersion > latest', 'refused'],
    ['CQ-09 a count is a whole number', 'runningTasksCount > 1.5', 'refused'],
    ['CQ-09 connected is true or false', 'agentConnected != yes', 'refused'],
    ['CQ-10 no zone means UTC', 'registeredAt == 2024-02-29T06:00:00', 'J'],
    ['CQ-10 an offset counts', 'registeredAt == 2024-02-29T08:30:00+02:30', 'J'],
    ['CQ-10 a day that does not exist', 'registeredAt > 2023-02-29', 'refused'],
    ['CQ-11 any task will do', 'task:group != service:web', 'B D F I J'],
    ['CQ-11 an empty instance has no group', 'task:group not_exists', 'C E H'],
    ['CQ-12 there is no subject for the status', 'status == ACTIVE', 'refused'],
    ['CQ-13 a list stands in brackets', 'attribute:stack in prod', 'refused'],
  ])('%s: %s', (_rule, expression, letters) => {
    expect(selected(expression)).toBe(letters)
  })
})

describe('faults', () => {
  test.each([
    ['', 1, 'the end of the expression', 'CQ-01'],
    ['attribute:stack == pre prod', 24, '"prod"', 'CQ-01'],
    ['attribute:stack == ', 20, 'the end of the expression', 'CQ-01'],
    ['instanceType == t2.small', 1, '"instanceType"', 'CQ-01'],
    ['agentConected == true', 1, '"agentConected"', 'CQ-01'],
    ['attribute: == a', 11, '" "', 'CQ-01'],
    ['attribute:a ~ b', 13, '"~"', 'CQ-08'],
    ['agentConnected > true', 16, '">"', 'CQ-08'],
    ['attribute:a in [b c]', 19, '"c"', 'CQ-13'],
    ['attribute:a in [b', 18, 'the end of the expression', 'CQ-13'],
    ['attribute:a in []', 17, '"]"', 'CQ-13'],
    ["attribute:a == 'b", 18, 'the end of the expression', 'CQ-03'],
    ['(attribute:a exists', 20, 'the end of the expression', 'CQ-02'],
    ['attribute:a exists)', 19, '")"', 'CQ-01'],
    ['attribute:a =~ (b|c)', 16, '"("', 'CQ-03'],
    ['attribute:a =~ b**', 18, '"*"', 'CQ-04'],
    ["attribute:a =~ 'x(?=y)'", 18, 'look-around', 'CQ-04'],
    ['runningTasksCount == many', 22, '"many"', 'CQ-09'],
    ['registeredAt > yesterday', 16, '"yesterday"', 'CQ-10'],
  ])('CQ-01 %j is refused at column %d: %s', (expression, column, found, rule) => {
    expect(faultOf(expression)).toMatchObject({ column, found, rule, expected: expect.any(String) })
  })

  test('CQ-01 a subject that is nearly right gets a hint', () => {
    expect(faultOf('agentConected == true').hint).toBe(' Did you mean "agentConnected"?')
  })

  test('CQ-01 an expression has at most 2,000 characters', () => {
    const padded = (length: number) => 'attribute:a exists'.padEnd(length)
    expect(selected(padded(2_000))).toBe('')
    expect(faultOf(padded(2_001))).toMatchObject({ column: 2_001, found: '2001 characters', rule: 'CQ-01' })
  })

  test.each([
    ['parentheses', '('.repeat(1_900)],
    ['negations', '!'.repeat(1_900)],
    ['words of negation', 'not '.repeat(450)],
    ['groups of a pattern', `attribute:a =~ '${'('.repeat(1_900)}`],
    ['groups of a closed pattern', `attribute:a =~ '${'('.repeat(900)}${')'.repeat(900)}'`],
    ['repeats of repeats', `attribute:a =~ '${'('.repeat(40)}a${'{1000})'.repeat(40)}'`],
    ['repeats of nothing', `attribute:a =~ '${'('.repeat(40)}${'{1000})'.repeat(40)}'`],
  ])('CQ-02 hostile %s end in one fault', (_what, expression) => {
    expect(faultOf(expression).column).toBeGreaterThan(0)
  })

  test('CQ-02 a hundred levels are read, and long chains are no levels', () => {
    expect(selected(`${'('.repeat(100)}task:group exists${')'.repeat(100)}`)).toBe('A B D F G I J')
    expect(selected(Array(90).fill('task:group exists').join('&&'))).toBe('A B D F G I J')
  })

  property.prop([fc.string({ unit: 'binary', maxLength: 60 })])('CQ-01 any text is read or refused', (text) => {
    const parsed = parseQuery(text)
    if ('fault' in parsed) expect(parsed.fault.column).toBeLessThanOrEqual(text.length + 1)
  })

  const word = fc.constantFrom(
    ...['attribute:a', 'task:group', 'runningTasksCount', '==', '!', '!=', 'in', '[', ']', ',', '(', ')', 'and', '||'],
    ...['not', 'exists', '=~', "'b'", '1', 'a.*'],
  )
  property.prop([fc.array(word, { maxLength: 12 })])('CQ-01 words in any order are read or refused', (words) => {
    const parsed = parseQuery(words.join(' '))
    if ('fault' in parsed) expect(parsed.fault.expected).not.toBe('')
  })
})
