// What do the intrinsic functions that choose from lists and maps return?
import { type Block, formatIpv4, parseCidr, suggestion } from '../../index.ts'
import { mistake, type Place, unexpected, within } from '../place.ts'
import { isRecord } from '../services.ts'
import { itemsOf, listArgument, shown, textArgument, unknownAmong, wholeNumber } from './arguments.ts'
import type { Intrinsic } from './scope.ts'
import { Unresolved, type Value } from './values.ts'

const select: Intrinsic = (argument, place, scope) => {
  const [first, items] = itemsOf(argument, place, { least: 2, most: 2, what: 'a list of an index and a list' })
  const index = wholeNumber(first, within(place, 0), scope)
  const list = listArgument(items, within(place, 1), scope)
  if (index instanceof Unresolved || list instanceof Unresolved) return unknownAmong([index, list])
  if (index < list.length) return list[index]
  throw mistake(place, `Fn::Select cannot select nonexistent value at index ${index}.`, {
    expected: `an index below ${list.length}`,
    found: String(index),
  })
}

const length: Intrinsic = (argument, place, scope) => {
  const list = listArgument(argument, place, scope)
  return list instanceof Unresolved ? list : list.length
}

/** Zones of another Region than the stack's own: their usual names. */
const getAZs: Intrinsic = (argument, place, scope) => {
  const region = textArgument(argument ?? '', place, scope)
  if (region instanceof Unresolved) return region
  return region === '' || region === scope.realm.region
    ? [...scope.realm.zones]
    : ['a', 'b', 'c'].map((letter) => region + letter)
}

const findInMap: Intrinsic = (argument, place, scope) => {
  const what = 'a list of a map, a top-level key and a second-level key'
  const [name, top, second, options] = itemsOf(argument, place, { least: 3, most: 4, what })
  const keys = [name, top, second].map((key, index) => textArgument(key, within(place, index), scope))
  const unknown = unknownAmong(keys)
  if (unknown !== undefined) return unknown
  const found = (keys as string[]).reduce<unknown>(
    (map, key) => (isRecord(map) && Object.hasOwn(map, key) ? map[key] : undefined),
    scope.mappings,
  )
  if (found !== undefined) return found
  if (isRecord(options) && Object.hasOwn(options, 'DefaultValue'))
    return scope.evaluate(options.DefaultValue, within(place, 3, 'DefaultValue'))
  throw unableToMap(keys as string[], scope.mappings, place)
}

function unableToMap(keys: readonly string[], mappings: unknown, place: Place): Error {
  let map: unknown = mappings
  let depth = 0
  while (isRecord(map) && Object.hasOwn(map, keys[depth]!)) map = map[keys[depth++]!]
  const known = isRecord(map) ? Object.keys(map) : []
  const hint = suggestion(keys[depth] ?? '', known)
  const facts = { expected: known.join(', ').slice(0, 400), found: keys[depth] ?? '' }
  return mistake(within(place, depth), `unable to get mapping for ${keys.join('::').slice(0, 200)}.${hint}`, facts)
}

const MOST_BLOCKS = 256

const cidr: Intrinsic = (argument, place, scope) => {
  const what = 'a list of a block of addresses, a count and the bits of each part'
  const [whole, parts, bits = 8] = itemsOf(argument, place, { least: 2, most: 3, what })
  const text = textArgument(whole, within(place, 0), scope)
  const count = wholeNumber(parts, within(place, 1), scope)
  const hostBits = wholeNumber(bits, within(place, 2), scope)
  if (text instanceof Unresolved || count instanceof Unresolved || hostBits instanceof Unresolved)
    return unknownAmong([text, count, hostBits])
  const block = parseCidr(text)
  if (block === undefined) throw unexpected(within(place, 0), 'a block of IPv4 addresses such as 10.0.0.0/16', text)
  if (count < 1 || count > MOST_BLOCKS) throw unexpected(within(place, 1), `a count from 1 to ${MOST_BLOCKS}`, count)
  return blocksOf(block, count, hostBits) ?? refuseBlocks(place, text, count)
}

function blocksOf(block: Block, count: number, hostBits: number): Value {
  let size = 1
  for (let bit = 0; bit < hostBits && bit < 32; bit++) size *= 2
  if (count * size > block.size) return undefined
  return Array.from({ length: count }, (_, nth) => `${formatIpv4(block.first + nth * size)}/${32 - hostBits}`)
}

function refuseBlocks(place: Place, text: string, count: number): never {
  throw mistake(place, `${text} has no room for ${count} blocks of that size.`, { expected: 'smaller blocks' })
}

const getAtt: Intrinsic = (argument, place, scope) => {
  const isPath = typeof argument === 'string' && argument.includes('.')
  const dot = isPath ? argument.indexOf('.') : -1
  const path = isPath ? [argument.slice(0, dot), argument.slice(dot + 1)] : argument
  const what = 'a resource and its attribute'
  const [id, ...names] = itemsOf(path, place, { least: 2, most: 3, what })
  if (typeof id !== 'string') throw unexpected(within(place, 0), 'the logical id of a resource', id)
  const name = names.map((part, index) => textArgument(part, within(place, index + 1), scope))
  const unknown = unknownAmong(name)
  return unknown ?? scope.attribute(id, name.join('.'), place)
}

const ref: Intrinsic = (argument, place, scope) => {
  if (typeof argument !== 'string') throw unexpected(place, 'the name of a parameter or resource', shown(argument))
  return scope.ref(argument, place)
}

const importValue: Intrinsic = (argument, place, scope) => {
  const name = textArgument(argument, place, scope)
  return name instanceof Unresolved ? name : scope.importValue(name, place)
}

export const LIST_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: ref,
  'Fn::GetAtt': getAtt,
  'Fn::Select': select,
  'Fn::Length': length,
  'Fn::GetAZs': getAZs,
  'Fn::FindInMap': findInMap,
  'Fn::Cidr': cidr,
  'Fn::ImportValue': importValue,
}
