// What comes of a rehearsal? Plain data, ready for JSON: verdicts, causes with their evidence, costs, durations and fixes.
import type { FailingSpan } from '../index.ts'
import type { FilePatch, PieceChange } from '../inputs/index.ts'
import type { Segment } from './critical-path.ts'

/**
 * - completes: everything is at rest, and nothing fell below what was asked
 * - degrades: everything is at rest, but healthy tasks, answers or the time it took fell short of what was asked
 * - rolls-back: ECS gave a deployment up and went back to the one before, or AWS refused a part of the update and CloudFormation takes it back
 * - stuck: somebody still waits when the time is up
 */
export type VerdictName = 'completes' | 'degrades' | 'rolls-back' | 'stuck'

/**
 * - change: the pair of versions, or a scenario's actions
 * - creation: there was nothing before
 * - release: after a creation, a new deployment of every service as it is
 */
export type StepName = 'change' | 'creation' | 'release'

/** Everything that a rehearsal has found out. JSON as it stands: spans and instants in milliseconds, percentages and counts whole numbers. */
export interface Rehearsal {
  readonly format: 1
  readonly before: string | null
  readonly after: string
  readonly seed: string
  /** The worst of all steps. */
  readonly verdict: VerdictName
  /** One sentence. */
  readonly summary: string
  /** What there was before the change did not come to rest: who waited for what. Empty as a rule. */
  readonly restless: readonly string[]
  readonly steps: readonly StepRehearsal[]
  /** What is known before any time passes: these deployments cannot complete. */
  readonly impossible: readonly Impossibility[]
  /** Best first; each was tried by the real engine. */
  readonly fixes: readonly Fix[]
  readonly search: { readonly trials: number; readonly mostTrials: number; readonly isExhausted: boolean }
  /** What a scenario expects; empty for anything else. */
  readonly expectations: readonly ExpectationRehearsal[]
  readonly notes: readonly string[]
  readonly kept: readonly Said[]
  readonly notSimulated: readonly Said[]
  readonly notRehearsed: readonly Said[]
}

/** An expectation of a scenario: of the run that came out worst, or of the first one that did not meet it. */
export interface ExpectationRehearsal {
  /** `neverBelow`, `errors` … */
  readonly name: string
  /** Its place in the scenario, such as `expect[0]`; null for what is expected although nobody wrote it. */
  readonly path: string | null
  /** `file:line:column` of the same. */
  readonly at: string | null
  /** Null when it speaks of the whole scenario. */
  readonly serviceArn: string | null
  readonly sentence: string
  /** In every run. */
  readonly met: boolean
  /** What there was, in a few words. */
  readonly found: string
  readonly evidence: Evidence
  readonly runs: { readonly met: number; readonly of: number }
}

/** A thing that stands in the files, and what is to be said about it. */
export interface Said {
  readonly what: string
  readonly why: string
}

export interface StepRehearsal {
  readonly step: StepName
  readonly verdict: VerdictName
  /** When it begins, in the simulation's time. */
  readonly sinceMs: number
  /** From the change until everything is at rest; null when it does not come to rest, or was refused. Over all runs: nearest rank. */
  readonly durationMs: Percentiles | null
  /** When a run is given up. */
  readonly atMostMs: number
  /** How many runs came to which verdict. */
  readonly runs: Readonly<Record<VerdictName, number>>
  /** What ended the step as a whole, whichever services it is about: what AWS refused half-way. */
  readonly causes: readonly Cause[]
  /** In the order in which they are carried out; unchanged ones are left out. */
  readonly pieces: readonly PieceChange[]
  readonly services: readonly ServiceRehearsal[]
}

export interface Percentiles {
  readonly p50: number
  readonly p95: number
}

export interface ServiceRehearsal {
  readonly service: string
  /** What people call it: the id in the files when they give it no name, else its name. Sentences are told with it. */
  readonly label: string
  readonly cluster: string
  /** The piece of the blueprint, when it is one. */
  readonly id: string | null
  /** `not reached`: something that it needs did not become stable, or was refused. `refused`: the update ended at it. */
  readonly change: 'created' | 'updated' | 'replaced' | 'deleted' | 'released' | 'unchanged' | 'refused' | 'not reached'
  /** Members of its input that changed. */
  readonly members: readonly string[]
  readonly verdict: VerdictName
  /** First the one that matters most. Of the run that came out worst. */
  readonly causes: readonly Cause[]
  readonly cost: Cost
  /** From the change until it is in steady state; null when it does not get there, or when nothing happened to it. */
  readonly durationMs: Percentiles | null
  /** What the time went to, from the beginning of its deployment to its end; the run that came out worst. Empty without a deployment that ended. */
  readonly criticalPath: readonly Segment[]
  /** The same by name, longest first: `5m00s of it deregistration delay`. */
  readonly longest: readonly { readonly name: Segment['name']; readonly ms: number }[]
}

