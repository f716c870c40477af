// What is to be explained? The task or service that somebody names, as far as its name leaves no doubt; else all that wait for room.
import { AwsException, type Service, type Simulation, suggestion, UsageError } from '../index.ts'
import { type Explanation, shortIdOf } from '../report/index.ts'
import { few, unknownName } from './complaints.ts'
import { nextTaskOf } from './next-task.ts'
import { taskArnOf } from './task-by-id.ts'

/** Something explained. */
export interface Explained {
  readonly service: Readonly<Service> | null
  readonly explanation: Explanation
}

export interface Wanted {
  readonly task?: string | undefined
  readonly service?: string | undefined
  /** The cluster of a service that is named without one. */
  readonly cluster: string
}

/** @throws UsageError for a task or service that is not there, or that nobody had to place */
export function explainedOf(sim: Simulation, { task, service, cluster }: Wanted): Explained[] {
  if (task !== undefined)
    return [{ service: null, explanation: asked('--task', () => sim.explain(taskArnOf(sim, task))) }]
  const services = service === undefined ? blockedServices(sim) : [findService(sim, service, cluster)]
  return services.map((one) => {
    if (one.revision.launchType === 'FARGATE') throw nothingToChoose(one)
    return { service: one, explanation: asked('--service', () => nextTaskOf(sim, one)) }
  })
}

/** What ECS would refuse is a mistake in the option here. */
function asked<T>(option: string, question: () => T): T {
  try {
    return question()
  } catch (error) {
    if (!(error instanceof AwsException)) throw error
    throw new UsageError(`${option}: ${error.message}`, { path: option })
  }
}

function servicesOf(sim: Simulation): Readonly<Service>[] {
  return [...sim.view.tables.services.values()].filter(({ status }) => status !== 'INACTIVE')
}

function blockedServices(sim: Simulation): Readonly<Service>[] {
  return servicesOf(sim).filter(({ blockedSinceMs }) => blockedSinceMs !== null)
}

// ── a service by name ──

export function clusterNameOf(sim: Simulation, { clusterArn }: Pick<Service, 'clusterArn'>): string {
  return sim.view.tables.clusters.get(clusterArn)?.name ?? shortIdOf(clusterArn)
}

/** `web`, `prod/web` or an ARN. A bare name is looked for in the scenario's own cluster first. */
function findService(sim: Simulation, wanted: string, cluster: string): Readonly<Service> {
  const named = servicesOf(sim).map((service) => ({ service, full: `${clusterNameOf(sim, service)}/${service.name}` }))
  const exact = named.find(({ service, full }) => [full, service.arn].includes(wanted))
  const bare = named.filter(({ service }) => service.name === wanted)
  const found =
    exact ?? bare.find(({ full }) => full === `${cluster}/${wanted}`) ?? (bare.length === 1 ? bare[0] : undefined)
  if (found !== undefined) return found.service
  const names = named.map(({ full, service }) => (full === `${cluster}/${service.name}` ? service.name : full))
  const hint = bare.length > 1 ? '' : suggestion(wanted, names)
  throw unknownName(
    '--service',
    names.length === 0 ? 'a service, but there is none' : `one of ${few(names)}`,
    wanted,
    hint,
  )
}

// ── complaints ──

function nothingToChoose({ name }: Readonly<Service>): UsageError {
  const message = `--service: there is nothing to choose for ${name}: it runs on Fargate, which has room for every task.`
  return new UsageError(message, { path: '--service', expected: 'a service on container instances', found: name })
}
