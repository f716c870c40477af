// What does `drydock plan --json` print? The schema of it, held to the type of a rehearsal by the compiler.
import * as z from 'zod/mini'
import type { Rehearsal } from '../rehearsal/index.ts'

const text = z.string()
const number = z.number()
const count = z.int().check(z.minimum(0))
const optionalText = z.nullable(text)
const optionalNumber = z.nullable(number)
const value = z.nullable(z.union([text, number, z.boolean()]))

const verdict = z.enum(['completes', 'degrades', 'rolls-back', 'stuck'])
const percentiles = z.nullable(
  z.strictObject({ p50: number, p95: number }).check(z.describe('nearest rank, over all runs')),
)
const said = z.strictObject({ what: text, why: text })

const causeKind = z.enum([
  ...(['percentages', 'static-port', 'distinct-instance', 'member-of', 'attribute', 'task-too-large'] as const),
  ...([
    'no-room',
    'no-interfaces',
    'no-instances',
    'no-capacity',
    'agent-away',
    'image',
    'resource',
    'container-exits',
  ] as const),
  ...(['grace-too-short', 'target-unhealthy', 'container-unhealthy', 'breaker', 'alarm', 'protection'] as const),
  ...(['out-of-time', 'not-reached', 'waiting', 'fewer-healthy', 'failed-requests', 'too-slow', 'slow-drain'] as const),
  ...(['no-healthy-target', 'refused', 'not-as-expected'] as const),
])

const evidence = z.strictObject({
  entries: z.array(count),
  texts: z.array(text).check(z.describe("service events and stopped reasons, in AWS's words")),
})

const cause = z.strictObject({
  kind: causeKind,
  weight: z.enum(['blocks', 'degrades', 'slows']),
  rule: text.check(z.describe('of docs/FIDELITY.md')),
  sentence: text,
  evidence,
})

const expectation = z.strictObject({
  name: text.check(z.describe('of the expectation, such as neverBelow')),
  path: optionalText.check(z.describe('in the scenario; null for what is expected although nobody wrote it')),
  at: optionalText.check(z.describe('file:line:column')),
  serviceArn: optionalText.check(z.describe('null when it speaks of the whole scenario')),
  sentence: text,
  met: z.boolean().check(z.describe('in every run')),
  found: text,
  evidence,
  runs: z.strictObject({ met: count, of: count }),
})

const answer = z.strictObject({
  status: optionalNumber,
  answeredBy: z.enum(['target', 'load-balancer', 'nobody']),
  reason: optionalText,
  requests: number,
  failed: number,
})

const failing = z.strictObject({
  fromMs: number.check(z.describe('since the change')),
  toMs: number,
  requests: number,
  failed: number,
  answers: z.array(answer),
  percent: number.check(z.describe('100 only when all failed')),
})

const outage = z.strictObject({
  loadBalancer: text,
  port: count,
  priority: optionalNumber.check(z.describe('null: of the default rule')),
  targetGroups: z.array(text).check(z.describe('where the rule leads now, by name')),
  before: z.array(text).check(z.describe('where it led before the change')),
  fromMs: number.check(z.describe('since the change')),
  toMs: number,
  isOver: z.boolean().check(z.describe('false: it lasts when the time is up')),
  status: optionalNumber,
  reason: optionalText,
})

const cost = z.strictObject({
  lowestHealthy: count,
  askedHealthy: count,
  desiredCount: optionalNumber.check(z.describe('null for a service that is not there before, or not after')),
  lowestAtMs: number.check(z.describe('since the change')),
  mostTasks: count,
  failedRequests: optionalNumber.check(z.describe('null when nobody asked: --requests-per-second')),
  requests: optionalNumber,
  failing: z.array(failing).check(z.describe('when requests failed')),
  outages: z.array(outage).check(z.describe('when a listener had no healthy target')),
  extraInstances: count,
})

/** Names of segments are those of the type; new ones may come. */
const segment = z.strictObject({ name: text, fromMs: number, toMs: number, taskArn: optionalText })

