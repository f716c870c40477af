// Clusters change and go: UpdateCluster, UpdateClusterSettings, DeleteCluster (CL-05, CL-08).
import { apply } from '../engine/apply.ts'
import { command } from '../engine/command.ts'
import type { World } from '../engine/world.ts'
import type { AwsExceptionName } from '../kernel/errors.ts'
import { updated } from '../model/changes.ts'
import type { Cluster, JsonRecord } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'
import type { Answer } from './answer.ts'
import { ALL_PARTS, describeCluster } from './describe-cluster.ts'
import { getCluster } from './find.ts'
import { refuse } from './refuse.ts'
import type {
  DeleteClusterOutput,
  UpdateClusterOutput,
  UpdateClusterSettingsOutput,
} from './shapes/ecs-types.generated.ts'
import { parseInput } from './shapes/parse-input.ts'

export function updateCluster(world: World, input: unknown): Answer<UpdateClusterOutput> {
  const parsed = parseInput('UpdateCluster', input)
  const { cluster: reference, settings, ...given } = parsed
  const cluster = getCluster(world, reference)
  return change(world, 'ecs.updateCluster', parsed, cluster, { ...given, ...mergedSettings(cluster, settings) })
}

export function updateClusterSettings(world: World, input: unknown): Answer<UpdateClusterSettingsOutput> {
  const parsed = parseInput('UpdateClusterSettings', input)
  const cluster = getCluster(world, parsed.cluster)
  return change(world, 'ecs.updateClusterSettings', parsed, cluster, mergedSettings(cluster, parsed.settings))
}

/** Only an empty cluster can be deleted. @throws ClusterContains…Exception, in the order of CL-08 */
export function deleteCluster(world: World, input: unknown): Answer<DeleteClusterOutput> {
  const parsed = parseInput('DeleteCluster', input)
  const cluster = getCluster(world, parsed.cluster)
  for (const [name, what, isThere] of CONTENTS) {
    if (!isThere(world, cluster)) continue
    refuse(name, `The Cluster cannot be deleted while ${what}.`, {
      path: 'cluster',
      found: cluster.name,
      rule: 'CL-08',
    })
  }
  return command(world, 'ecs.deleteCluster', parsed, (cause) => {
    const deleted = updated('cluster.deleted', cluster.arn, { status: 'INACTIVE' }, 'CL-05')
    apply(world, { changes: [deleted], timers: [] }, cause)
    return { cluster: describeCluster(world, world.tables.clusters.certain(cluster.arn), ALL_PARTS) }
  })
}

type Question = (world: WorldView, cluster: Readonly<Cluster>) => boolean

const CONTENTS: readonly (readonly [AwsExceptionName, string, Question])[] = [
  ['ClusterContainsContainerInstancesException', 'Container Instances are active or draining', hasInstances],
  ['ClusterContainsServicesException', 'Services are active', hasServices],
  ['ClusterContainsTasksException', 'Tasks are active', hasTasks],
]

function hasInstances(world: WorldView, { arn }: Readonly<Cluster>): boolean {
  return world.indexes.fleet(arn).size > 0
}

function hasServices(world: WorldView, { arn }: Readonly<Cluster>): boolean {
  const services = [...(world.indexes.services.byCluster.get(arn) ?? [])]
  return services.some((service) => world.tables.services.certain(service).status !== 'INACTIVE')
}

function hasTasks(world: WorldView, { arn }: Readonly<Cluster>): boolean {
  for (const { clusterArn, lastStatus } of world.tables.tasks.values())
    if (clusterArn === arn && lastStatus !== 'STOPPED') return true
  return false
}

function change(
  world: World,
  name: string,
  parsed: object,
  { arn, kept }: Readonly<Cluster>,
  given: object,
): { cluster: ReturnType<typeof describeCluster> } {
  return command(world, name, parsed, (cause) => {
    const next = { kept: { ...kept, ...(given as JsonRecord) } }
    apply(world, { changes: [updated('cluster.updated', arn, next, 'CL-01')], timers: [] }, cause)
    return { cluster: describeCluster(world, world.tables.clusters.certain(arn), ALL_PARTS) }
  })
}

interface Setting {
  readonly name?: string
  readonly value?: string
}

/** A setting that is given replaces the one of the same name; the others stay. */
function mergedSettings({ kept }: Readonly<Cluster>, given: readonly Setting[] | undefined): { settings?: Setting[] } {
  if (given === undefined) return {}
  const own = (kept.settings ?? []) as unknown as readonly Setting[]
  const names = given.map(({ name }) => name)
  return { settings: [...own.filter(({ name }) => !names.includes(name)), ...given] }
}
