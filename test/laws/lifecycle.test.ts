// Whatever the definitions, the scripts and the faults: tasks live and die by the rules.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { type ContainerBehavior, Simulation, type Task } from '../../src/index.ts'
import { Judge } from '../support/judge.ts'
import { runs } from '../support/runs.ts'

type Condition = 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY'

interface Part {
  readonly essential: boolean
  readonly on: readonly { readonly back: number; readonly condition: Condition }[]
  readonly isChecked: boolean
  readonly restarts: boolean
  readonly startTimeout: number | null
  readonly stopTimeout: number | null
  readonly behavior: ContainerBehavior
}

const seconds = fc.integer({ min: 1, max: 90 }).map((each) => `${each}s` as const)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const behavior: fc.Arbitrary<ContainerBehavior> = fc.record({
  exitsAfter: maybe(fc.oneof(seconds, fc.array(seconds, { minLength: 1, maxLength: 3 }))),
  exitCode: maybe(fc.constantFrom(0, 1, 137)),
  stopsAfter: maybe(fc.oneof(seconds, fc.constant('never' as const))),
  startsAfter: maybe(fc.constantFrom(0, '1s', '20s')),
  failsToStart: fc.option(fc.constant('no such file'), { nil: undefined, freq: 8 }),
  becomesHealthyAfter: maybe(fc.oneof(seconds, fc.constant('never' as const))),
  memoryMiB: maybe(fc.tuple(seconds, fc.constantFrom(64, 300)).map(([after, memoryMiB]) => [{ after, memoryMiB }])),
})

const part: fc.Arbitrary<Part> = fc.record({
  essential: fc.boolean(),
  on: fc.array(
    fc.record({
      back: fc.integer({ min: 1, max: 3 }),
      condition: fc.constantFrom<Condition>('START', 'COMPLETE', 'SUCCESS', 'HEALTHY'),
    }),
    { maxLength: 2 },
  ),
  isChecked: fc.boolean(),
  restarts: fc.boolean(),
  startTimeout: fc.option(fc.integer({ min: 2, max: 60 })),
  stopTimeout: fc.option(fc.integer({ min: 2, max: 40 })),
  behavior,
})

