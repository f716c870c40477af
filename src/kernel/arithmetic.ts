// How is there a logarithm, an exponential or a sine whose last bit is the same on every engine? Only + - * / are used, whose results
// IEEE 754 fixes to the last bit: what follows are series and iterations of our own.

const CENTRE_ABOVE = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
]
const CENTRE_BELOW = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
]
const TAIL_ABOVE = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
]
const TAIL_BELOW = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1]
const TAIL = 0.02425

/** Where the standard normal distribution has `p` below it: Acklam's rational approximation, good to nine digits. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  if (p < TAIL) {
    const q = squareRoot(-2 * logarithm(p))
    return polynomial(TAIL_ABOVE, q) / polynomial(TAIL_BELOW, q)
  }
  const q = p - 0.5
  const r = q * q
  return (polynomial(CENTRE_ABOVE, r) * q) / polynomial(CENTRE_BELOW, r)
}

/** Coefficients from the highest power down. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)
}

/** By its series at a sixty-fourth of x, squared six times. */
export function exponential(x: number): number {
  const small = x / 64
  let term = 1
  let sum = 1
  for (let nth = 1; nth <= 20; nth++) {
    term = (term * small) / nth
    sum += term
  }
  for (let time = 0; time < 6; time++) sum *= sum
  return sum
}

/** For 0 < x <= 1: doubled until it is near 1, then by the series of the inverse hyperbolic tangent. */
export function logarithm(x: number): number {
  let doublings = 0
  let near = x
  for (; near < 0.75; near *= 2) doublings++
  const ratio = (near - 1) / (near + 1)
  let power = ratio
  let sum = 0
  for (let odd = 1; odd <= 31; odd += 2) {
    sum += power / odd
    power *= ratio * ratio
  }
  return 2 * sum - doublings * Math.LN2
}

/** Newton's iteration, for what lies between 1 and 100. */
function squareRoot(x: number): number {
  let root = x
  for (let time = 0; time < 12; time++) root = (root + x / root) / 2
  return root
}

/** The sine of a whole turn's part: 0 at 0, 1 at a quarter, -1 at three quarters. */
export function sineOfTurn(turns: number): number {
  const part = turns - Math.floor(turns)
  if (part >= 0.5) return -sineOfTurn(part - 0.5)
  return sineSeries(2 * Math.PI * (part > 0.25 ? 0.5 - part : part))
}

/** 1/3!, 1/5!, … 1/21! with alternating signs, from the last one down. */
const SINE_SERIES: readonly number[] = sineCoefficients(20).reverse()

function sineCoefficients(last: number): number[] {
  const all: number[] = []
  for (let nth = 2; nth <= last; nth += 2) all.push(-(all.at(-1) ?? 1) / (nth * (nth + 1)))
  return all
}

/** For 0 to a quarter of a turn. */
function sineSeries(x: number): number {
  const square = x * x
  let sum = 0
  for (let nth = 0; nth < SINE_SERIES.length; nth++) sum = (sum + SINE_SERIES[nth]!) * square
  return x + x * sum
}

/** To a millionth: what is written down of quantities that are not whole, so that equal things are equal. */
export function toMillionths(x: number): number {
  return Math.floor(x * 1_000_000 + 0.5) / 1_000_000
}

const HALVINGS = 60

/** Where between two numbers something begins to hold that goes on to hold from there: halved in until it is found. */
export function meetingPoint(low: number, high: number, holds: (at: number) => boolean): number {
  if (holds(low)) return low
  let [from, to] = [low, high]
  for (let time = 0; time < HALVINGS; time++) {
    const middle = (from + to) / 2
    if (holds(middle)) to = middle
    else from = middle
  }
  return to
}
