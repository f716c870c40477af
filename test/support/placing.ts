// A cluster whose instances have short names, and answers in those names: for examples of placement.
import { type LaunchInput, Simulation, type SimulationOptions } from '../../src/index.ts'

export interface Place {
  readonly zone?: string
  readonly type?: LaunchInput['instanceType']
  readonly cpu?: number
  readonly mem?: number
  readonly attributes?: Readonly<Record<string, string>>
  /** Anything else that a launch takes. */
  readonly launch?: Partial<LaunchInput>
}

type RunInput = Parameters<Simulation['ecs']['runTask']>[0]
type ServiceInput = Parameters<Simulation['ecs']['createService']>[0]

/** A simulation with the cluster `c`; `T` is the family that tasks are of unless they say otherwise. */
export class Yard {
  readonly sim: Simulation
  private readonly names = new Map<string, string>()

  constructor(places: Readonly<Record<string, Place>>, options: SimulationOptions = {}) {
    this.sim = new Simulation({ paranoid: true, ...options })
    this.sim.ecs.createCluster({ clusterName: 'c' })
    for (const [name, place] of Object.entries(places)) this.add(name, place)
  }

  add(name: string, { zone = 'a', type = 'm5.large', cpu, mem, attributes, launch }: Place): void {
    const { containerInstances } = this.sim.fleet.launch({
      cluster: 'c',
      instanceType: type,
      ready: true,
      availabilityZones: [zone],
      cpuUnits: cpu,
      memoryMiB: mem,
      attributes,
      ...launch,
    })
    this.names.set(containerInstances[0]!.containerInstanceArn, name)
  }

  define(container: object, members: object = {}): void {
    const containerDefinitions = [{ name: 'app', image: 'app', memory: 64, ...container }]
    this.sim.ecs.registerTaskDefinition({ family: 'T', containerDefinitions, ...members })
  }

  /** Where the tasks of one call went, and why the others did not. */
  run(input: Partial<RunInput> = {}): { placed: string[]; failures: string[] } {
    const { tasks, failures } = this.sim.ecs.runTask({ cluster: 'c', taskDefinition: 'T', ...input })
    return {
      placed: tasks.map(({ containerInstanceArn }) => this.nameOf(containerInstanceArn)),
      failures: failures.map(({ arn, reason }) => `${this.nameOf(arn)} ${reason}`),
    }
  }

  serve(input: Partial<ServiceInput> = {}): void {
    this.sim.ecs.createService({ cluster: 'c', serviceName: 's', taskDefinition: 'T', desiredCount: 1, ...input })
    this.sim.settle()
  }

  /** Instances of the wanted tasks, in order of creation. */
  where(): string[] {
    return [...this.sim.view.tables.tasks.values()]
      .filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
      .map(({ containerInstanceArn }) => this.nameOf(containerInstanceArn))
  }

  /** The newest event of the service, with instances by their names. */
  event(): string {
    const { services } = this.sim.ecs.describeServices({ cluster: 'c', services: ['s'] })
    const message = services[0]?.events?.[0]?.message ?? ''
    return message.replace(/container-instance (\w+)/, (_, id: string) => `container-instance ${this.nameOf(id)}`)
  }

  /** Remaining CPU and memory. */
  left(name: string): string {
    const arn = [...this.names].find(([, known]) => known === name)![0]
    const input = { cluster: 'c', containerInstances: [arn] }
    const [instance] = this.sim.ecs.describeContainerInstances(input).containerInstances
    const amount = (kind: string) => instance?.remainingResources?.find((one) => one.name === kind)?.integerValue
    return `${amount('CPU')}/${amount('MEMORY')}`
  }

  list(filter: string): string[] {
    const { containerInstanceArns } = this.sim.ecs.listContainerInstances({ cluster: 'c', filter })
    return containerInstanceArns.map((arn) => this.nameOf(arn))
  }

  nameOf(arn: string | null | undefined): string {
    return [...this.names].find(([known]) => known.endsWith(arn ?? '?'))?.[1] ?? '?'
  }
}
