// What do the operators of metric math do with two numbers? Conditions are 1 and 0.
import type { Operator } from './nodes.ts'

export const OPERATORS: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  // By zero there is no datapoint (AS-28).
  '/': (left, right) => (right === 0 ? Number.NaN : left / right),
  '^': power,
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
}

export const MOST_EXPONENT = 64

/** Whole exponents by multiplication alone, whose last bit is the same on every engine; the compiler lets no other through. */
function power(base: number, exponent: number): number {
  let product = 1
  for (let factor = 0; factor < Math.abs(exponent); factor++) product *= base
  if (exponent >= 0) return product
  return product === 0 ? Number.NaN : 1 / product
}
