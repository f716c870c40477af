// Are the members in order that decide nothing here, but that AWS checks? (TD-49, TD-60, TD-63, TD-64)
import type { Container } from '../definition.ts'
import { invalidSetting, isWithin, type Objections } from './objection.ts'

export function* configurationObjections(container: Container, at: string): Objections {
  yield* environmentFileObjections(container, at)
  yield* acceleratorObjections(container, at)
  const { credentialSpecs = [] } = container
  if (credentialSpecs.length > 1) {
    const message = invalidSetting('credentialSpecs', container)
    const facts = { path: `${at}.credentialSpecs`, expected: 'at most one', found: credentialSpecs.length }
    yield { rule: 'TD-63', message, ...facts }
  }
  yield* swapObjections(container, at)
}

const MOST_ENVIRONMENT_FILES = 10

function* environmentFileObjections(container: Container, at: string): Objections {
  const { environmentFiles = [] } = container
  const message = invalidSetting('environmentFiles', container)
  if (environmentFiles.length > MOST_ENVIRONMENT_FILES) {
    const facts = { path: `${at}.environmentFiles`, expected: 'at most 10 files', found: environmentFiles.length }
    yield { rule: 'TD-49', message, ...facts }
  }
  for (const [index, { value }] of environmentFiles.entries()) {
    if (value.endsWith('.env')) continue
    const facts = { path: `${at}.environmentFiles[${index}].value`, expected: 'a name that ends in .env', found: value }
    yield { rule: 'TD-49', message, ...facts }
  }
}

export function* acceleratorObjections(
  container: Pick<Container, 'name' | 'resourceRequirements'>,
  at: string,
): Objections {
  for (const [index, { type, value = '' }] of (container.resourceRequirements ?? []).entries()) {
    if (type !== 'GPU' || /^[1-9]\d{0,3}$/.test(value)) continue
    const message = invalidSetting('resourceRequirements', container)
    const facts = { path: `${at}.resourceRequirements[${index}].value`, expected: 'a number of GPUs', found: value }
    yield { rule: 'TD-60', message, ...facts }
  }
}

function* swapObjections(container: Container, at: string): Objections {
  const { swappiness, maxSwap } = container.linuxParameters ?? {}
  if (swappiness === undefined || (maxSwap !== undefined && isWithin(swappiness, 0, 100))) return
  const message = invalidSetting('linuxParameters.swappiness', container)
  const facts = {
    path: `${at}.linuxParameters.swappiness`,
    expected: '0 to 100, together with maxSwap',
    found: swappiness,
  }
  yield { rule: 'TD-64', message, ...facts }
}
