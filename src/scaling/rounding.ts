// How is a capacity rounded that was worked out from a metric? So that 4.000000001 tasks are 4 and not 5 (SC-04).

const EPSILON = 1e-9

export function ceilOf(value: number): number {
  return Math.ceil(value - EPSILON)
}

export function floorOf(value: number): number {
  return Math.floor(value + EPSILON)
}
