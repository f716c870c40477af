// Which services of AWS answer here, and with what? One line each: the SDK's service id, and the room of the simulation.
import { AwsException, type Simulation, UsageError } from '../index.ts'
import { identityOf } from './identity.ts'
import type { Operations } from './operations.ts'

/** Undefined: this version of the simulation has no such room, so that every operation is refused by name. */
type Room = (sim: Simulation) => Operations | undefined

export const SERVICES: Readonly<Record<string, Room>> = {
  ECS: room('ecs'),
  'Elastic Load Balancing v2': room('elbv2'),
  'Application Auto Scaling': room('applicationAutoScaling'),
  'Auto Scaling': room('autoScaling'),
  CloudWatch: room('cloudWatch'),
  STS: identityOf,
}

function room(name: string): Room {
  return (sim) => (sim as unknown as Readonly<Record<string, Operations | undefined>>)[name]
}

export interface Operation {
  readonly serviceId: string
  /** As the SDK's command has it: `DescribeServices`. */
  readonly name: string
}

/** Does it. @throws AwsException, for an operation that is not simulated too; whatever a plug-in or a listener throws */
export function carryOut(sim: Simulation, { serviceId, name }: Operation, input: unknown): unknown {
  const operations = SERVICES[serviceId]?.(sim)
  const method = methodOf(name)
  if (operations === undefined || !Object.hasOwn(operations, method)) {
    const what = `${serviceId} ${name}`
    throw new AwsException('UnsupportedFeatureException', `${what}: ecs-drydock does not simulate this operation.`, {
      path: 'operation',
      expected: `an operation of docs/OPERATIONS.md`,
      found: what,
    })
  }
  return operations[method]!(input)
}

export function methodOf(command: string): string {
  return command.charAt(0).toLowerCase() + command.slice(1)
}

/** @throws UsageError for a client of another service */
export function checkService(serviceId: unknown): asserts serviceId is string {
  if (typeof serviceId === 'string' && Object.hasOwn(SERVICES, serviceId)) return
  const expected = `a client of ${Object.keys(SERVICES).join(', ')}`
  const found = typeof serviceId === 'string' ? `a client of ${serviceId}` : 'something else'
  throw new UsageError(`connect: expected ${expected}, found ${found}.`, { path: 'client', expected, found })
}
