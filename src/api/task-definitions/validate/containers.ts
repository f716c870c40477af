// Is each container in order, taken for itself, and is one of them essential? (TD-40…TD-44, TD-85)
import { isName } from '../../refuse.ts'
import { type Container, containersOf, type Definition } from '../definition.ts'
import { LEAST_MEMORY_MIB } from '../sizes.ts'
import { configurationObjections } from './configuration.ts'
import { healthCheckObjections, timingObjections } from './lifecycle.ts'
import { logObjections, logRouterObjections, secretObjections } from './logs-and-secrets.ts'
import { invalidSetting, type Objections, quotable } from './objection.ts'
import { portObjections } from './ports.ts'

export function* containerObjections(definition: Definition): Objections {
  const names = new Set<string>()
  const portNames = new Set<string>()
  for (const [container, path] of containersOf(definition)) {
    yield* nameObjections(container, path, names)
    yield* imageObjections(container, path)
    yield* amountObjections(container, path)
    yield* portObjections(container, path, portNames)
    yield* healthCheckObjections(container, path)
    yield* timingObjections(container, path)
    yield* configurationObjections(container, path)
    yield* logObjections(container, path)
    yield* secretObjections(container, path, definition)
  }
  yield* logRouterObjections(definition)
  yield* essentialObjections(definition)
}

function* nameObjections({ name = '' }: Container, at: string, names: Set<string>): Objections {
  const facts = { rule: 'TD-40', path: `${at}.name`, expected: '1 to 255 letters, digits, hyphens or underscores' }
  if (name === '') yield { ...facts, message: 'Container.name should not be null or empty.', found: name }
  if (name.length > 255) {
    const found = `${name.length} characters`
    yield { ...facts, message: 'Container.name must not be longer than 255 characters.', found }
  }
  if (!isName(name)) yield { ...facts, message: 'Container.name contains invalid characters.', found: name }
  if (names.has(name)) {
    const message = `Container.name must be unique: '${quotable(name)}' is used more than once.`
    yield { ...facts, message, expected: 'a name that no other container has', found: name }
  }
  names.add(name)
}

const IMAGE_NAME = /^[A-Za-z0-9_\-:./#]+$/
const DIGEST = /^sha256:[0-9a-f]{64}$/

function* imageObjections({ image = '' }: Container, at: string): Objections {
  const [name = '', digest] = splitOnce(image, '@')
  const facts = { rule: 'TD-41', path: `${at}.image`, expected: 'an image name of up to 255 characters' }
  if (image === '') yield { ...facts, message: 'Container.image should not be null or empty.', found: image }
  if (name.length > 255) {
    const found = `${name.length} characters`
    yield { ...facts, message: 'Container.image repository must not be longer than 255 characters.', found }
  }
  if (!IMAGE_NAME.test(name) || (digest !== undefined && !DIGEST.test(digest))) {
    yield { ...facts, message: 'Container.image contains invalid characters.', found: image }
  }
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function* amountObjections(container: Container, at: string): Objections {
  const { cpu = 0, memory = 0, memoryReservation = 0 } = container
  if (cpu < 0) {
    const message = invalidSetting('cpu', container)
    yield { rule: 'TD-42', path: `${at}.cpu`, message, expected: 'a whole number, 0 or more', found: cpu }
  }
  if (memory !== 0 && memory < LEAST_MEMORY_MIB) {
    const message = `Invalid setting for container '${container.name}'. 'memory' must be at least ${LEAST_MEMORY_MIB} MiB.`
    yield { rule: 'TD-85', path: `${at}.memory`, message, expected: `${LEAST_MEMORY_MIB} or more`, found: memory }
  }
  if (memoryReservation < 0) {
    const message = invalidSetting('memoryReservation', container)
    const expected = 'a whole number, 0 or more'
    yield { rule: 'TD-43', path: `${at}.memoryReservation`, message, expected, found: memoryReservation }
  }
}

function* essentialObjections({ containerDefinitions }: Definition): Objections {
  if (containerDefinitions.some(({ essential }) => essential !== false)) return
  yield {
    rule: 'TD-44',
    path: 'containerDefinitions',
    message: "Task definition doesn't have any essential container.",
    expected: 'at least one container with essential: true',
    found: 'none',
  }
}
