// Which task definitions can there be? All are accepted. They shrink toward one container with a little CPU and memory.
import * as fc from 'fast-check'
import { rarely, sometimes } from './lists.ts'
import { type ConstraintOptions, placementConstraints } from './placement.ts'
import { given, type TaskDefinitionInput } from './shapes.ts'

export interface TaskDefinitionOptions {
  /** `task-1` when absent. */
  readonly family?: string
  /** Static and dynamic host ports, and the network mode `host`. True when absent. */
  readonly ports?: boolean
  /** GPUs for some. True when absent. */
  readonly gpus?: boolean
  /** Of `memberOf`, the only type that a task definition may have; false for none. */
  readonly constraints?: Pick<ConstraintOptions, 'attributes' | 'groups'> | false
}

type Container = NonNullable<TaskDefinitionInput['containerDefinitions']>[number]
type Mapping = NonNullable<Container['portMappings']>[number]

/** Inputs of RegisterTaskDefinition for EC2: one or two containers in the network modes `bridge` and `host`. */
export function taskDefinitions(options: TaskDefinitionOptions = {}): fc.Arbitrary<TaskDefinitionInput> {
  const { family = 'task-1', ports = true, constraints = {} } = options
  return fc
    .record({
      networkMode: ports ? rarely([undefined, 'host', 'bridge'] as const) : fc.constant(undefined),
      containers: fc
        .tuple(container(options), sometimes(fc.array(container(options), { maxLength: 1 })))
        .map(([app, sidecars]) => [app, ...sidecars]),
      runtimePlatform: rarely([undefined, undefined, { cpuArchitecture: 'ARM64' as const }]),
      placementConstraints:
        constraints === false
          ? fc.constant([])
          : sometimes(placementConstraints({ ...constraints, distinctInstance: false, maxLength: 1 })),
    })
    .map(({ networkMode, containers, runtimePlatform, placementConstraints: own }) =>
      given({
        family,
        networkMode,
        runtimePlatform,
        placementConstraints: own.length === 0 ? undefined : own,
        containerDefinitions: withoutClashes(containers, networkMode === 'host'),
      }),
    ) as fc.Arbitrary<TaskDefinitionInput>
}

/** memory alone, a reservation alone, or a reservation below a limit. */
const MEMORY = [
  (memory: number) => ({ memory }),
  (memory: number) => ({ memoryReservation: memory }),
  (memory: number) => ({ memory, memoryReservation: memory / 2 }),
]
const MAPPINGS: readonly Mapping[] = [
  { containerPort: 80, hostPort: 8_080 },
  { containerPort: 80, hostPort: 0 },
  { containerPort: 53, hostPort: 5_353, protocol: 'udp' },
]

function container({ ports = true, gpus = true }: TaskDefinitionOptions): fc.Arbitrary<Partial<Container>> {
  return fc
    .record({
      cpu: fc.constantFrom(128, 256, 64, 200, undefined),
      memory: fc.constantFrom(128, 256, 64, 200),
      kind: rarely(MEMORY),
      portMappings: ports ? rarely<readonly Mapping[]>([[], ...MAPPINGS.map((each) => [each])]) : fc.constant([]),
      gpus: gpus ? rarely([0, 0, 0, 1]) : fc.constant(0),
    })
    .map(({ cpu, memory, kind, portMappings, gpus: count }) =>
      given({
        cpu,
        ...kind(memory),
        portMappings: portMappings.length === 0 ? undefined : portMappings,
        resourceRequirements: count === 0 ? undefined : [{ type: 'GPU' as const, value: String(count) }],
      }),
    ) as fc.Arbitrary<Partial<Container>>
}

/** Names the containers; a host port that an earlier one has is left to the agent, or left out where there is no such thing. */
function withoutClashes(containers: readonly Partial<Container>[], isHost: boolean): Container[] {
  const taken = new Set<string>()
  return containers.map((own, index) => {
    const { portMappings, ...rest } = own
    const mappings = (portMappings ?? []).flatMap((mapping): Mapping[] => {
      const wanted = isHost ? { ...mapping, hostPort: mapping.containerPort } : mapping
      const key = `${wanted.hostPort}/${mapping.protocol}`
      if (wanted.hostPort === 0 || !taken.has(key)) {
        taken.add(key)
        return [wanted]
      }
      return isHost ? [] : [{ ...mapping, hostPort: 0 }]
    })
    const named = { name: index === 0 ? 'app' : `sidecar-${index}`, image: 'example.com/app:1', ...rest }
    return mappings.length === 0 ? named : { ...named, portMappings: mappings }
  })
}
