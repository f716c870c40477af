// Are the volumes in order, and does each mount point name one? (TD-31, TD-48)
import { isName } from '../../refuse.ts'
import { containersOf, type Definition, type Volume, volumeKindsOf } from '../definition.ts'
import { type Objections, quotable } from './objection.ts'

export function* volumeObjections(definition: Definition): Objections {
  const volumes = definition.volumes ?? []
  const names = new Set<string>()
  for (const [index, volume] of volumes.entries()) {
    yield* volumeNameObjections(volume, `volumes[${index}]`, names)
    yield* kindObjections(volume, `volumes[${index}]`)
  }
  const atLaunch = volumes.filter(({ configuredAtLaunch }) => configuredAtLaunch === true)
  if (atLaunch.length > 1) {
    const message = 'Only one volume can be configured at launch.'
    yield { rule: 'TD-31', path: 'volumes', message, expected: 'one such volume', found: atLaunch.length }
  }
  yield* mountObjections(definition, names)
}

function* volumeNameObjections({ name = '' }: Volume, at: string, names: Set<string>): Objections {
  const facts = { rule: 'TD-31', path: `${at}.name`, expected: '1 to 255 letters, digits, hyphens or underscores' }
  if (!isName(name))
    yield { ...facts, message: 'Volume name is missing, too long or contains invalid characters.', found: name }
  if (names.has(name)) {
    const message = `Volume name must be unique: '${quotable(name)}' is used more than once.`
    yield { ...facts, message, expected: 'a name that no other volume has', found: name }
  }
  names.add(name)
}

function* kindObjections(volume: Volume, path: string): Objections {
  const kinds = volumeKindsOf(volume)
  if (kinds.length < 2) return
  const message = `Only one kind of volume can be specified for volume '${quotable(volume.name ?? '')}'.`
  yield { rule: 'TD-31', path, message, expected: 'one kind of volume', found: kinds }
}

function* mountObjections(definition: Definition, names: ReadonlySet<string>): Objections {
  for (const [container, at] of containersOf(definition)) {
    for (const [index, { sourceVolume = '' }] of (container.mountPoints ?? []).entries()) {
      if (names.has(sourceVolume)) continue
      const path = `${at}.mountPoints[${index}].sourceVolume`
      const message = `Unknown volume '${quotable(sourceVolume)}'.`
      yield { rule: 'TD-48', path, message, expected: 'a volume of the task definition', found: sourceVolume }
    }
  }
}
