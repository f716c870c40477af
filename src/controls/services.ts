// Which service does a caller of our own controls mean: by its name, cluster/name or ARN?
import type { World } from '../engine/world.ts'
import { shortName } from '../kernel/arns.ts'
import { show, suggestion } from '../kernel/closest.ts'
import { UsageError } from '../kernel/errors.ts'
import type { Service } from '../model/entities.ts'

/** @throws UsageError for none, and for a name that services of several clusters have */
export function serviceOf({ tables }: World, reference: unknown, call: string): Readonly<Service> {
  const all = [...tables.services.values()].filter(({ status }) => status !== 'INACTIVE')
  const found = all.filter(({ arn }) => namesOf(arn).includes(reference as string))
  if (found.length === 1) return found[0]!
  const known = [...new Set(all.flatMap(({ arn }) => namesOf(arn).slice(0, 2)))]
  const expected =
    found.length > 1
      ? `one of ${found.map(({ arn }) => namesOf(arn)[1]).join(', ')}`
      : 'the name, cluster/name or ARN of a service'
  const hint = typeof reference === 'string' && found.length === 0 ? suggestion(reference, known) : ''
  throw new UsageError(`${call}: service: expected ${expected}, found ${show(reference)}.${hint}`, {
    path: 'service',
    expected,
    found: show(reference),
  })
}

/** `web`, `prod/web`, the ARN. */
function namesOf(arn: string): string[] {
  return [shortName(arn), arn.slice(arn.indexOf('/') + 1), arn]
}
