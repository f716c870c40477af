// Every change that is offered to a refused task works when it is carried out, no smaller one does, and where some change of a
// kind would work, one of that kind is offered: by brute force on small fleets, through the public calls.
import { test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { AwsException, INSTANCE_TYPES, type InstanceType, type Remedy, type Simulation } from '../../src/index.ts'
import { ZONES } from '../support/arbitraries.ts'
import {
  feasible,
  type Plight,
  plightOf,
  registerWanted,
  requestFor,
  simulationOf,
  type Trouble,
  type Wanted,
  without,
} from '../support/plights.ts'
import { runs } from '../support/runs.ts'

type Kind = Remedy['kind']
type Of<K extends Kind> = Extract<Remedy, { readonly kind: K }>

/** A simulation with the request, after some change. */
interface Outcome {
  readonly sim: Simulation
  readonly wanted: Wanted
}

/** Where the task goes; null when it is refused. */
function placed({ sim, wanted }: Outcome): string | null {
  try {
    return sim.ecs.runTask(requestFor(wanted)).tasks[0]?.containerInstanceArn ?? null
  } catch (error) {
    if (error instanceof AwsException && error.rule === 'PF-11') return null
    throw error
  }
}

/** A world in which a change can be tried without end. */
class Bench {
  readonly plight: Plight
  readonly sim: Simulation
  readonly instances: readonly string[]

  constructor(given: Plight) {
    this.plight = feasible(given)
    this.sim = simulationOf(this.plight)
    this.instances = [...this.sim.view.tables.containerInstances.values()].map(({ arn }) => arn)
  }

  get fits(): boolean {
    return placed(this.after(() => {})) !== null
  }

  get wanted(): Wanted {
    return this.plight.wanted
  }

  after(change: (sim: Simulation) => void): Outcome {
    const sim = this.sim.fork()
    change(sim)
    return { sim, wanted: this.wanted }
  }

  asking(wanted: Wanted): Outcome {
    const sim = this.sim.fork()
    registerWanted(sim, wanted)
    return { sim, wanted }
  }

  /** Built again with another plight: for changes that no call makes. */
  rebuilt(change: Partial<Plight>): Outcome {
    return { sim: simulationOf({ ...this.plight, ...change }), wanted: this.wanted }
  }

  tasksOn(instance: string): string[] {
    return this.sim.ecs.listTasks({ cluster: 'c', containerInstance: instance }).taskArns
  }

  stopping(tasks: readonly string[], thenMs: number): Outcome {
    return this.after((sim) => {
      for (const task of tasks) sim.ecs.stopTask({ cluster: 'c', task })
      sim.advance(thenMs)
    })
  }

  /** As if these had ended long ago. */
  ended(tasks: readonly string[]): Outcome {
    return { sim: simulationOf(without(this.plight, this.sim, tasks)), wanted: this.wanted }
  }

  /** Those that have ended, at once: interfaces come back so late that others which are ending have ended as well. */
  relievedOf(tasks: readonly string[]): Outcome {
    return this.wanted.zones === null ? this.stopping(tasks, 0) : this.ended(tasks)
  }

  /** The instance with so much more, which is as good as tasks with so much less. */
  withRoom(instance: string, resource: 'CPU' | 'MEMORY', amount: number): Outcome {
    const member = resource === 'CPU' ? 'cpuUnits' : 'memoryMiB'
    const machines = this.plight.machines.map((one, index) =>
      this.instances[index] === instance ? { ...one, [member]: one[member] + amount } : one,
    )
    return this.rebuilt({ machines })
  }

  /** GPUs and ports are freed by tasks that do without. */
  withLighterTasks(instance: string, lighter: (one: Plight['work'][number]) => Plight['work'][number]): Outcome {
    const index = this.instances.indexOf(instance)
    return this.rebuilt({
      work: this.plight.work.map((one) => (one.on % this.instances.length === index ? lighter(one) : one)),
    })
  }

  putting(instance: string, name: string, value: string): Outcome {
    return this.after((sim) => {
      sim.ecs.putAttributes({ cluster: 'c', attributes: [{ name, value, targetId: instance }] })
    })
  }

  reconnecting(instance: string): Outcome {
    return this.after((sim) => sim.fleet.reconnectAgent({ cluster: 'c', containerInstances: [instance] }))
  }

  activating(instance: string): Outcome {
    return this.after((sim) => {
      sim.ecs.updateContainerInstancesState({ cluster: 'c', containerInstances: [instance], status: 'ACTIVE' })
    })
  }

  launching(
    instanceType: string,
    zone: string,
    attributes: Readonly<Record<string, string>>,
    vpcId: string | null,
  ): Outcome {
    const site = { availabilityZones: [zone], ...(vpcId === null ? {} : { vpcId }) }
    const order = { cluster: 'c', instanceType, ready: true, ...site, attributes }
    return this.after((sim) => {
      sim.fleet.launch(order)
    })
  }

  used(instance: string, name: 'CPU' | 'MEMORY'): number {
    const input = { cluster: 'c', containerInstances: [instance] }
    const [one] = this.sim.ecs.describeContainerInstances(input).containerInstances
    const amount = (list: NonNullable<typeof one>['registeredResources']) =>
      list?.find((it) => it.name === name)?.integerValue ?? 0
    return amount(one?.registeredResources) - amount(one?.remainingResources)
  }
}

function subsets<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((sets, item) => sets.concat(sets.map((set) => [...set, item])), [[]])
}

