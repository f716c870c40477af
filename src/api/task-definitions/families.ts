// ListTaskDefinitionFamilies: a family is ACTIVE as long as one of its revisions is (TD-9, TD-10).
import type { WorldView } from '../../model/view.ts'
import { revisionsOf } from '../find.ts'
import { pageOf } from '../pages.ts'
import { parseInput } from '../shapes/parse-input.ts'

/** Here the prefix is a true one. A family whose revisions are all deleted is gone. */
export function listTaskDefinitionFamilies(
  world: WorldView,
  input?: unknown,
): { families: string[]; nextToken?: string } {
  const parsed = parseInput('ListTaskDefinitionFamilies', input)
  const { familyPrefix = '', status = 'ALL' } = parsed
  const families = [...world.indexes.revisionsByFamily.keys()]
    .filter((family) => family.startsWith(familyPrefix))
    .filter((family) => {
      const own = statusOf(world, family)
      return own !== null && (status === 'ALL' || status === own)
    })
    .sort((a, b) => (a < b ? -1 : 1))
  const { items, ...more } = pageOf('ListTaskDefinitionFamilies', families, parsed, { most: 100, usual: 100 })
  return { families: items, ...more }
}

function statusOf(world: WorldView, family: string): 'ACTIVE' | 'INACTIVE' | null {
  const revisions = revisionsOf(world, family)
  if (revisions.some(({ status }) => status === 'ACTIVE')) return 'ACTIVE'
  return revisions.some(({ status }) => status !== 'DELETED') ? 'INACTIVE' : null
}
