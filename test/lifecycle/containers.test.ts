// The machine of a task's containers by itself: dependencies, ends, stop order, restarts, health.
import { describe, expect, test } from 'vitest'
import { healthAt, taskHealth } from '../../src/lifecycle/containers/health.ts'
import { endingOf, lastStartMs } from '../../src/lifecycle/containers/life.ts'
import { advance, hasEveryoneStarted, isEveryoneOver, nextInstantMs } from '../../src/lifecycle/containers/machine.ts'
import { WAITING } from '../../src/lifecycle/containers/phase.ts'
import { NEVER } from '../../src/lifecycle/containers/stopping.ts'
import type { ContainerRun, ContainerScript, ContainerSpec } from '../../src/model/containers.ts'

const s = (seconds: number) => seconds * 1_000

const SPEC: ContainerSpec = {
  name: 'app',
  image: 'nginx:1.25',
  essential: true,
  portMappings: [],
  startTimeoutMs: null,
  stopTimeoutMs: null,
  memoryMiB: null,
  dependencies: [],
  healthCheck: null,
  restartPolicy: null,
  isVersionConsistent: true,
}

const SCRIPT: ContainerScript = {
  exitsAfterMs: [],
  exitCode: 0,
  stopsAfterMs: null,
  stopExitCode: 143,
  startsAfterMs: null,
  failsToStart: null,
  health: [],
  probeMs: 0,
  memory: [],
}

type Part = Partial<ContainerSpec> & { readonly script?: Partial<ContainerScript> }

/** Profile T on EC2: pull 2 s, create and start 1 s, SIGTERM honoured after 2 s. */
class Stage {
  runs: readonly ContainerRun[]
  nowMs = 0
  isStopping = false
  readonly specs: readonly ContainerSpec[]
  private readonly parts: readonly Part[]

  constructor(...parts: Part[]) {
    this.parts = parts
    this.specs = parts.map(({ script: _script, ...part }, index) => ({ ...SPEC, name: `c${index}`, ...part }))
    this.runs = parts.map(() => WAITING)
    this.step()
  }

  private step() {
    this.runs = advance(this.machine, {
      nowMs: this.nowMs,
      stopTimes: { gracefulExitMs: s(2), stopTimeoutMs: s(30) },
      outOfMemoryReason: 'OutOfMemoryError: Container killed due to memory usage',
      scriptOf: (index) =>
        this.parts[index]?.script === undefined ? null : { ...SCRIPT, ...this.parts[index]?.script },
      itineraryOf: () => ({
        pullStartedAtMs: this.nowMs,
        pullStoppedAtMs: this.nowMs + s(2),
        startedAtMs: this.nowMs + s(3),
        imageDigest: null,
        failure: null,
      }),
    })
  }

  private get machine() {
    return { specs: this.specs, runs: this.runs, isStopping: this.isStopping }
  }

  until(seconds: number): this {
    for (
      let next = nextInstantMs(this.machine, this.nowMs);
      next !== null && next <= s(seconds);
      next = nextInstantMs(this.machine, this.nowMs)
    ) {
      this.nowMs = next
      this.step()
    }
    this.nowMs = s(seconds)
    return this
  }

  stop(seconds: number): this {
    this.until(seconds)
    this.isStopping = true
    this.step()
    return this
  }

  /** [pull started, pull stopped, started, stopped, exit code] in seconds. */
  get times() {
    return this.runs.map(({ pullStartedAtMs, pullStoppedAtMs, startedAtMs, stoppedAtMs, exitCode }) => [
      ...[pullStartedAtMs, pullStoppedAtMs, startedAtMs, stoppedAtMs].map((atMs) =>
        atMs === null ? null : atMs / 1_000,
      ),
      exitCode,
    ])
  }
}

