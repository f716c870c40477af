// What do a user's files say there should be? One shape for all of them: pieces in AWS's words, in the order in which they can be made.
import type { SimulationOptions } from '../../index.ts'
import type { Step } from '../document.ts'
import type { Place } from '../place.ts'
import type { AwsInput } from '../services.ts'
import type { LiveState } from './state.ts'

/** Each kind is made by one call of the simulation. */
export type PieceKind =
  | 'cluster'
  | 'capacityProvider'
  | 'clusterCapacityProviders'
  | 'launchTemplate'
  | 'launchConfiguration'
  | 'autoScalingGroup'
  | 'lifecycleHook'
  | 'warmPool'
  | 'groupSchedule'
  | 'groupPolicy'
  | 'fleet'
  | 'loadBalancer'
  | 'targetGroup'
  | 'listener'
  | 'listenerCertificate'
  | 'listenerRule'
  | 'taskDefinition'
  | 'service'
  | 'scalableTarget'
  | 'scalingPolicy'
  | 'alarm'
  | 'compositeAlarm'

/** Something that the files say there should be. */
export interface Piece {
  /** Unique, and the same from one version of the files to the next: a logical id (`ECS/Cluster` in a nested stack), or a name. */
  readonly id: string
  readonly kind: PieceKind
  /**
   * What the call takes that makes it: createCluster, createCapacityProvider, putClusterCapacityProviders, fleet.launch,
   * fleet.createLaunchTemplate, createLaunchConfiguration, createAutoScalingGroup, putLifecycleHook, putWarmPool, putScheduledUpdateGroupAction,
   * putScalingPolicy, createLoadBalancer, createTargetGroup, createListener, addListenerCertificates, createRule, registerTaskDefinition, createService,
   * registerScalableTarget, putMetricAlarm, putCompositeAlarm. Attributes of load balancers, listeners and target groups stand in it as `Attributes`, scheduled actions of
   * a scalable target as `ScheduledActions`, user data as it is before it is encoded. Where it speaks of another piece it uses one of that piece's `names`, also inside of longer texts.
   */
  readonly input: AwsInput
  /**
   * What the files call it, by attribute (`arn`, `name`, `id`, `dnsName` …): whatever stands for it elsewhere. The simulation gives it names
   * of its own; whoever makes it translates. A piece whose input names nothing gets a name that the files could have given.
   */
  readonly names: Readonly<Record<string, string>>
  /** Pieces that must be there before. Listed before it, too. */
  readonly needs: readonly string[]
  /** Where it stands: errors name it. */
  readonly place: Place
  /**
   * Where in `place.document` a member of `input` stands, or would have to stand; null when that file cannot say it. Steps from the root of
   * the file: a patch can be made of them.
   */
  locate(path: readonly Step[]): readonly Step[] | null
  /** Where a member of `input` stands, where that may be another file than that of `place`; `place` when absent. */
  readonly placeOf?: (path: readonly Step[]) => Place
  /** What its file does not say is as it was before; when absent, a default. */
  readonly inherits?: true
  /** A value of `input` at a path, as the file spells it: the `value` of a patch there. As it is when absent. */
  readonly spell?: (path: readonly Step[], value: unknown) => unknown
}

/** One change to one file, as immer writes patches. */
export interface FilePatch {
  /** `SourceDocument.name` of the file. */
  readonly file: string
  readonly op: 'add' | 'replace' | 'remove'
  readonly path: readonly Step[]
  readonly value?: unknown
}

/** Something that stands in the files and has no effect here. */
export interface Omission {
  /** A resource, or a resource and one of its members. */
  readonly what: string
  /** Its type, as the files call it. */
  readonly type: string
  readonly why: string
}

/** A service that cannot be rehearsed; the others go on. */
export interface NotRehearsed {
  readonly service: string
  readonly why: string
  readonly place: Place
}

/** What the files of one version say there should be. */
export interface Blueprint {
  /** What a person would call it: the path of the file, as a rule. */
  readonly name: string
  /** Of which stack it is a version; absent where the files are no stack. */
  readonly stackName?: string
  /** What only the making of a simulation can decide: Region, account, zones, subnets. */
  readonly settings: Pick<SimulationOptions, 'region' | 'accountId' | 'availabilityZones' | 'subnets'>
  /** In an order in which they can be made. */
  readonly pieces: readonly Piece[]
  /** Understood, and without effect: scaling of what is not simulated, alarms on metrics that nobody has, composite alarms that ask such. */
  readonly kept: readonly Omission[]
  readonly notSimulated: readonly Omission[]
  readonly notRehearsed: readonly NotRehearsed[]
  /** What was going on, where the files tell it: `adoptState` carries it out once the pieces are made. */
  readonly state?: LiveState
  /** The same files with these changes, read again. @throws UsageError as reading them does */
  revise(patches: readonly FilePatch[]): Blueprint
}
