// Which tasks run already? `workload.adopt` writes them down as RUNNING where they are, with all that they hold, and says how far the
// deployment has come that they belong to. Whatever cannot be is refused before anything is written.
import { type AdoptedRow, adoptDeployment } from '../../engine/adopt-deployment.ts'
import { adoptTask } from '../../engine/adopt-task.ts'
import { markService } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { findSubnets } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import { suggestion } from '../../kernel/closest.ts'
import type { Deployment, Service } from '../../model/entities.ts'
import { clusterFor } from '../fleet/clusters.ts'
import { parseControl } from '../parse.ts'
import { AdoptRoom } from './adopt-room.ts'
import { type AdoptInput, adoptInput, CALL, type ParsedAdoption, refuseAdoption } from './adopt-shape.ts'
import { type Owner, readTask } from './adopt-task.ts'

export interface AdoptOutput {
  /** In the order of the input. */
  readonly taskArns: readonly string[]
}

/** @throws UsageError for what cannot be, ClusterNotFoundException; nothing is written then */
export function adopt(world: World, input: AdoptInput): AdoptOutput {
  const parsed = parseControl(adoptInput, input, CALL)
  const cluster = clusterFor(world, parsed.cluster)
  const owner = ownerOf(world, cluster.arn, parsed)
  const row = owner.deployment === null ? null : rowOf(owner.deployment, parsed)
  const read = (parsed.tasks ?? []).map((task, index) => readTask(world, owner, task, `tasks[${index}]`))
  // What names its ports and its address comes before what takes the next free ones.
  const order = [...read.keys()].sort((a, b) => Number(read[b]!.isExact) - Number(read[a]!.isExact) || a - b)
  const seen = new Set<string>()
  const room = new AdoptRoom(world)
  for (const index of order) {
    const { adoption } = read[index]!
    const path = `tasks[${index}]`
    if (adoption.id !== null && seen.has(adoption.id))
      refuseAdoption(`${path}.id`, 'an id that no other task has', adoption.id)
    if (adoption.id !== null) seen.add(adoption.id)
    room.take(adoption, path)
  }
  checkCrew(
    owner,
    read.map(({ adoption }) => adoption.containerInstanceArn),
    world,
  )
  const recorded = {
    ...parsed,
    ...(parsed.tasks === undefined ? {} : { tasks: read.map(({ recorded: task }) => task) }),
  }
  return command(world, CALL, recorded, (cause) => {
    for (const { adoption } of read) findSubnets(world, adoption.site === null ? [] : [adoption.site.subnetId], cause)
    const taskArns: string[] = []
    for (const index of order) taskArns[index] = adoptTask(world, read[index]!.adoption, cause)
    if (owner.service !== null && row !== null) adoptDeployment(world, owner.service.arn, row, cause)
    if (owner.service !== null) markService(world, owner.service.arn, cause)
    return { taskArns }
  })
}

function ownerOf(world: World, clusterArn: Owner['clusterArn'], parsed: ParsedAdoption): Owner {
  if (parsed.service === undefined) {
    const stray = (['deployment', 'rolloutState', 'rolloutStateReason', 'failedTasks'] as const).find(
      (member) => parsed[member] !== undefined,
    )
    if (stray !== undefined) refuseAdoption(stray, 'service beside it', parsed[stray])
    return { clusterArn, service: null, deployment: null }
  }
  const service = serviceNamed(world, clusterArn, parsed.service)
  const known = service.deployments.map(({ id }) => id)
  const deployment =
    parsed.deployment === undefined
      ? service.deployments[0]
      : service.deployments.find(({ id }) => id === parsed.deployment)
  if (deployment === undefined)
    refuseAdoption('deployment', `one of the service's deployments: ${known.join(', ')}`, parsed.deployment)
  return { clusterArn, service, deployment: deployment! }
}

function serviceNamed(world: World, clusterArn: string, reference: string): Readonly<Service> {
  const all = [...(world.indexes.services.byCluster.get(clusterArn) ?? [])].map((arn) =>
    world.tables.services.certain(arn),
  )
  const active = all.filter(({ status }) => status === 'ACTIVE')
  const found = active.find(({ arn, name }) => arn === reference || name === reference)
  if (found !== undefined) return found
  const names = active.map(({ name }) => name)
  const expected =
    names.length === 0 ? 'an ACTIVE service, but the cluster has none' : 'an ACTIVE service of the cluster'
  return refuseAdoption('service', expected, reference, { hint: suggestion(reference, names) })
}

/** What is to be written of the deployment; null when nothing is. */
function rowOf(deployment: Readonly<Deployment>, parsed: ParsedAdoption): AdoptedRow | null {
  const { rolloutState, rolloutStateReason = null, failedTasks = null } = parsed
  if (rolloutState === undefined && rolloutStateReason === null && failedTasks === null) return null
  if (deployment.rolloutState !== 'IN_PROGRESS')
    refuseAdoption('rolloutState', 'a deployment that is IN_PROGRESS here', deployment.rolloutState, 'DP-404')
  return { deployment: deployment.id, rolloutState: rolloutState ?? 'IN_PROGRESS', rolloutStateReason, failedTasks }
}

/** A daemon has one task on an instance (SV-400). */
function checkCrew({ service }: Owner, instances: readonly (string | null)[], world: World): void {
  if (service?.schedulingStrategy !== 'DAEMON') return
  const crew = new Set(
    [...(world.indexes.tasksByService.get(service.arn) ?? [])].map(
      (arn) => world.tables.tasks.certain(arn).containerInstanceArn,
    ),
  )
  for (const [index, instance] of instances.entries()) {
    if (crew.has(instance as never))
      refuseAdoption(
        `tasks[${index}].containerInstance`,
        'an instance without a task of the daemon',
        instance,
        'SV-400',
      )
    crew.add(instance as never)
  }
}