describe('dependencies', () => {
  test('EX-19, LC-44 a dependent is not pulled before its condition holds', () => {
    const stage = new Stage(
      { essential: false, script: { exitsAfterMs: [s(10)] } },
      { dependencies: [{ on: 0, condition: 'COMPLETE' }] },
    ).until(15)
    expect(hasEveryoneStarted(stage.runs, stage.nowMs)).toBe(false)
    stage.until(60)
    expect(stage.times).toEqual([
      [0, 2, 3, 13, 0],
      [13, 15, 16, null, null],
    ])
  })

  test('EX-20, LC-48 SUCCESS after exit 1: the dependent ends at once with 143, and an essential one ends the task', () => {
    const stage = new Stage(
      { name: 'init', essential: false, script: { exitsAfterMs: [s(10)], exitCode: 1 } },
      { name: 'app', dependencies: [{ on: 0, condition: 'SUCCESS' }] },
    ).until(60)
    expect(stage.times).toEqual([
      [0, 2, 3, 13, 1],
      [null, null, null, 13, 143],
    ])
    expect(stage.runs[1]?.reason).toBe(
      'CannotStartContainerError: dependency graph: container ordering dependency [init] for target [app] as dependency did not exit successfully.',
    )
    expect(isEveryoneOver(stage.runs, s(13))).toBe(true)
  })

  test('EX-21 HEALTHY: the dependent is pulled at the first successful probe', () => {
    const healthCheck = { intervalMs: s(10), timeoutMs: s(5), retries: 3, startPeriodMs: 0 }
    const stage = new Stage({ healthCheck }, { dependencies: [{ on: 0, condition: 'HEALTHY' }] }).until(60)
    expect(stage.times).toEqual([
      [0, 2, 3, null, null],
      [13, 15, 16, null, null],
    ])
  })

  test('LC-47 a start timeout counts from the start of the dependency, which goes on running', () => {
    const stage = new Stage(
      { essential: false, startTimeoutMs: s(20), script: { exitsAfterMs: [s(100)] } },
      { essential: false, dependencies: [{ on: 0, condition: 'COMPLETE' }] },
      {},
    ).until(200)
    expect(stage.times).toEqual([
      [0, 2, 3, 103, 0],
      [null, null, null, 23, 143],
      [0, 2, 3, null, null],
    ])
    expect(stage.runs[1]?.reason).toContain('has timed out.')
  })

  test('LC-45 a chain of refusals runs through in one instant', () => {
    const stage = new Stage(
      { essential: false, script: { exitsAfterMs: [s(1)], exitCode: 2 } },
      { essential: false, dependencies: [{ on: 0, condition: 'SUCCESS' }] },
      { essential: false, dependencies: [{ on: 1, condition: 'START' }] },
      {},
    ).until(60)
    expect(stage.times.map(([, , , stopped, code]) => [stopped, code])).toEqual([
      [4, 2],
      [4, 143],
      [4, 143],
      [null, null],
    ])
    expect(stage.runs[2]?.reason).toContain('because dependency will never start')
  })
})

describe('ends', () => {
  test('LC-42 an essential exit stops the others; a non-essential one does not', () => {
    const stage = new Stage(
      { essential: false, script: { exitsAfterMs: [s(5)], exitCode: 3 } },
      { script: { exitsAfterMs: [s(20)] } },
      {},
    ).until(60)
    expect(stage.times.map(([, , , stopped, code]) => [stopped, code])).toEqual([
      [8, 3],
      [23, 0],
      [25, 143],
    ])
  })

  test('EX-22, LC-49 the stop order is the reverse of the dependencies', () => {
    const stage = new Stage(
      { dependencies: [{ on: 1, condition: 'START' }], script: { stopsAfterMs: s(5), stopExitCode: 0 } },
      { dependencies: [{ on: 2, condition: 'START' }], script: { stopsAfterMs: s(5), stopExitCode: 0 } },
      { stopTimeoutMs: s(10), script: { stopsAfterMs: NEVER } },
    ).stop(100)
    expect(stage.runs.map(({ signalledAtMs }) => signalledAtMs)).toEqual([s(100), s(105), s(110)])
    stage.until(200)
    expect(stage.times.map(([, , , stopped, code]) => [stopped, code])).toEqual([
      [105, 0],
      [110, 0],
      [120, 137],
    ])
  })

  test('LC-51 stopped before it started: over at once, no exit code, a pull under way given up', () => {
    const stage = new Stage({}, { dependencies: [{ on: 0, condition: 'START' }] }).stop(1)
    expect(stage.times).toEqual([
      [0, null, null, 1, null],
      [null, null, null, 1, null],
    ])
  })

  test('LC-49 a container that exits by itself while it waits for its signal keeps its own exit code', () => {
    const stage = new Stage(
      { dependencies: [{ on: 1, condition: 'START' }], script: { stopsAfterMs: s(20) } },
      { script: { exitsAfterMs: [s(105 - 3)], exitCode: 9 } },
    ).stop(100)
    stage.until(300)
    expect(stage.times.map(([, , , stopped, code]) => [stopped, code])).toEqual([
      [120, 143],
      [105, 9],
    ])
  })

  test('EX-26, TD-88 memory beyond the limit of the container: killed with 137', () => {
    const stage = new Stage({ memoryMiB: 128, script: { memory: [{ fromMs: s(47), memoryMiB: 200 }] } }).until(60)
    expect(stage.times).toEqual([[0, 2, 3, 50, 137]])
    expect(stage.runs[0]?.reason).toBe('OutOfMemoryError: Container killed due to memory usage')
  })
})