const withoutItem = <T>(items: readonly T[], index: number): T[] => items.filter((_item, at) => at !== index)
const withoutPorts = (taken: readonly string[]) => (one: Plight['work'][number]) => ({
  ...one,
  ports: one.ports.filter((port) => !taken.includes(port)),
})
const STACKS = [{}, { stack: 'a' }, { stack: 'b' }, { stack: '' }]
const LARGEST = ['r6i.32xlarge', 'p4d.24xlarge', 'g5.48xlarge', 'x2gd.16xlarge']
const LEAST = { cpuUnits: 0, memoryMiB: 4 } as const
const RESOURCES = [
  ['CPU', 'cpuUnits'],
  ['MEMORY', 'memoryMiB'],
] as const
type Sized = (typeof RESOURCES)[number][1]
const amountOf = (resource: string): Sized => (resource === 'CPU' ? 'cpuUnits' : 'memoryMiB')

/** What a kind of change is by brute force. */
interface Law<K extends Kind> {
  /** Where to look for it. */
  readonly troubles: readonly Trouble[]
  /** The change carried out. */
  readonly carriedOut: (bench: Bench, remedy: Of<K>) => readonly Outcome[]
  /** Changes that are smaller: none may work. */
  readonly smaller: (bench: Bench, remedy: Of<K>) => readonly Outcome[]
  /** Every single change of the kind: if one works, one must be offered. */
  readonly all: (bench: Bench) => readonly Outcome[]
}

const NONE = () => []