type Trouble =
  | { readonly do: 'stop' | 'disconnect' | 'reconnect' | 'terminate' }
  | { readonly do: 'crash' | 'kill' | 'freeze' | 'thaw'; readonly at: number }
  | { readonly do: 'rescript'; readonly at: number; readonly behavior: ContainerBehavior }

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('stop' as const, 'disconnect' as const, 'reconnect' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('terminate' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('crash' as const, 'kill' as const, 'freeze' as const, 'thaw' as const),
      at: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rescript' as const), at: fc.nat(3), behavior }) },
)

const play = fc.record({
  parts: fc.array(part, { minLength: 1, maxLength: 4 }),
  onFargate: fc.boolean(),
  acts: fc.array(fc.tuple(fc.integer({ min: 0, max: 120 }), trouble), { maxLength: 6 }),
})
type Play = typeof play extends fc.Arbitrary<infer T> ? T : never

/** COMPLETE and SUCCESS may not wait for essential containers, HEALTHY only for checked ones, and one is essential. */
function definitionOf({ parts, onFargate }: Play): Parameters<Simulation['ecs']['registerTaskDefinition']>[0] {
  const isEssential = (index: number) => parts[index]!.essential || parts.every(({ essential }) => !essential)
  return {
    family: 'crew',
    ...(onFargate ? { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '1024', memory: '2048' } : {}),
    containerDefinitions: parts.map((each, index) => ({
      name: `c${index}`,
      image: `image-${index % 2}:1`,
      memory: 128,
      essential: isEssential(index),
      ...(each.isChecked ? { healthCheck: { command: ['CMD', 'true'], interval: 5, retries: 2 } } : {}),
      ...(each.restarts ? { restartPolicy: { enabled: true, restartAttemptPeriod: 60 } } : {}),
      ...(each.startTimeout === null ? {} : { startTimeout: each.startTimeout }),
      ...(each.stopTimeout === null ? {} : { stopTimeout: each.stopTimeout }),
      dependsOn: each.on.flatMap(({ back, condition }) => {
        const target = index - back
        if (target < 0) return []
        const needsEnd = condition === 'COMPLETE' || condition === 'SUCCESS'
        if (needsEnd && isEssential(target)) return []
        if (condition === 'HEALTHY' && !parts[target]!.isChecked) return []
        return [{ containerName: `c${target}`, condition }]
      }),
    })),
  }
}

class Stage {
  readonly sim = new Simulation({ paranoid: true, seed: 'lifecycle' })
  readonly arn: string
  private readonly onFargate: boolean
  private readonly size: number
  private isTerminated = false

  constructor(scene: Play) {
    this.onFargate = scene.onFargate
    this.size = scene.parts.length
    this.sim.fleet.launch({ instanceType: 'm5.large', ready: true })
    this.sim.ecs.registerTaskDefinition(definitionOf(scene))
    for (const [index, each] of scene.parts.entries()) this.sim.workload.behave(`crew:c${index}`, each.behavior)
    const network = { awsvpcConfiguration: { subnets: ['subnet-a'] } }
    const input = scene.onFargate ? { launchType: 'FARGATE' as const, networkConfiguration: network } : {}
    this.arn = this.sim.ecs.runTask({ taskDefinition: 'crew', ...input }).tasks[0]?.taskArn as string
  }

  get task(): Task {
    return this.sim.view.tables.tasks.get(this.arn) as Task
  }

  private get instances(): string[] {
    return this.sim.ecs.listContainerInstances({}).containerInstanceArns
  }

  act(act: Trouble): void {
    const { sim, arn: task } = this
    const target = (at: number) => ({ task, container: `c${at % this.size}` })
    switch (act.do) {
      case 'stop':
        sim.ecs.stopTask({ task })
        return
      case 'crash':
        sim.faults.crashContainer({ ...target(act.at), exitCode: 1 })
        return
      case 'kill':
        sim.faults.killForMemory(target(act.at))
        return
      case 'freeze':
        sim.faults.freezeHealth(target(act.at))
        return
      case 'thaw':
        sim.faults.thawHealth(target(act.at))
        return
      case 'rescript':
        sim.workload.behave(`${task}:c${act.at % this.size}`, act.behavior)
        return
      default:
        this.actOnInstance(act.do)
    }
  }

  private actOnInstance(what: 'disconnect' | 'reconnect' | 'terminate'): void {
    const containerInstances = this.instances
    // Terminated without its agent, the record stays and nothing can be done with it (CI-19).
    if (this.onFargate || this.isTerminated || containerInstances.length === 0) return
    this.isTerminated = what === 'terminate'
    if (this.isTerminated) this.sim.fleet.terminate({ containerInstances })
    else if (what === 'disconnect') this.sim.fleet.disconnectAgent({ containerInstances })
    else this.sim.fleet.reconnectAgent({ containerInstances })
  }

  /** Plays the acts, then lets everything come to rest with the agent there. */
  play({ acts }: Play, stride: number): this {
    let played = 0
    for (const [at, act] of [...acts].sort(([a], [b]) => a - b)) {
      this.pass(at - played, stride)
      played = at
      this.act(act)
    }
    this.pass(120 - played, stride)
    this.actOnInstance('reconnect')
    this.pass(1_200, stride)
    return this
  }

  private pass(span: number, stride: number): void {
    for (let left = span; left > 0; left -= stride) this.sim.advance(`${Math.min(left, stride)}s`)
  }
}

const isPast = (atMs: number | null, nowMs: number): atMs is number => atMs !== null && atMs <= nowMs

describe.each([{ runs: 60 }])('the life of a task', ({ runs: many }) => {
  test.prop([play], runs(many))('legal steps, ordered times, versions that rise: as the judge sees it', (scene) => {
    const { sim } = new Stage(scene).play(scene, 1_000)
    new Judge(sim).look()
    sim.checkInvariants()
  })

  test.prop([play], runs(many))('nothing starts before its dependencies allow it', (scene) => {
    const { task, sim } = new Stage(scene).play(scene, 1_000)
    const { containerDefinitions = [] } = definitionOf(scene)
    for (const [index, { dependsOn = [] }] of containerDefinitions.entries()) {
      const run = task.runs[index]!
      if (!isPast(run.startedAtMs, sim.nowMs)) continue
      // On Fargate images come before all; the start itself is what is held back.
      const allowedMs = scene.onFargate ? run.startedAtMs : (run.pullStartedAtMs as number)
      for (const { containerName, condition } of dependsOn) {
        const other = task.runs[Number(containerName?.slice(1))]!
        expect(isPast(other.startedAtMs, allowedMs)).toBe(true)
        if (condition === 'COMPLETE' || condition === 'SUCCESS') expect(isPast(other.stoppedAtMs, allowedMs)).toBe(true)
        if (condition === 'SUCCESS') expect(other.exitCode).toBe(0)
      }
    }
  })

  test.prop([play], runs(many))('an essential end ends the task, and nobody else than a stop does', (scene) => {
    const { task, sim } = new Stage(scene).play(scene, 1_000)
    const { containerDefinitions = [] } = definitionOf(scene)
    const ended = containerDefinitions.some(
      ({ essential }, index) => essential === true && isPast(task.runs[index]!.stoppedAtMs, sim.nowMs),
    )
    const isOver = task.lastStatus === 'STOPPED'
    expect(isOver).toBe(ended || task.stopCode === 'UserInitiated' || task.stopCode === 'TerminationNotice')
    if (isOver) for (const run of task.runs) expect(isPast(run.stoppedAtMs, task.stoppedAtMs as number)).toBe(true)
  })

  test.prop([play], runs(many))(
    'who is depended on is asked to stop last, within the sum of the timeouts along the way',
    (scene) => {
      const { task, sim } = new Stage(scene).play(scene, 1_000)
      const { containerDefinitions = [] } = definitionOf(scene)
      const limitOf = (index: number): number => {
        const own = (containerDefinitions[index]?.stopTimeout ?? 30) * 1_000
        const before = containerDefinitions.flatMap(({ dependsOn = [] }, other) =>
          dependsOn.some(({ containerName }) => containerName === `c${index}`) ? [limitOf(other)] : [],
        )
        return own + Math.max(0, ...before)
      }
      const signals = task.runs.map(({ signalledAtMs }) => signalledAtMs).filter((atMs) => atMs !== null)
      const begunMs = Math.min(task.orderedAtMs ?? Number.POSITIVE_INFINITY, ...signals)
      for (const [index, { dependsOn = [] }] of containerDefinitions.entries()) {
        const run = task.runs[index]!
        if (task.stopCode === 'TerminationNotice' || !isPast(run.signalledAtMs, sim.nowMs)) continue
        expect((run.stoppedAtMs as number) - begunMs).toBeLessThanOrEqual(limitOf(index))
        for (const { containerName } of dependsOn) {
          const other = task.runs[Number(containerName?.slice(1))]!
          if (other.signalledAtMs !== null)
            expect(other.signalledAtMs).toBeGreaterThanOrEqual(run.stoppedAtMs as number)
        }
      }
    },
  )

  test.prop([play], runs(many))('room comes back exactly once', (scene) => {
    const { sim, task } = new Stage(scene).play(scene, 1_000)
    if (task.lastStatus !== 'STOPPED') sim.ecs.stopTask({ task: task.arn })
    sim.advance('30m')
    sim.checkInvariants()
    const { containerInstanceArns } = sim.ecs.listContainerInstances({})
    for (const arn of containerInstanceArns) {
      const [instance] = sim.ecs.describeContainerInstances({ containerInstances: [arn] }).containerInstances
      expect(instance?.remainingResources).toEqual(instance?.registeredResources)
    }
  })

  test.prop([play], runs(many))(
    'one long advance is as good as many short ones, and the past as the present',
    (scene) => {
      const long = new Stage(scene).play(scene, 1_000).sim
      const short = new Stage(scene).play(scene, 7).sim
      expect(short.journalHash()).toBe(long.journalHash())
      expect(long.forkAt(long.now).journalHash()).toBe(long.journalHash())
      expect(Simulation.restore(long.save()).save()).toBe(long.save())
    },
  )
})