describe('restart policy', () => {
  const policy = { ignoredExitCodes: [0], attemptPeriodMs: s(60) }
  const limits = { memoryMiB: null, restartPolicy: policy }
  const crash = (...spans: number[]) => ({ ...SCRIPT, exitsAfterMs: spans.map(s), exitCode: 1 })

  test('EX-24, LC-60 restarted after a run of 67 s, not after one of 30 s', () => {
    expect(endingOf(s(3), limits, crash(67, 30), '')).toEqual({ atMs: s(100), exitCode: 1, reason: null })
  })

  test('LC-61 an exit code that is ignored ends it; 0 is restarted like any other when it is not', () => {
    expect(endingOf(0, limits, { ...crash(70), exitCode: 0 }, '')?.atMs).toBe(s(70))
    const all = { ...limits, restartPolicy: { ...policy, ignoredExitCodes: [] } }
    expect(endingOf(0, all, { ...crash(70), exitCode: 0 }, '')).toBeNull()
  })

  test('LC-62 the present run began at the last restart', () => {
    expect(lastStartMs(0, policy, crash(70, 80), s(300))).toBe(s(230))
    expect(lastStartMs(0, policy, crash(70, 80), s(69))).toBe(0)
  })
})

describe('health', () => {
  const check = { intervalMs: s(30), timeoutMs: s(5), retries: 3, startPeriodMs: 0 }
  const run = (script: Partial<ContainerScript> = {}): ContainerRun => ({
    ...WAITING,
    startedAtMs: s(3),
    script: { ...SCRIPT, ...script },
  })
  const turns = (script: Partial<ContainerScript>, healthCheck = check) => {
    const spec = { ...SPEC, healthCheck }
    const found: [number, string][] = []
    let before = 'UNKNOWN'
    for (let second = 0; second <= 1_000; second++) {
      const status = healthAt(run(script), spec, s(second))
      if (status !== before) found.push([second, status])
      before = status
    }
    return found
  }
  const sick = (from: number, to?: number) => [
    { fromMs: s(from), isHealthy: false },
    ...(to === undefined ? [] : [{ fromMs: s(to), isHealthy: true }]),
  ]

  test('EX-27, TD-55, HC-3, HC-4 always failing, interval 30, retries 3: UNHEALTHY at 93', () => {
    expect(turns({ health: sick(0) })).toEqual([[93, 'UNHEALTHY']])
  })

  test('HC-4 one success is enough, and turns it back', () => {
    expect(turns({})).toEqual([[33, 'HEALTHY']])
    expect(turns({ health: sick(40, 200) })).toEqual([
      [33, 'HEALTHY'],
      [123, 'UNHEALTHY'],
      [213, 'HEALTHY'],
    ])
  })

  test('HC-5, HC-6 failures of the start period do not count while it has never been healthy', () => {
    expect(turns({ health: sick(0) }, { ...check, startPeriodMs: s(60) })).toEqual([[123, 'UNHEALTHY']])
    const early = [
      { fromMs: 0, isHealthy: true },
      { fromMs: s(31), isHealthy: false },
    ]
    expect(turns({ health: early }, { ...check, startPeriodMs: s(300) })).toEqual([
      [33, 'HEALTHY'],
      [123, 'UNHEALTHY'],
    ])
  })

  test('HC-3 a probe that takes its time delays the next one; one that takes too long fails', () => {
    expect(turns({ probeMs: s(4) })).toEqual([[37, 'HEALTHY']])
    expect(turns({ probeMs: s(60) })).toEqual([[108, 'UNHEALTHY']])
  })

  test('HC-8, HC-9 the task: any essential UNHEALTHY, else any UNKNOWN, else HEALTHY; unchecked ones only if strict', () => {
    const specs = [{ ...SPEC, healthCheck: check }, SPEC, { ...SPEC, essential: false, healthCheck: check }]
    const of =
      (...health: ('UNKNOWN' | 'HEALTHY' | 'UNHEALTHY')[]) =>
      (index: number) =>
        health[index]!
    expect(taskHealth(specs, of('HEALTHY', 'UNKNOWN', 'UNHEALTHY'), false)).toBe('HEALTHY')
    expect(taskHealth(specs, of('HEALTHY', 'UNKNOWN', 'HEALTHY'), true)).toBe('UNKNOWN')
    expect(taskHealth(specs, of('UNHEALTHY', 'UNKNOWN', 'HEALTHY'), false)).toBe('UNHEALTHY')
    expect(taskHealth([SPEC], of('UNKNOWN'), false)).toBe('UNKNOWN')
  })
})
