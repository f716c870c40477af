// Expressions over metrics: what they come to, and how they are refused.
import { describe, expect, test } from 'vitest'
import type { MetricQuery } from '../../src/model/scaling/metrics.ts'
import { compileQueries, isMistake } from '../../src/scaling/metric-math/program.ts'

const N = Number.NaN
const DATA: Readonly<Record<string, readonly number[]>> = {
  m1: [10, 20, 30, 40],
  m2: [1, 0, N, 4],
  gaps: [N, 2, N, 6],
  none: [N, N, N, N],
}

function query(id: string, expression: string | null, returnData = true): MetricQuery {
  const metric = { namespace: 'Shop', metricName: id, dimensions: [] }
  const stat = expression === null ? { metric, periodMs: 60_000, statistic: 'Average', unit: null } : null
  return { id, stat, expression, label: null, returnData, periodMs: null }
}

const METRICS = Object.keys(DATA).map((id) => query(id, null, false))

function compiled(...expressions: readonly string[]) {
  return compileQueries([...METRICS, ...expressions.map((text, index) => query(`e${index + 1}`, text))])
}

/** The value of the last of several expressions. */
function valueFrom(...expressions: readonly string[]) {
  const program = compiled(...expressions)
  if (isMistake(program)) throw new Error(`${program.member}: expected ${program.expected}, found ${program.found}`)
  const seriesOf = ({ id }: MetricQuery) => Float64Array.from(DATA[id]!)
  const value = program.evaluate(`e${expressions.length}`, seriesOf, { length: 4, periodSeconds: 60 })
  if (typeof value === 'number') return value
  return value instanceof Float64Array ? [...value] : value.map((series) => [...series])
}

test.each<[string, number | number[] | number[][]]>([
  ['1 + 2 * 3 - 4 / 2', 5],
  ['(1 + 2) * -3', -9],
  ['2 ^ 3', 8],
  ['-2 ^ 2', -4],
  ['4 ^ -1', 0.25],
  ['1.5e1 + .5', 15.5],
  ['m1 / 10', [1, 2, 3, 4]],
  ['100 - m1', [90, 80, 70, 60]],
  ['m1 > 15 && m1 <= 30', [0, 1, 1, 0]],
  ['m1 == 10 || m1 != 20', [1, 0, 1, 1]],
  ['m1 < 20 OR m1 >= 40', [1, 0, 0, 1]],
  [
    '[m1, m2] * 2',
    [
      [20, 40, 60, 80],
      [2, 0, N, 8],
    ],
  ],
  [
    'm1 + [m1, m2]',
    [
      [20, 40, 60, 80],
      [11, 20, 30, 44],
    ],
  ],
])('metric math reckons %s', (expression, value) => {
  expect(valueFrom(expression)).toEqual(value)
})

test.each<[string, number[]]>([
  ['m1 + m2', [11, 20, 30, 44]],
  ['m2 - m1', [-9, -20, -30, -36]],
  ['m1 * m2', [10, 0, 0, 160]],
  ['m1 / m2', [10, N, N, 10]],
  ['m2 / m1', [0.1, 0, 0, 0.1]],
  ['gaps + none', [N, 2, N, 6]],
  ['1 / (m2 - 4)', [-1 / 3, -0.25, N, N]],
])('AS-28 a missing operand counts as 0, a division by zero is no datapoint: %s', (expression, values) => {
  expect(valueFrom(expression)).toEqual(values)
})

test.each<[string, number | number[] | number[][]]>([
  ['FILL(gaps, 0)', [0, 2, 0, 6]],
  ['FILL(gaps, m1)', [10, 2, 30, 6]],
  ['FILL(gaps, REPEAT)', [N, 2, 2, 6]],
  ['FILL(gaps, LINEAR)', [2, 2, 4, 6]],
  [
    'FILL([gaps, m2], 0)',
    [
      [0, 2, 0, 6],
      [1, 0, 0, 4],
    ],
  ],
  ['FILL(none, LINEAR)', [N, N, N, N]],
  ['IF(m1 > 20, m1, 0)', [0, 0, 30, 40]],
  ['IF(m1 > 20, m1)', [N, N, 30, 40]],
  ['IF(gaps > 3, 1, 0)', [N, 0, N, 1]],
  ['IF(gaps, 1, m1)', [10, 1, 30, 1]],
  ['IF(1 > 2, 3, 4)', 4],
  ['MAX([m1, m2, gaps])', [10, 20, 30, 40]],
  ['MIN([m2, gaps])', [1, 0, N, 4]],
  ['SUM([m2, gaps])', [1, 2, N, 10]],
  ['AVG([m1, m2])', [5.5, 10, 30, 22]],
  ['MAX(m1) + MIN(m2)', 40],
  ['AVG(gaps)', 4],
  ['SUM(none)', N],
  ['ABS(0 - m1)', [10, 20, 30, 40]],
  ['CEIL(m1 / 15)', [1, 2, 2, 3]],
  [
    'FLOOR([m1, gaps] / 15)',
    [
      [0, 1, 2, 2],
      [N, 0, N, 0],
    ],
  ],
  ['RATE(m1)', [N, 1 / 6, 1 / 6, 1 / 6]],
  ['RATE(gaps)', [N, N, N, 1 / 30]],
  ['m1 / PERIOD(m1)', [1 / 6, 1 / 3, 1 / 2, 2 / 3]],
  ['SUM(METRICS("m"))', [11, 20, 30, 44]],
  ["MAX(METRICS('none'))", [N, N, N, N]],
  ['SUM(METRICS())', [11, 22, 30, 50]],
])('metric math knows %s', (expression, value) => {
  expect(valueFrom(expression)).toEqual(value)
})

