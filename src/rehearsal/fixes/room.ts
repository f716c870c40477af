// What would make room for one more task? Ports that are not fixed, no constraint, one more instance.
import type { CauseKind } from '../rehearsal.ts'
import { values } from './percentages.ts'
import type { Family, Proposal } from './proposal.ts'

interface Mapping {
  readonly hostPort?: number
}
interface Container {
  readonly portMappings?: readonly Mapping[]
}

/** Dynamic host ports, all of a definition at once. */
export const hostPort: Family = {
  name: 'hostPort',
  answers: ['static-port'],
  disruption: 4,
  propose({ definition }) {
    if (definition === null || !['bridge', undefined].includes(definition.input.networkMode as string | undefined))
      return []
    const containers = (definition.input.containerDefinitions ?? []) as readonly Container[]
    const changes = containers.flatMap(({ portMappings = [] }, container) =>
      portMappings.flatMap(({ hostPort: port = 0 }, mapping) => {
        const path = ['containerDefinitions', container, 'portMappings', mapping, 'hostPort'] as const
        return port === 0 ? [] : [{ piece: definition, path, to: 0 }]
      }),
    )
    return changes.length === 0 ? [] : [{ family: 'hostPort', size: changes.length, changes }]
  },
}

const WITHOUT_ROOM: readonly CauseKind[] = [
  'static-port',
  'distinct-instance',
  'no-room',
  'no-interfaces',
  'no-instances',
]

/** More of the same instances: one, two, as many as there are tasks. */
export const instances: Family = {
  name: 'instances',
  answers: WITHOUT_ROOM,
  disruption: 6,
  propose({ fleets, one: { after } }) {
    const most = Math.max(1, after?.desiredCount ?? 1)
    return fleets.flatMap((piece) => {
      const { count: now = 1 } = piece.input as { readonly count?: number }
      return values([1, 2, most], (more) => more <= most).map(
        (more): Proposal => ({
          family: 'instances',
          size: more,
          changes: [{ piece, path: ['count'], to: now + more, usual: now }],
          what: 'the number of instances',
        }),
      )
    })
  },
}

interface Constraint {
  readonly type?: string
}

/** Without one of the placement constraints that stand in the way. */
export const constraint: Family = {
  name: 'constraint',
  answers: ['distinct-instance', 'member-of'],
  disruption: 5,
  propose({ service, definition }) {
    return [service, ...(definition === null ? [] : [definition])].flatMap((piece) => {
      const constraints = (piece.input.placementConstraints ?? []) as readonly Constraint[]
      return constraints.map(
        ({ type }, index): Proposal => ({
          family: 'constraint',
          size: 1,
          changes: [{ piece, path: ['placementConstraints', index], to: null }],
          what: `the placement constraint ${type}`,
        }),
      )
    })
  },
}
