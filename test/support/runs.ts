// How often is a property tried? As often as fits an ordinary run; `LAW_RUNS=50 npx vitest run test/laws` tries fifty times that.
export function runs(count: number): { numRuns: number } {
  return { numRuns: count * Number(process.env.LAW_RUNS ?? 1) }
}
