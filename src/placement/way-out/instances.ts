// Which instance would take the task if it were in another state (CI-16, CI-17) or had another attribute (CI-12)?
import { entryOf } from '../../kernel/maps.ts'
import { customAttributesOf, MOST_ATTRIBUTES } from '../../model/attributes.ts'
import type { ContainerInstance } from '../../model/entities.ts'
import type { PlacementClass } from '../../model/fleet-index.ts'
import { CLASS_FILTERS } from '../filters.ts'
import type { Remedy } from '../remedies.ts'
import type { Slot } from '../request.ts'
import { helpfulAttributes, type Wish } from './attributes.ts'
import { failsOnlyFor, type Question } from './question.ts'
import { Trial } from './trial.ts'

export function* reconnectAgent(question: Question): Generator<Remedy> {
  for (const { slot } of question.asked) {
    if (slot.class.agentConnected || !wouldTake(question, slot, { agentConnected: true })) continue
    yield { kind: 'reconnect-agent', containerInstanceArn: slot.arn, placedOn: slot.arn }
  }
}

export function* activateInstance(question: Question): Generator<Remedy> {
  const { fleet, request } = question
  for (const slot of fleet.slots()) {
    const { isDraining, isExternal } = slot.class
    if (!isDraining || isExternal !== request.isExternal || !wouldTake(question, slot, { status: 'ACTIVE' })) continue
    yield { kind: 'activate-instance', containerInstanceArn: slot.arn, placedOn: slot.arn }
  }
}

const BY_ATTRIBUTES = ['ATTRIBUTE', 'MemberOf placement constraint unsatisfied.'] as const

/** An attribute that PutAttributes accepts: one of AWS's own cannot be put (CI-14). */
export function* putAttribute(question: Question): Generator<Remedy> {
  const wishes = helpfulAttributes(question)
  const byClass = new Map<PlacementClass, Put[]>()
  for (const one of question.asked) {
    if (!failsOnlyFor(one, ...BY_ATTRIBUTES)) continue
    const { slot } = one
    const puts = entryOf(byClass, slot.class, () => putsFor(question, slot.class, wishes))
    const put = puts.find(({ attributes }) => wouldTake(question, slot, { attributes }))
    if (put !== undefined)
      yield { kind: 'put-attribute', containerInstanceArn: slot.arn, ...put.wish, placedOn: slot.arn }
  }
}

interface Put {
  readonly wish: Wish
  readonly attributes: Readonly<Record<string, string>>
}

/** The wishes that the filters of a whole class do not stand against. */
function putsFor({ request }: Question, owner: PlacementClass, wishes: readonly Wish[]): Put[] {
  const puts = wishes.map((wish) => ({ wish, attributes: { ...owner.attributes, [wish.name]: wish.value } }))
  return puts.filter(
    ({ attributes }) =>
      customAttributesOf(attributes).length <= MOST_ATTRIBUTES &&
      CLASS_FILTERS.every(({ fits }) => fits(request, { ...owner, attributes })),
  )
}

function wouldTake({ request, tenantsOf }: Question, { arn }: Slot, change: Partial<ContainerInstance>): boolean {
  return new Trial(request, { ...request.instances.certain(arn), ...change }, tenantsOf(arn)).takesTheTask()
}
