// Which attributes and capabilities does a caller of the fleet give its instances, and take from them? (CI-11, CI-12, CI-14)
import { show, suggestion } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import { isAttributeValue, isCustomName, MOST_ATTRIBUTES, NAME_RULE, VALUE_RULE } from '../../model/attributes.ts'
import { isCapabilityName, LINUX_CAPABILITIES } from '../../model/capabilities.ts'

/** @throws UsageError */
export function checkAttributes(call: string, attributes: Readonly<Record<string, string>>): void {
  const names = Object.keys(attributes)
  if (names.length > MOST_ATTRIBUTES)
    reject(call, 'attributes', `at most ${MOST_ATTRIBUTES} attributes`, `${names.length} attributes`, 'CI-12')
  for (const name of names) {
    if (!isCustomName(name)) reject(call, 'attributes', `names of ${NAME_RULE}`, show(name), 'CI-12')
    if (!isAttributeValue(attributes[name]!))
      reject(call, `attributes.${name}`, `'' or ${VALUE_RULE}`, show(attributes[name]), 'CI-12')
  }
}

export interface Capabilities {
  readonly withCapabilities?: readonly string[] | undefined
  readonly withoutCapabilities?: readonly string[] | undefined
}

/** What an instance can beyond the current agent, as attributes, and what it cannot. @throws UsageError */
export function capabilitiesOf(
  call: string,
  { withCapabilities = [], withoutCapabilities = [] }: Capabilities,
): { extra: Record<string, string>; missing: string[] } {
  for (const [index, name] of withCapabilities.entries())
    if (!isCapabilityName(name)) {
      const expected = "a name that begins with 'ecs.capability.' or 'com.amazonaws.ecs.capability.'"
      reject(call, `withCapabilities[${index}]`, expected, show(name), 'CI-11')
    }
  for (const [index, name] of withoutCapabilities.entries())
    if (!LINUX_CAPABILITIES.includes(name)) {
      const expected = `a capability that every instance has.${suggestion(name, [...LINUX_CAPABILITIES])}`
      reject(call, `withoutCapabilities[${index}]`, expected, show(name), 'CI-11')
    }
  const extra = withCapabilities.filter((name) => !LINUX_CAPABILITIES.includes(name)).map((name) => [name, ''])
  return { extra: Object.fromEntries(extra), missing: [...new Set(withoutCapabilities)].sort() }
}

function reject(call: string, path: string, expected: string, found: string, rule: string): never {
  throw new UsageError(`${call}: ${path}: expected ${expected}, found ${found}.`, { path, expected, found, rule })
}
