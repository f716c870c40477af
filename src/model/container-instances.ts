// What is a container instance, and the machine under it?
import type { ClusterArn, ContainerInstanceArn } from '../kernel/arns.ts'
import type { Tag } from './basics.ts'
import type { ImagePullBehavior } from './supplies.ts'

export interface ContainerInstance {
  arn: ContainerInstanceArn
  id: string
  clusterArn: ClusterArn
  /** `i-…`; `mi-…` for an external instance (EA-4). */
  ec2InstanceId: string
  /** Null for an external instance: nobody knows the machine or where it stands (CI-10). */
  instanceType: string | null
  availabilityZone: string | null
  /** REGISTERING is launched and not known to ECS yet; DRAINING takes no new tasks and loses those of its services (CI-15). */
  status: 'REGISTERING' | 'ACTIVE' | 'DRAINING' | 'INACTIVE'
  /** Without its agent an instance keeps its tasks and takes no new ones (CI-16). */
  agentConnected: boolean
  versionInfo: VersionInfo
  /** The last update of its agent that somebody asked for; absent before the first. */
  agentUpdate?: AgentUpdate
  /** Rank in order of registration: the last word in every tie (PL-19). */
  ordinal: number
  launchedAtMs: number
  registeredAtMs: number | null
  deregisteredAtMs: number | null
  cpuUnits: number
  memoryMiB: number
  reservedTcpPorts: readonly number[]
  reservedUdpPorts: readonly number[]
  gpuIds: readonly string[]
  /** Network interfaces that tasks may have here: the machine's own are not among them (CI-27). */
  taskEniLimit: number
  /** Built-in, capability and custom attributes; a name without value holds ''. */
  attributes: Readonly<Record<string, string>>
  /** Capabilities of a current agent that this one lacks, in order of spelling (CI-11). */
  missingCapabilities: readonly string[]
  /** Images that the instance holds, by the reference they were pulled by (LT-8). */
  cachedImages: readonly string[]
  /** Digests of those whose layers it holds, as far as somebody has spoken of them. */
  cachedDigests: readonly string[]
  /** When the agent asks the registry (IM-5). */
  imagePullBehavior: ImagePullBehavior
  /** Where the agent's search for a dynamic host port goes on (NW-10). */
  nextEphemeralPort: number
  machine: Machine
  /** Whose Auto Scaling group launched it (PL-02); absent on an instance of no group. */
  capacityProviderName?: string
  /** A Spot interruption notice makes it DRAINING (CI-26). */
  spotDraining: boolean
  tags: readonly Tag[]
}

/** What is under a container instance; `status` is what ECS thinks of it (CI-19). */
export interface Machine {
  readonly state: 'running' | 'booting' | 'stopped' | 'terminated'
  /** When it is up again, or when ECS sees that its agent is gone; null when nothing comes of itself. */
  readonly dueAtMs: number | null
  /** When Spot takes it back; null without a notice. */
  readonly reclaimAtMs: number | null
}

/** In the order in which they come (CI-30). */
export const AGENT_UPDATE_STEPS = ['PENDING', 'STAGING', 'STAGED', 'UPDATING', 'UPDATED'] as const

export interface AgentUpdate {
  readonly status: (typeof AGENT_UPDATE_STEPS)[number]
  /** When the next status comes; null once it is UPDATED. */
  readonly dueAtMs: number | null
}

/** What an agent says of itself. */
export interface VersionInfo {
  readonly agentVersion: string
  readonly agentHash: string
  readonly dockerVersion: string
}