const LAWS: { readonly [K in Kind]: Law<K> } = {
  'free-resource': {
    troubles: ['room', 'gpus', 'enis'],
    carriedOut: (bench, remedy) => [freed(bench, remedy, remedy.amount)],
    smaller: (bench, remedy) => [freed(bench, remedy, remedy.amount - 1)],
    all: (bench) =>
      bench.instances.flatMap((instance) => [
        ...RESOURCES.map(([resource]) => bench.withRoom(instance, resource, bench.used(instance, resource))),
        bench.withLighterTasks(instance, (one) => ({ ...one, gpus: 0 })),
        bench.withLighterTasks(instance, (one) => ({ ...one, hasInterface: false })),
      ]),
  },
  'free-ports': {
    troubles: ['ports'],
    carriedOut: (bench, { containerInstanceArn, ports }) => [
      bench.withLighterTasks(containerInstanceArn, withoutPorts(ports)),
    ],
    smaller: (bench, { containerInstanceArn, ports }) =>
      ports.map((_port, index) =>
        bench.withLighterTasks(containerInstanceArn, withoutPorts(withoutItem(ports, index))),
      ),
    all: (bench) =>
      bench.instances.map((instance) => bench.withLighterTasks(instance, withoutPorts(bench.wanted.ports))),
  },
  'stop-tasks': {
    troubles: ['room', 'enis'],
    carriedOut: (bench, { taskArns }) => [
      bench.relievedOf(taskArns),
      ...(bench.plight.work.some(({ isEnding }) => isEnding) ? [] : [bench.stopping(taskArns, 600_000)]),
    ],
    smaller: (bench, { containerInstanceArn, taskArns }) =>
      subsets(bench.tasksOn(containerInstanceArn))
        .filter(({ length }) => length < taskArns.length)
        .map((set) => bench.relievedOf(set)),
    all: (bench) =>
      bench.instances.flatMap((instance) => subsets(bench.tasksOn(instance)).map((set) => bench.relievedOf(set))),
  },
  'shrink-task': {
    troubles: ['room'],
    carriedOut: (bench, { resource, to }) => [bench.asking({ ...bench.wanted, [amountOf(resource)]: to })],
    smaller: (bench, { resource, to }) => [bench.asking({ ...bench.wanted, [amountOf(resource)]: to + 1 })],
    all: (bench) => RESOURCES.map(([, amount]) => bench.asking({ ...bench.wanted, [amount]: LEAST[amount] })),
  },
  'drop-constraint': {
    troubles: ['constraints'],
    carriedOut: (bench, { constraint, from }) => {
      const member = from === 'request' ? 'constraints' : 'own'
      const isIt = (one: { type: string; expression?: string }) =>
        one.type === constraint.type && (one.expression ?? '') === constraint.expression
      const index = bench.wanted[member].findIndex(isIt)
      expect(index).not.toBe(-1)
      return [bench.asking({ ...bench.wanted, [member]: withoutItem(bench.wanted[member], index) })]
    },
    smaller: NONE,
    all: (bench) =>
      (['constraints', 'own'] as const).flatMap((member) =>
        bench.wanted[member].map((_one, index) =>
          bench.asking({ ...bench.wanted, [member]: withoutItem(bench.wanted[member], index) }),
        ),
      ),
  },
  'drop-attribute': {
    troubles: ['attributes'],
    carriedOut: (bench, { name }) => [
      bench.asking({
        ...bench.wanted,
        ...(name === 'ecs.cpu-architecture' ? { architecture: null } : { execute: false }),
      }),
    ],
    smaller: NONE,
    all: (bench) => [
      bench.asking({ ...bench.wanted, architecture: null }),
      bench.asking({ ...bench.wanted, execute: false }),
    ],
  },
  'put-attribute': {
    troubles: ['constraints'],
    carriedOut: (bench, { containerInstanceArn, name, value }) => [bench.putting(containerInstanceArn, name, value)],
    smaller: NONE,
    all: (bench) =>
      bench.instances.flatMap((instance) => ['a', 'b', ''].map((value) => bench.putting(instance, 'stack', value))),
  },
  'reconnect-agent': {
    troubles: ['states'],
    carriedOut: (bench, { containerInstanceArn }) => [bench.reconnecting(containerInstanceArn)],
    smaller: NONE,
    all: (bench) => bench.instances.map((instance) => bench.reconnecting(instance)),
  },
  'activate-instance': {
    troubles: ['states'],
    carriedOut: (bench, { containerInstanceArn }) => [bench.activating(containerInstanceArn)],
    smaller: NONE,
    all: (bench) => bench.instances.map((instance) => bench.activating(instance)),
  },
  'add-subnet': {
    troubles: ['subnets'],
    carriedOut: (bench, { availabilityZone }) => [withSubnet(bench, availabilityZone)],
    smaller: NONE,
    all: (bench) => (bench.wanted.zones === null ? [] : ZONES.map((zone) => withSubnet(bench, zone))),
  },
  'add-instance': {
    troubles: ['constraints', 'subnets'],
    carriedOut: (bench, { instanceType, availabilityZone, attributes, vpcId }) => [
      bench.launching(instanceType, availabilityZone, attributes, vpcId),
    ],
    smaller: (bench, { instanceType, attributes, vpcId }) =>
      smallerTypes(bench, instanceType).flatMap((type) =>
        ZONES.flatMap((zone) => [{}, attributes].map((set) => bench.launching(type, zone, set, vpcId))),
      ),
    all: (bench) => {
      const vpcId = bench.wanted.isFar ? 'vpc-far' : null
      return LARGEST.flatMap((type) =>
        ZONES.flatMap((zone) => STACKS.map((set) => bench.launching(type, zone, set, vpcId))),
      )
    },
  },
}

