// Is anything impossible from the start? The change is carried out on a branch, no time passes, and the proofs look at it.
import { alive, type Service, type Simulation } from '../../index.ts'
import type { Change, Scene } from '../change.ts'
import type { Plan } from '../plan.ts'
import type { Impossibility } from '../rehearsal.ts'
import type { Facts } from './facts.ts'
import { areGroupsStill, keepsItsCount } from './moving.ts'
import { PROOFS } from './proofs.ts'
import { isStill } from './settled.ts'

/**
 * Deployments that cannot complete, by arithmetic alone. What it says is certain; what it does not say may still go wrong.
 * @param scene at rest, before the change
 */
export function precheck(change: Change, scene: Scene, plan: Plan): Impossibility[] {
  const step = change.steps[0]
  const isFaultDue = [...scene.sim.view.tables.faults.values()].some(({ struckAtMs }) => struckAtMs === null)
  if (step !== 'change' || change.blueprint === null || isFaultDue) return []
  const branch = scene.fork()
  const before = new Map(
    [...branch.sim.view.tables.services.values()].map(({ arn, deployments }) => [arn, deployments[0]?.id]),
  )
  const { pieces, refusal } = branch.carryOut(change, step, { limitMs: branch.sim.nowMs, isHopeless: () => true })
  // It is taken back as a whole, whatever its services come to.
  if (refusal !== null) return []
  const isFinal = pieces.every(({ kind, action }) => kind === 'service' || action !== 'not reached')
  const { sim } = branch
  const deploying = [...sim.view.tables.services.values()].filter(
    ({ arn, status, deployments }) => status === 'ACTIVE' && deployments[0]?.id !== before.get(arn),
  )
  return deploying.flatMap((service) => proved(factsOf({ plan, isFinal }, branch, service)))
}

function proved(facts: Facts): Impossibility[] {
  if (!keepsItsCount(facts.sim, facts.service)) return []
  for (const proof of PROOFS) {
    const found = proof(facts)
    if (found !== null) return [{ service: facts.service.name, label: facts.label, ...found }]
  }
  return []
}

function factsOf(given: Pick<Facts, 'plan' | 'isFinal'>, scene: Scene, service: Readonly<Service>): Facts {
  const { sim } = scene
  const label = scene.labelOf(scene.idOf(service.arn)) ?? service.name
  const count = sim.view.indexes.census.total(service.arn)
  const cluster = sim.view.tables.clusters.get(service.clusterArn)?.name ?? ''
  return {
    ...given,
    sim,
    service,
    label,
    cluster,
    healthy: count.healthy,
    total: alive(count),
    isAlone: isAlone(sim, service),
  }
}

/** Nobody else in the cluster is about to make room; a capacity provider might. */
function isAlone(sim: Simulation, { arn, clusterArn, revision }: Readonly<Service>): boolean {
  if (revision.capacityProviderStrategy.length > 0 || !areGroupsStill(sim)) return false
  const { tables } = sim.view
  const others = [...tables.services.values()].filter((other) => other.clusterArn === clusterArn && other.arn !== arn)
  const instances = [...tables.containerInstances.values()].filter((row) => row.clusterArn === clusterArn)
  const tasks = [...tables.tasks.values()].filter(
    (task) => task.clusterArn === clusterArn && task.lastStatus !== 'STOPPED',
  )
  return (
    others.every(({ steadySinceMs, status }) => steadySinceMs !== null || status === 'INACTIVE') &&
    instances.every(({ status }) => status !== 'REGISTERING' && status !== 'DRAINING') &&
    tasks.every((task) => task.desiredStatus === 'RUNNING' && task.serviceArn !== null && isStill(sim, task))
  )
}
