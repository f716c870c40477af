// ListTaskDefinitionFamilies: a family is ACTIVE as long as one of its revisions is (TD-9, TD-10).
import type { WorldView } from '../../model/view.ts'
import { present } from '../dates.ts'
import { revisionsOf } from '../find.ts'
import { pageOf } from '../pages.ts'
import { parseInput } from '../shapes/parse-input.ts'

/** Here the prefix is a true one. A family whose revisions are all deleted is gone. */
export function listTaskDefinitionFamilies(
  world: WorldView,
  input?: unknown,
): { families: string[]; nextToken?: string } {
  const { familyPrefix = '', status = 'ALL', maxResults, nextToken } = parseInput('ListTaskDefinitionFamilies', input)
  const families = [...world.indexes.revisionsByFamily.keys()]
    .filter((family) => family.startsWith(familyPrefix))
    .filter((family) => {
      const own = statusOf(world, family)
      return own !== null && (status === 'ALL' || status === own)
    })
    .sort((a, b) => (a < b ? -1 : 1))
  const page = pageOf(families, maxResults, nextToken, { most: 100, usual: 100 })
  return { families: page.items, ...present('nextToken', page.nextToken) }
}

function statusOf(world: WorldView, family: string): 'ACTIVE' | 'INACTIVE' | null {
  const revisions = revisionsOf(world, family)
  if (revisions.some(({ status }) => status === 'ACTIVE')) return 'ACTIVE'
  return revisions.some(({ status }) => status !== 'DELETED') ? 'INACTIVE' : null
}