function withSubnet(bench: Bench, zone: string): Outcome {
  return bench.asking({ ...bench.wanted, zones: [...new Set([...(bench.wanted.zones ?? []), zone])] })
}

function freed(bench: Bench, { containerInstanceArn, resource }: Of<'free-resource'>, amount: number): Outcome {
  if (resource === 'CPU' || resource === 'MEMORY') return bench.withRoom(containerInstanceArn, resource, amount)
  let left = amount
  if (resource === 'ENI')
    return bench.withLighterTasks(containerInstanceArn, (one) => ({
      ...one,
      hasInterface: one.hasInterface && --left < 0,
    }))
  return bench.withLighterTasks(containerInstanceArn, (one) => {
    const less = one.isEnding ? 0 : Math.min(left, one.gpus)
    left -= less
    return { ...one, gpus: one.gpus - less }
  })
}

/** The five next smaller ones: of the cluster when it has the type, or else of its architecture. */
function smallerTypes(bench: Bench, name: string): string[] {
  const types = [...INSTANCE_TYPES.values()].sort(
    (a, b) => a.memoryMiB - b.memoryMiB || a.vCpus - b.vCpus || (a.name < b.name ? -1 : 1),
  )
  const mine = types.find((type) => type.name === name) as InstanceType
  const known = [...bench.sim.view.tables.containerInstances.values()].map(({ instanceType }) => instanceType)
  const rivals = types.filter((type) =>
    known.includes(name) ? known.includes(type.name) : type.architecture === mine.architecture,
  )
  return rivals
    .slice(0, rivals.indexOf(mine))
    .slice(-5)
    .map((type) => type.name)
}

/** What is offered, with nothing changed by asking, and nothing to a task that fits. Whoever wants no way out is told the same but for it. */
function remediesIn({ sim, wanted, fits }: Bench): readonly Remedy[] {
  const before = sim.save()
  const { wayOut, ...trace } = sim.whyNot(requestFor(wanted))
  expect(sim.whyNot(requestFor(wanted), { wayOut: false })).toStrictEqual(trace)
  expect(sim.save()).toBe(before)
  expect(trace.decidedBy === 'nothing-fits').toBe(!fits)
  if (fits) expect(wayOut).toEqual([])
  return wayOut
}

describe.each(Object.entries(LAWS) as [Kind, Law<Kind>][])('%s', (kind, { troubles, carriedOut, smaller, all }) => {
  test.prop([plightOf(troubles)], runs(40))(
    'what is offered works and nothing smaller does; what would work is offered',
    (given) => {
      const bench = new Bench(given)
      const mine = remediesIn(bench).filter((one) => one.kind === kind)
      for (const remedy of mine) {
        for (const outcome of carriedOut(bench, remedy)) {
          const where = placed(outcome)
          expect(where, JSON.stringify(remedy)).not.toBeNull()
          if (remedy.placedOn !== null) expect(where, JSON.stringify(remedy)).toBe(remedy.placedOn)
        }
        for (const outcome of smaller(bench, remedy)) expect(placed(outcome), JSON.stringify(remedy)).toBeNull()
      }
      if (mine.length === 0 && !bench.fits)
        expect(
          all(bench)
            .map(placed)
            .filter((where) => where !== null),
        ).toEqual([])
    },
  )
})
