// What do the files say after a few changes? Plain data with patches applied, copied along their paths.
import { show, UsageError } from '../index.ts'
import type { FilePatch } from './blueprint/blueprint.ts'
import type { SourceDocument, Step } from './document.ts'

/** @throws UsageError for a file that was not read, or a path that leads nowhere */
export function patchDocuments(
  documents: ReadonlyMap<string, SourceDocument>,
  patches: readonly FilePatch[],
): ReadonlyMap<string, SourceDocument> {
  const patched = new Map(documents)
  for (const patch of patches) {
    const document = patched.get(patch.file)
    if (document === undefined) throw unknownFile(patch.file, [...documents.keys()])
    patched.set(patch.file, { ...document, data: changed(document.data, patch.path, patch) })
  }
  return patched
}

function unknownFile(file: string, known: readonly string[]): UsageError {
  const expected = known.join(', ')
  return new UsageError(`patch: expected a file that was read (${expected}), found ${show(file)}.`, {
    path: 'file',
    expected,
    found: show(file),
  })
}

/** What stands on the way and is not there is made. */
function changed(data: unknown, path: readonly Step[], patch: FilePatch): unknown {
  const [step, ...rest] = path
  if (step === undefined) return patch.value
  if (Array.isArray(data) || (data === undefined && typeof step === 'number'))
    return changedList((data as readonly unknown[] | undefined) ?? [], path, patch)
  if (data !== undefined && (typeof data !== 'object' || data === null)) throw leadsNowhere(patch, step, data)
  const members = (data ?? {}) as Readonly<Record<string, unknown>>
  if (rest.length === 0 && patch.op === 'remove') {
    return Object.fromEntries(Object.entries(members).filter(([name]) => name !== String(step)))
  }
  const member = Object.hasOwn(members, step) ? members[step] : undefined
  return { ...members, [step]: changed(member, rest, patch) }
}

function changedList(list: readonly unknown[], path: readonly Step[], patch: FilePatch): unknown[] {
  const [step, ...rest] = path
  const index = Number(step)
  if (!Number.isInteger(index) || index < 0 || index > list.length) throw leadsNowhere(patch, step!, list)
  if (rest.length > 0) return replaced(list, index, changed(list[index], rest, patch))
  if (patch.op === 'remove') return list.toSpliced(index, 1)
  return patch.op === 'add' ? list.toSpliced(index, 0, patch.value) : replaced(list, index, patch.value)
}

function replaced(list: readonly unknown[], index: number, value: unknown): unknown[] {
  return list.toSpliced(index, 1, value)
}

function leadsNowhere({ file, path }: FilePatch, step: Step, data: unknown): UsageError {
  const where = path.join('/').slice(0, 200)
  const found = show(data)
  return new UsageError(`patch of ${file}: ${where}: there is no ${show(step)} in ${found}.`, { path: where, found })
}
