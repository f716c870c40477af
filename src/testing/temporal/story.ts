// How does the world look when an assertion fails? Each service in one line, what it waits for, and what it said last.
import { alive, formatInstant, running, type Service, type Simulation, type WorldView } from '../../index.ts'

/** Tasks of a service, over all its deployments. */
export interface TaskNumbers {
  readonly desired: number
  readonly pending: number
  /** AWS's runningCount; the healthy ones are among them. */
  readonly running: number
  /** Counted toward minimumHealthyPercent. */
  readonly healthy: number
  readonly stopping: number
  /** Every task that is not STOPPED: what maximumPercent limits. */
  readonly total: number
}

/**
 * What a service has at present, for assertions about it.
 * @param service a name, `cluster/name` or an ARN
 * @throws Error when there is no such service, or more than one of that name
 */
export function countsOf(view: WorldView, service: string): TaskNumbers {
  return numbersOf(view, serviceNamed(view, service))
}

function numbersOf({ indexes }: WorldView, { arn, desiredCount }: Readonly<Service>): TaskNumbers {
  const count = indexes.census.total(arn)
  const { starting, healthy, stopping } = count
  return { desired: desiredCount, pending: starting, running: running(count), healthy, stopping, total: alive(count) }
}

function serviceNamed(view: WorldView, wanted: string): Readonly<Service> {
  const all = [...view.tables.services.values()].filter(({ status }) => status !== 'INACTIVE')
  const found = all.filter((row) => row.arn === wanted || row.name === wanted || longName(view, row) === wanted)
  if (found.length === 1) return found[0]!
  const names = (found.length === 0 ? all : found).map((row) => longName(view, row)).join(', ')
  throw new Error(`expected one of the services ${names === '' ? '(there is none)' : names}, found ${wanted}`)
}

function longName({ tables }: WorldView, { clusterArn, name }: Readonly<Service>): string {
  return `${tables.clusters.certain(clusterArn).name}/${name}`
}

const MOST_SERVICES = 10

/** Lines for people. */
export function storyOf(sim: Simulation): string[] {
  const { view } = sim
  const services = [...view.tables.services.values()].filter(({ status }) => status !== 'INACTIVE')
  const waits = new Map(sim.waitingFor().map((wait) => [wait.id, wait]))
  const told = services.slice(0, MOST_SERVICES).flatMap((row) => {
    const { desired, running, pending, healthy, stopping } = numbersOf(view, row)
    const wait = waits.get(row.arn)
    const numbers = `${desired} desired, ${running} running (${healthy} healthy), ${pending} pending, ${stopping} stopping`
    return [
      `  ${longName(view, row)}: ${numbers}${wait === undefined ? '' : `; waits for ${wait.waitingFor}: ${wait.detail}`}`,
      ...(wait?.lastEvent ? [`    » ${wait.lastEvent}`] : []),
    ]
  })
  const rest = services.length - MOST_SERVICES
  return [`At ${formatInstant(sim.nowMs)}:`, ...told, ...(rest > 0 ? [`  and ${rest} services more`] : [])]
}
