// What would make room for one more task? Ports that are not fixed, no constraint, one more instance.
import type { Piece } from '../../inputs/index.ts'
import { isManaged } from '../causes/capacity.ts'
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

/** More of the same instances: one, two, as many as there are tasks. A group that its capacity provider scales is left to that. */
export const instances: Family = {
  name: 'instances',
  answers: [...WITHOUT_ROOM, 'no-capacity'],
  disruption: 6,
  propose({ fleets, one }) {
    const most = Math.max(1, one.after?.desiredCount ?? 1)
    return fleets.flatMap((piece) => {
      const isGroup = piece.kind === 'autoScalingGroup'
      if (isGroup && isManaged(one)) return []
      return values([1, 2, most], (more) => more <= most).map(
        (more): Proposal => ({
          family: 'instances',
          size: more,
          changes: isGroup ? largerGroup(piece, more) : oneNumber(piece, ['count'], { usual: 1, more }),
          what: 'the number of instances',
        }),
      )
    })
  },
}

/** A larger group must be allowed to be that large. */
function largerGroup(piece: Piece, more: number): Proposal['changes'] {
  const { MinSize = 0, MaxSize = 0, DesiredCapacity = MinSize } = piece.input as Readonly<Record<string, number>>
  const to = DesiredCapacity + more
  const desired = { piece, path: ['DesiredCapacity'], to, usual: DesiredCapacity } as const
  return to <= MaxSize ? [desired] : [desired, { piece, path: ['MaxSize'], to, usual: MaxSize }]
}

function oneNumber(
  piece: Piece,
  path: readonly [string],
  { usual, more }: { readonly usual: number; readonly more: number },
): Proposal['changes'] {
  const now = (piece.input[path[0]] as number | undefined) ?? usual
  return [{ piece, path, to: now + more, usual: now }]
}

/** Room for the capacity provider to grow into. */
export const maxSize: Family = {
  name: 'maxSize',
  answers: ['no-capacity'],
  disruption: 2,
  propose({ fleets, one }) {
    const tasks = Math.max(1, one.after?.desiredCount ?? 1)
    return fleets
      .filter(({ kind }) => kind === 'autoScalingGroup' && isManaged(one))
      .flatMap((piece) =>
        values([1, 2, 4, tasks, 2 * tasks], (more) => more > 0)
          .sort((a, b) => a - b)
          .map(
            (more): Proposal => ({
              family: 'maxSize',
              size: more,
              changes: oneNumber(piece, ['MaxSize'], { usual: 0, more }),
            }),
          ),
      )
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
