// What did users ask for that is kept and returned, but has no effect here? Nobody should have to guess.
import type { WorldView } from '../model/view.ts'
import { keptButNotSimulated } from './task-definitions/kept.ts'

export interface NotSimulated {
  /** ARN of what carries the member. */
  readonly id: string
  readonly path: string
  readonly why: string
}

const SERVICE_MEMBERS: Readonly<Record<string, string>> = {
  serviceRegistries: 'service discovery is not simulated',
  enableExecuteCommand: 'ECS Exec is not simulated',
}

export function listNotSimulated(world: WorldView): NotSimulated[] {
  const definitions = [...world.tables.taskDefinitions.values()].flatMap(({ arn, definition }) =>
    keptButNotSimulated(definition).map(({ path, why }) => ({ id: arn as string, path, why })),
  )
  const services = [...world.tables.services.values()].flatMap(({ arn, kept }) =>
    Object.entries(SERVICE_MEMBERS)
      .filter(([member]) => Object.hasOwn(kept, member) && kept[member] !== false && kept[member] !== 'DISABLED')
      .map(([path, why]) => ({ id: arn as string, path, why })),
  )
  return [...definitions, ...services]
}