const service = z.strictObject({
  service: text,
  label: text.check(z.describe('what people call it: its logical id when the files give it no name')),
  cluster: text,
  id: optionalText.check(z.describe('logical id in the files')),
  change: z.enum(['created', 'updated', 'replaced', 'deleted', 'released', 'unchanged', 'refused', 'not reached']),
  members: z.array(text).check(z.describe('what of its input changed')),
  verdict,
  causes: z.array(cause).check(z.describe('first the one that matters most')),
  cost,
  durationMs: percentiles,
  criticalPath: z.array(segment),
  longest: z.array(z.strictObject({ name: text, ms: number })),
})

const piece = z.strictObject({
  id: text,
  kind: text,
  action: z.enum(['created', 'updated', 'replaced', 'deleted', 'kept', 'released', 'refused', 'not reached']),
  members: z.array(text),
  atMs: number,
})

const step = z.strictObject({
  step: z.enum(['change', 'creation', 'release']),
  verdict,
  sinceMs: number,
  durationMs: percentiles,
  atMostMs: number,
  runs: z.strictObject({ completes: count, degrades: count, 'rolls-back': count, stuck: count }),
  causes: z.array(cause).check(z.describe('what ended the step as a whole: what AWS refused half-way')),
  pieces: z.array(piece),
  services: z.array(service),
})

const family = z.enum([
  ...(['maximumPercent', 'minimumHealthyPercent', 'hostPort', 'healthCheckGracePeriod'] as const),
  ...(['deregistrationDelay', 'healthCheck', 'maxSize', 'instances', 'constraint', 'desiredCount', 'breaker'] as const),
])

const edit = z.strictObject({
  family,
  words: text,
  piece: text,
  path: text,
  from: value,
  to: value,
  at: text.check(z.describe('file:line:column')),
})

const patch = z.strictObject({
  file: text,
  op: z.enum(['add', 'replace', 'remove']),
  path: z.array(z.union([text, number])),
  value: z.optional(z.unknown()),
})

const fix = z.strictObject({
  edits: z.array(edit),
  words: text,
  patches: z.array(patch),
  verdict,
  durationMs: optionalNumber,
})

const REHEARSAL = {
  format: z.literal(1),
  before: optionalText,
  after: text,
  seed: text,
  verdict: verdict.check(z.describe('the worst of all steps')),
  summary: text,
  restless: z.array(text),
  steps: z.array(step),
  impossible: z.array(z.strictObject({ service: text, label: text, kind: causeKind, rule: text, sentence: text })),
  fixes: z.array(fix).check(z.describe('best first; each was tried')),
  search: z.strictObject({ trials: count, mostTrials: count, isExhausted: z.boolean() }),
  expectations: z.array(expectation).check(z.describe('of a scenario; empty for anything else')),
  notes: z.array(text),
  kept: z.array(said),
  notSimulated: z.array(said),
  notRehearsed: z.array(said),
}

/** `DeploymentRecord` has more members than these. */
const deployment = z.looseObject({
  serviceArn: text,
  serviceName: text,
  deploymentId: text,
  status: text,
  waves: z.array(z.looseObject({})),
})

export const planSchema = z.strictObject({ ...REHEARSAL, deployments: z.array(deployment) })

/** A rehearsal that the schema does not describe, or a schema that describes something else, does not compile. */
export function describedRehearsal(rehearsal: Rehearsal): Described & Whole {
  return rehearsal
}

type Described = Frozen<z.infer<z.ZodMiniObject<typeof REHEARSAL>>>

/** `never` when a member of a rehearsal is missing in the schema. */
type Whole = Loose<Described> extends Loose<Rehearsal> ? unknown : never

/** As the types of this house have it: nothing is written to. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Frozen<T[Name]> }
    : T

/** With any text in the place of certain ones: names of segments and of kinds of pieces are open in the schema. */
type Loose<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Loose<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: Loose<T[Name]> }
      : T