test('an expression may be made of others, whatever their order', () => {
  expect(valueFrom('e2 * 2', 'm1 + 1', 'e1 + e2')).toEqual([33, 63, 93, 123])
})

test('AS-28 backlog per task has no datapoint while no task runs', () => {
  expect(valueFrom('m1 / FILL(m2, 0)')).toEqual([10, N, N, 10])
})

describe('whether a value depends on its own period alone', () => {
  test.each([
    ['m1 / m2 + FILL(gaps, 0)', true],
    ['MAX([m1, m2])', true],
    ['IF(m1 > 3, ABS(m2), PERIOD(m1))', true],
    ['SUM(METRICS())', true],
    ['m1 - MAX(m1)', false],
    ['FILL(m1, REPEAT)', false],
    ['RATE(m1) * 60', false],
  ])('%s: %s', (expression, isPointwise) => {
    const program = compiled(expression, 'e1 + m1')
    expect(isMistake(program) || program.isPointwise('e1')).toBe(isPointwise)
    expect(isMistake(program) || program.isPointwise('e2')).toBe(isPointwise)
  })
})

test('the metrics of a row are those that it names, at any remove', () => {
  const program = compiled('m1 + e2', 'MAX(METRICS("gap"))')
  expect(isMistake(program) ? [] : program.metricsOf('e1').map(({ id }) => id)).toEqual(['m1', 'gaps'])
})

test.each([
  ['ANOMALY_DETECTION_BAND(m1, 2)', /one of the functions ABS, .*METRICS, found ANOMALY_DETECTION_BAND/],
  ["SEARCH('{AWS/ECS} x', 'Average', 60)", /one of the functions .*, found SEARCH/],
  ['SELECT AVG(x) FROM y', /expected the end of the expression, found "AVG"/],
  ['m9 + 1', /one of the ids m1, m2, .*, found m9/],
  ['e1 + 1', /do not go round in a circle, found e1/],
  ['m1 +', /expected a number, an id or a function, found the end of the expression/],
  ['(m1', /expected "\)", found the end of the expression/],
  ['m1 ? 2', /operator, found "\? 2"/],
  ['m1 ^ 0.5', /a whole number of at most 64 as exponent, found 0.5/],
  ['m1 ^ m2', /as exponent, found a reference/],
  ['[m1, m2] + [m1, m2]', /at most one list beside \+, found two/],
  ['[m1, 3]', /metrics in a list, found a number/],
  ['[]', /metrics in a list, found none/],
  ['FILL(3, 0)', /metrics as the first argument of FILL/],
  ['FILL(m1)', /2 arguments of FILL, found 1/],
  ['IF(m1)', /2 or 3 arguments of IF, found 1/],
  ['IF([m1, m2], 1, 2)', /single metrics in IF, found a list/],
  ['RATE(3)', /metrics as the argument of RATE/],
  ['PERIOD(3)', /one metric as the argument of PERIOD/],
  ['SUM(1)', /metrics as the argument of SUM/],
  ['REPEAT + 1', /REPEAT and LINEAR in FILL alone/],
  ['"text"', /expected a number, an id or a function, found "text"/],
  ['METRICS(1)', /nothing or a text as the argument of METRICS/],
  ['('.repeat(200), /at most 100 levels/],
])('the expression %s is refused', (expression, message) => {
  expect(() => valueFrom(expression)).toThrow(message)
})

test('an id begins with a lowercase letter and is used once', () => {
  expect(compileQueries([query('M1', null)])).toMatchObject({ index: 0, member: 'Id', found: 'M1' })
  expect(compileQueries([query('m1', null), query('m1', null)])).toMatchObject({ index: 1, member: 'Id' })
})
