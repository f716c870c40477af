// Which instance would take the task if it were in another state (CI-16, CI-17) or had another attribute (CI-12)?
import { entryOf } from '../../kernel/maps.ts'
import { customAttributesOf, MOST_ATTRIBUTES } from '../../model/attributes.ts'
import type { ContainerInstance } from '../../model/entities.ts'
import type { PlacementClass } from '../../model/fleet-index.ts'
import { CLASS_FILTERS } from '../filters.ts'
import type { Remedy } from '../remedies.ts'
import type { Slot } from '../request.ts'
import { helpfulAttributes, type Wish } from './attributes.ts'
import { everyoneOf, failsOnlyFor, type Question } from './question.ts'
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
  const byClass = new Map<PlacementClass, Wish[]>()
  for (const one of question.asked) {
    if (!failsOnlyFor(one, ...BY_ATTRIBUTES)) continue
    const { slot } = one
    const puts = entryOf(byClass, slot.class, () => putsFor(question, slot.class, wishes))
    const { attributes } = question.request.instances.certain(slot.arn)
    const put = puts.find(({ name, value }) =>
      wouldTake(question, slot, { attributes: { ...attributes, [name]: value } }),
    )
    if (put !== undefined) yield { kind: 'put-attribute', containerInstanceArn: slot.arn, ...put, placedOn: slot.arn }
  }
}

/** The wishes that the filters of a whole class do not stand against. */
function putsFor({ request }: Question, owner: PlacementClass, wishes: readonly Wish[]): Wish[] {
  return wishes.filter(({ name, value }) => {
    const attributes = { ...owner.attributes, [name]: value }
    return (
      customAttributesOf(attributes).length <= MOST_ATTRIBUTES &&
      CLASS_FILTERS.every(({ fits }) => fits(request, { ...owner, attributes }))
    )
  })
}

function wouldTake(
  { request, tenantsOf }: Question,
  { arn, reserve }: Slot,
  change: Partial<ContainerInstance>,
): boolean {
  const instance = { ...request.instances.certain(arn), ...change }
  return new Trial(request, instance, everyoneOf(tenantsOf(arn)), reserve).takesTheTask()
}
