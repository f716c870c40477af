// Why that capacity provider? The strategy in one line, with the tasks that each provider had.
import { printable } from '../names.ts'
import { wrap } from '../text.ts'
import type { Context, Explanation } from './context.ts'

type Choice = NonNullable<Explanation['capacityProvider']>

const BECAUSE: Readonly<Record<Choice['why'], (choice: Choice) => string>> = {
  only: () => 'there is no other capacity provider in the strategy',
  base: ({ name, items }) => `its base of ${items.find((item) => item.name === name)?.base} is not reached`,
  weight: () => 'it is furthest behind its weight',
}

export function providerReason(choice: Choice): string {
  const reason = BECAUSE[choice.why](choice)
  const passed = choice.withoutRoom.map(printable)
  return passed.length === 0 ? reason : `${reason}, and ${passed.join(' and ')} had no room for an earlier share`
}

/** Nothing for a task that no strategy was asked about. */
export function providerLines({ capacityProvider: choice, decidedBy }: Explanation, { width }: Context): string[] {
  if (choice === undefined) return []
  const items = choice.items.map(
    ({ name, base, weight, tasks }) =>
      `${printable(name)} has ${tasks} (${base > 0 ? `base ${base}, ` : ''}weight ${weight})`,
  )
  const first = `Capacity provider ${printable(choice.name)}: ${providerReason(choice)}; `
  const text = decidedBy === 'capacity-provider' ? 'Tasks before: ' : first
  return wrap(`${text}${items.join(', ')}.`, { first: '', next: '  ', width })
}
