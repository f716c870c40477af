// What do the intrinsic functions that make texts return?
import { mistake, type Place, unexpected, within } from '../place.ts'
import { isRecord } from '../services.ts'
import { itemsOf, joined, listArgument, shown, textArgument, unknownAmong } from './arguments.ts'
import type { Intrinsic, Scope } from './scope.ts'
import { isScalar, Unresolved, type Value } from './values.ts'

const join: Intrinsic = (argument, place, scope) => {
  const what = 'a list of a delimiter and a list of texts'
  const [delimiter, parts] = itemsOf(argument, place, { least: 2, most: 2, what })
  if (typeof delimiter !== 'string') throw unexpected(within(place, 0), 'a text', delimiter)
  const list = listArgument(parts, within(place, 1), scope)
  return list instanceof Unresolved ? list : joined(list, delimiter, within(place, 1))
}

const HOLE = /\$\{([^}]*)\}/g

const sub: Intrinsic = (argument, place, scope) => {
  if (typeof argument === 'string') return substituted(argument, place, (name) => mentioned(name, place, scope))
  const [text, values] = itemsOf(argument, place, { least: 2, most: 2, what: 'a text, or a list of a text and values' })
  if (typeof text !== 'string') throw unexpected(within(place, 0), 'a text', text)
  if (!isRecord(values)) throw unexpected(within(place, 1), 'values by name', values)
  return substituted(text, within(place, 0), (name) =>
    Object.hasOwn(values, name)
      ? scope.evaluate(values[name], within(place, 1, name))
      : mentioned(name, within(place, 0), scope),
  )
}

/** Fills the holes of a text. `${!Name}` stands for `${Name}`. */
function substituted(text: string, place: Place, find: (name: string) => Value): Value {
  const parts: Value[] = []
  let end = 0
  for (const { 0: hole, 1: name, index } of text.matchAll(HOLE)) {
    parts.push(text.slice(end, index), name!.startsWith('!') ? `\${${name!.slice(1)}}` : filling(name!, find, place))
    end = index + hole.length
  }
  return joined([...parts, text.slice(end)], '', place)
}

function filling(name: string, find: (name: string) => Value, place: Place): Value {
  const value = find(name.trim())
  if (isScalar(value) || value instanceof Unresolved) return value
  throw mistake(place, `\${${name.slice(0, 80)}} is no text.`, { expected: 'a text', found: String(shown(value)) })
}

/** `Name` or `Name.Attribute`. */
function mentioned(name: string, place: Place, scope: Scope): Value {
  const dot = name.indexOf('.')
  return dot === -1 ? scope.ref(name, place) : scope.attribute(name.slice(0, dot), name.slice(dot + 1), place)
}

/** Names that the holes of a Fn::Sub speak of. */
export function namesInSub(argument: unknown): readonly string[] {
  const [text, values] = Array.isArray(argument) ? argument : [argument, {}]
  if (typeof text !== 'string') return []
  return [...text.matchAll(HOLE)]
    .map(([, name]) => name!.trim())
    .filter((name) => !name.startsWith('!') && !(isRecord(values) && Object.hasOwn(values, name)))
}

const base64: Intrinsic = (argument, place, scope) => {
  const text = textArgument(argument, place, scope)
  return text instanceof Unresolved ? new Unresolved(encoded(text.text), text.why) : encoded(text)
}

function encoded(text: string): string {
  const bytes = new TextEncoder().encode(text)
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** What Fn::Base64 has made of a text; the text itself when it is none of those. */
export function decoded(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)))
  } catch {
    return text
  }
}

const split: Intrinsic = (argument, place, scope) => {
  const [delimiter, source] = itemsOf(argument, place, { least: 2, most: 2, what: 'a list of a delimiter and a text' })
  if (typeof delimiter !== 'string' || delimiter === '') throw unexpected(within(place, 0), 'a delimiter', delimiter)
  const text = textArgument(source, within(place, 1), scope)
  return text instanceof Unresolved ? text : text.split(delimiter)
}

const toJsonString: Intrinsic = (argument, place, scope) => {
  const value = scope.evaluate(argument, place)
  if (value instanceof Unresolved) return value
  if (typeof value !== 'object') throw unexpected(place, 'a list or an object', shown(value))
  const unknown = unknownAmong(leavesOf(value))
  const text = JSON.stringify(value, (_, leaf) => (leaf instanceof Unresolved ? leaf.text : leaf))
  return unknown === undefined ? text : new Unresolved(text, unknown.why)
}

function leavesOf(value: Value): readonly Value[] {
  if (typeof value !== 'object' || value === null || value instanceof Unresolved) return [value]
  return Object.values(value).flatMap(leavesOf)
}

export const TEXT_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'Fn::Join': join,
  'Fn::Sub': sub,
  'Fn::Base64': base64,
  'Fn::Split': split,
  'Fn::ToJsonString': toJsonString,
}
