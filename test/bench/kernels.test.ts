// Do the benchmark's kernels decide what the engine decides? And can every row be measured?
import { spawnSync } from 'node:child_process'
import { fc, test as propertyTest } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { FAMILIES } from '../../bench/families.ts'
import { EnginePlacer } from '../../bench/placement/engine.ts'
import type { FleetPlan } from '../../bench/placement/fleet.ts'
import { IndexedKernel } from '../../bench/placement/indexed-kernel.ts'
import { SPREAD_THEN_BINPACK } from '../../bench/placement/rows.ts'
import { ScanKernel } from '../../bench/placement/scan-kernel.ts'
import { record, replay } from '../../bench/placement/trace.ts'
import { PROJECT_ROOT } from '../support/source-files.ts'

const ZONES = ['a', 'b', 'c']

/** Few different sizes, so that ties are frequent. */
const size = fc.record({
  cpuUnits: fc.integer({ min: 1, max: 4 }).map((units) => units * 256),
  memoryMiB: fc.integer({ min: 1, max: 4 }).map((units) => units * 512),
})
const instance = fc.record({
  type: fc.constantFrom('m5.large', 'r5.large'),
  zone: fc.integer({ min: 0, max: ZONES.length - 1 }),
  cpuUnits: fc.constantFrom(1_024, 2_048),
  memoryMiB: fc.constantFrom(2_048, 4_096),
})
const plans: fc.Arbitrary<FleetPlan> = fc.record({
  zones: fc.constant(ZONES),
  instances: fc.array(instance, { minLength: 1, maxLength: 12 }),
  services: fc.array(size, { minLength: 1, maxLength: 4 }),
})
const churns = fc.record({ seed: fc.integer(), steps: fc.integer({ min: 1, max: 200 }) })

describe('the kernels', () => {
  propertyTest.prop([plans, churns], { seed: 20_260_105, numRuns: 300 })(
    'decide what the engine decides, one by one',
    (plan, churn) => {
      const trace = record(plan, new EnginePlacer(plan, SPREAD_THEN_BINPACK), churn)
      replay(trace, new ScanKernel(plan))
      replay(trace, new IndexedKernel(plan))
    },
  )

  test('are told off for another decision', () => {
    const plan: FleetPlan = {
      zones: ZONES,
      instances: Array.from({ length: 6 }, () => ({ type: 'm5.large', zone: 0, cpuUnits: 2_048, memoryMiB: 4_096 })),
      services: [{ cpuUnits: 256, memoryMiB: 1_024 }],
    }
    const trace = record(plan, new ScanKernel(plan), { seed: 1, steps: 20 })
    const contrary = { place: () => 5, stop: () => undefined }
    expect(() => replay(trace, contrary)).toThrow('Step 0: the recorded decision is instance 0, this one 5.')
  })
})

test('every row can be measured', { timeout: 300_000 }, () => {
  const args = ['--import', 'tsx', '-C', 'source', 'bench/run.ts', '--quick', '--json']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: PROJECT_ROOT, encoding: 'utf8' })
  expect(stderr).toBe('')
  const { rows } = JSON.parse(stdout) as { readonly rows: readonly { readonly name: string; readonly value: number }[] }
  expect(rows.map(({ name }) => name)).toEqual(FAMILIES.flatMap((family) => family.rows.map(({ name }) => name)))
  expect(rows.filter(({ value }) => !(value > 0))).toEqual([])
})