/** A span in which requests failed, since the change. */
export interface FailedSpan extends Omit<FailingSpan, 'cause'> {
  /** How many of its requests failed, of a hundred: 100 only when all did. */
  readonly percent: number
}

/** A span in which a rule of a listener led to no target that answers, since the change. */
export interface Outage {
  /** By name. */
  readonly loadBalancer: string
  readonly port: number
  /** null: of the default rule. */
  readonly priority: number | null
  /** Where the rule leads now, and where it led before the change, by name. */
  readonly targetGroups: readonly string[]
  readonly before: readonly string[]
  readonly fromMs: number
  readonly toMs: number
  /** false: it lasts when the time is up. */
  readonly isOver: boolean
  /** What a client sees. */
  readonly status: number | null
  readonly reason: string | null
}

export interface Cost {
  /** The fewest healthy tasks while the change was under way, and how many were asked for. */
  readonly lowestHealthy: number
  readonly askedHealthy: number
  /** Tasks that both before and after the change ask for; null for a service that is not there before, or not after. */
  readonly desiredCount: number | null
  /** When, since the change. */
  readonly lowestAtMs: number
  /** The most tasks at once, those that are stopping included. */
  readonly mostTasks: number
  /** Requests that met a 5xx or no answer at all, to a millionth; null when nobody asked (`requestsPerSecond`), or behind no load balancer. */
  readonly failedRequests: number | null
  readonly requests: number | null
  /** When requests failed, in order of time. */
  readonly failing: readonly FailedSpan[]
  /** When a listener had no healthy target to send requests to, the longest first; told whether or not anybody counts requests. */
  readonly outages: readonly Outage[]
  /** Container instances of its cluster beyond those before. */
  readonly extraInstances: number
}

/** `blocks`: it does not complete; `degrades`: it completes at a price; `slows`: it only takes long. */
export type Weight = 'blocks' | 'degrades' | 'slows'

export type CauseKind =
  | 'percentages'
  | 'static-port'
  | 'distinct-instance'
  | 'member-of'
  | 'attribute'
  | 'task-too-large'
  | 'no-room'
  | 'no-interfaces'
  | 'no-instances'
  | 'no-capacity'
  | 'agent-away'
  | 'image'
  | 'resource'
  | 'container-exits'
  | 'grace-too-short'
  | 'target-unhealthy'
  | 'container-unhealthy'
  | 'breaker'
  | 'alarm'
  | 'protection'
  | 'out-of-time'
  | 'refused'
  | 'not-reached'
  | 'waiting'
  | 'fewer-healthy'
  | 'failed-requests'
  | 'no-healthy-target'
  | 'too-slow'
  | 'not-as-expected'
  | 'slow-drain'

export interface Cause {
  readonly kind: CauseKind
  readonly weight: Weight
  /** Of docs/FIDELITY.md. */
  readonly rule: string
  /** One sentence with the numbers. */
  readonly sentence: string
  readonly evidence: Evidence
}

export interface Evidence {
  /** `seq` of journal entries of the simulation that is handed out with the report. */
  readonly entries: readonly number[]
  /** Service events and stopped reasons, in AWS's words. */
  readonly texts: readonly string[]
}

/** A deployment of which arithmetic alone says that it cannot complete. */
export interface Impossibility {
  readonly service: string
  readonly label: string
  readonly kind: CauseKind
  readonly rule: string
  readonly sentence: string
}

export type FixFamily =
  | 'maximumPercent'
  | 'minimumHealthyPercent'
  | 'hostPort'
  | 'healthCheckGracePeriod'
  | 'deregistrationDelay'
  | 'healthCheck'
  | 'instances'
  | 'maxSize'
  | 'constraint'
  | 'desiredCount'
  | 'breaker'

/** One edit of one value. */
export interface Edit {
  readonly family: FixFamily
  /** `set deploymentConfiguration.maximumPercent of web from 134 to 200`. */
  readonly words: string
  /** The piece of the blueprint, and the member of its input. */
  readonly piece: string
  readonly path: string
  /** What stood there, or its default; null for neither. */
  readonly from: string | number | boolean | null
  /** null: taken out. */
  readonly to: string | number | boolean | null
  /** Where it stands: `file:line:column`. */
  readonly at: string
}

export interface Fix {
  readonly edits: readonly Edit[]
  readonly words: string
  /** Changes of the user's own files: `after.revise(patches)` makes them. */
  readonly patches: readonly FilePatch[]
  /** Of the change as it would be with these edits. */
  readonly verdict: VerdictName
  /** null when it does not come to rest. */
  readonly durationMs: number | null
}
