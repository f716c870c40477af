// Which attributes may somebody give an instance? (CI-12, CI-14)

/** Custom attributes that a resource may carry, and that a call may name. */
export const MOST_ATTRIBUTES = 10

export const NAME_RULE = "1 to 128 letters, digits and - _ / \\ . that do not begin with 'ecs.' or 'com.amazonaws.ecs.'"
export const VALUE_RULE = '1 to 128 letters, digits, - _ . @ / \\ : and spaces, without a space at either end'

/** AWS's own attributes decide placements, so nobody else may write them. */
export function isReservedName(name: string): boolean {
  return /^(?:ecs|com\.amazonaws\.ecs)\./.test(name)
}

export function isCustomName(name: string): boolean {
  return /^[A-Za-z0-9_./\\-]{1,128}$/.test(name) && !isReservedName(name)
}

/** A value; '' stands for an attribute without one. */
export function isAttributeValue(value: string): boolean {
  return value === '' || (/^[A-Za-z0-9_.@/\\: -]{1,128}$/.test(value) && value.trim() === value)
}

export function customAttributesOf(attributes: Readonly<Record<string, string>>): [name: string, value: string][] {
  return Object.entries(attributes).filter(([name]) => !isReservedName(name))
}
