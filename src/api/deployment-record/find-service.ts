// Which service does a caller mean, of all that ever were? By its name, cluster/name or ARN.
import { shortName } from '../../kernel/arns.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { invalid, refuse } from '../refuse.ts'

/**
 * @param all ARNs of services
 * @throws ServiceNotFoundException, or InvalidParameterException for a name that services of several clusters have
 */
export function serviceArnOf(all: readonly string[], reference: unknown): string {
  const found = all.filter((arn) => namesOf(arn).includes(reference as string))
  if (found.length === 1) return found[0]!
  if (found.length > 1)
    invalid('service', `one of ${found.map((arn) => namesOf(arn)[1]).join(', ')}`, reference, 'SV-163')
  const known = [...new Set(all.flatMap((arn) => namesOf(arn).slice(0, 2)))]
  const hint = typeof reference === 'string' ? suggestion(reference, known) : ''
  return refuse('ServiceNotFoundException', `Service not found.${hint}`, {
    path: 'service',
    expected: 'the name, cluster/name or ARN of a service',
    found: show(reference),
    rule: 'SV-163',
  })
}

/** `web`, `prod/web`, the ARN. */
function namesOf(arn: string): string[] {
  return [shortName(arn), arn.slice(arn.indexOf('/') + 1), arn]
}
