// In which order can the pieces be made? Each after what it needs; where that leaves a choice, in the order of their kinds.
import type { Piece, PieceKind } from '../blueprint/blueprint.ts'
import type { Draft } from './draft.ts'
import { NESTED, type Stack } from './stack.ts'

const KINDS: readonly PieceKind[] = [
  'cluster',
  'launchTemplate',
  'launchConfiguration',
  'autoScalingGroup',
  'lifecycleHook',
  'warmPool',
  'groupSchedule',
  'groupPolicy',
  'capacityProvider',
  'clusterCapacityProviders',
  'loadBalancer',
  'targetGroup',
  'listener',
  'listenerCertificate',
  'listenerRule',
  'taskDefinition',
  'service',
  'scalableTarget',
  'scalingPolicy',
  'alarm',
  'compositeAlarm',
]

export function inOrder(drafts: readonly Draft[]): Piece[] {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]))
  const needs = new Map(drafts.map((draft) => [draft.id, needsOf(draft, byId)]))
  const left = drafts.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
  const done = new Set<string>()
  const pieces: Piece[] = []
  while (left.length > 0) {
    const ready = left.findIndex(({ id }) => needs.get(id)!.every((need) => done.has(need)))
    const [{ stack, joins, launches, ...draft }] = left.splice(Math.max(ready, 0), 1) as [Draft]
    done.add(draft.id)
    pieces.push({ ...draft, needs: needs.get(draft.id)!.filter((need) => done.has(need)) })
  }
  return pieces
}

function needsOf(draft: Draft, byId: ReadonlyMap<string, Draft>): readonly string[] {
  const found = new Set(joinedBy(draft, byId))
  for (const id of piecesBehind(draft.stack, draft.id.slice(draft.stack.site.prefix.length))) {
    if (byId.has(id) && !isLate(draft, byId.get(id)!, byId)) found.add(id)
  }
  for (const id of draft.launches ?? []) found.add(id)
  found.delete(draft.id)
  return [...found]
}

/** The cluster that the instances of a group join is there before them, although CloudFormation may make the group first. */
function joinedBy({ joins }: Draft, byId: ReadonlyMap<string, Draft>): string[] {
  const clusters = [...byId.values()].filter(({ kind, names }) => kind === 'cluster' && names.name === joins)
  return joins === undefined ? [] : clusters.map(({ id }) => id)
}

/** A cluster that names its providers itself comes before the groups of these. A provider knows its group by name. */
function isLate({ kind, names }: Draft, need: Draft, byId: ReadonlyMap<string, Draft>): boolean {
  if (need.kind !== 'autoScalingGroup') return false
  if (kind === 'cluster') return true
  const isNamed = ({ kind: other, input }: Draft) =>
    other === 'cluster' && Array.isArray(input.capacityProviders) && input.capacityProviders.includes(names.name)
  return kind === 'capacityProvider' && [...byId.values()].some(isNamed)
}

// ── what CloudFormation makes first ──

/** Ids of the nearest pieces that a resource needs, through resources that are none; a nested stack is all of its pieces. */
function piecesBehind(stack: Stack, id: string): ReadonlySet<string> {
  const memo = memoOf(stack)
  const known = memo.get(id)
  if (known !== undefined) return known
  const found = new Set<string>()
  memo.set(id, found)
  for (const need of stack.needs.get(id) ?? []) addPieces(need, stack, found)
  const { parent, owner } = stack.site
  if (parent !== null) for (const piece of piecesBehind(parent, owner!)) found.add(piece)
  return found
}

/** What stands for a resource that is needed. */
function addPieces(id: string, stack: Stack, found: Set<string>): void {
  const { prefix } = stack.site
  const resource = stack.template.resources.get(id)!
  if (!stack.isCreated(resource)) return
  if (resource.type === NESTED) {
    const nested = stack.account.nested(stack, id)
    for (const inner of nested.template.resources.keys()) addPieces(inner, nested, found)
    return
  }
  found.add(prefix + id)
  if (!PIECE_TYPES.test(resource.type)) for (const piece of piecesBehind(stack, id)) found.add(piece)
}

/** Types whose resources stand for themselves; any other one stands for what it needs. */
const PIECE_TYPES = new RegExp(
  `^AWS::(?:${[
    'ECS::(?:Cluster|CapacityProvider|ClusterCapacityProviderAssociations|Service|TaskDefinition)',
    'ElasticLoadBalancingV2::(?:LoadBalancer|TargetGroup|Listener|ListenerCertificate|ListenerRule)',
    'AutoScaling::(?:AutoScalingGroup|LaunchConfiguration|LifecycleHook|ScalingPolicy|ScheduledAction|WarmPool)',
    'ApplicationAutoScaling::(?:ScalableTarget|ScalingPolicy)',
    'EC2::LaunchTemplate',
    'CloudWatch::(?:Alarm|CompositeAlarm)',
  ].join('|')})$`,
)

const memos = new WeakMap<Stack, Map<string, Set<string>>>()

function memoOf(stack: Stack): Map<string, Set<string>> {
  const memo = memos.get(stack) ?? new Map<string, Set<string>>()
  memos.set(stack, memo)
  return memo
}
