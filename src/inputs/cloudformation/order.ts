// In which order can the pieces be made? Each after what it needs; where that leaves a choice, in the order of their kinds.
import type { Piece, PieceKind } from '../blueprint/blueprint.ts'
import type { Draft } from './draft.ts'
import { NESTED, type Stack } from './stack.ts'

const KINDS: readonly PieceKind[] = [
  'cluster',
  'capacityProvider',
  'clusterCapacityProviders',
  'fleet',
  'loadBalancer',
  'targetGroup',
  'listener',
  'listenerRule',
  'taskDefinition',
  'service',
]

/** What the instances of a fleet join is there before them, although CloudFormation makes the group first. */
const BEFORE_FLEETS: ReadonlySet<PieceKind> = new Set(['cluster', 'capacityProvider', 'clusterCapacityProviders'])

export function inOrder(drafts: readonly Draft[]): Piece[] {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]))
  const needs = new Map(drafts.map((draft) => [draft.id, needsOf(draft, byId)]))
  const left = drafts.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
  const done = new Set<string>()
  const pieces: Piece[] = []
  while (left.length > 0) {
    const ready = left.findIndex(({ id }) => needs.get(id)!.every((need) => done.has(need)))
    const [{ stack, ...draft }] = left.splice(Math.max(ready, 0), 1) as [Draft]
    done.add(draft.id)
    pieces.push({ ...draft, needs: needs.get(draft.id)!.filter((need) => done.has(need)) })
  }
  return pieces
}

function needsOf(draft: Draft, byId: ReadonlyMap<string, Draft>): readonly string[] {
  const found = new Set(draft.kind === 'fleet' ? joinedBy(draft, byId) : [])
  for (const id of piecesBehind(draft.stack, draft.id.slice(draft.stack.site.prefix.length))) {
    const isFleet = byId.get(id)?.kind === 'fleet'
    if (byId.has(id) && !(isFleet && BEFORE_FLEETS.has(draft.kind))) found.add(id)
  }
  found.delete(draft.id)
  return [...found]
}

/** The cluster of a fleet, its capacity provider, and what makes the two known to each other. */
function joinedBy({ input }: Draft, byId: ReadonlyMap<string, Draft>): string[] {
  const { cluster, capacityProvider } = input
  const drafts = [...byId.values()].filter(({ kind }) => BEFORE_FLEETS.has(kind))
  const isJoined = ({ kind, input, names }: Draft) => {
    if (kind === 'clusterCapacityProviders')
      return capacityProvider !== undefined && (input.capacityProviders as unknown[]).includes(capacityProvider)
    return names.name === (kind === 'cluster' ? cluster : capacityProvider)
  }
  return drafts.filter(isJoined).map(({ id }) => id)
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

const PIECE_TYPES =
  /^AWS::(?:ECS::(?:Cluster|CapacityProvider|ClusterCapacityProviderAssociations|Service|TaskDefinition)|ElasticLoadBalancingV2::(?:LoadBalancer|TargetGroup|Listener|ListenerRule)|AutoScaling::AutoScalingGroup)$/

const memos = new WeakMap<Stack, Map<string, Set<string>>>()

function memoOf(stack: Stack): Map<string, Set<string>> {
  const memo = memos.get(stack) ?? new Map<string, Set<string>>()
  memos.set(stack, memo)
  return memo
}
