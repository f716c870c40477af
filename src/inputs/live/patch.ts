// How do files change by patches? On their plain data; what comes out is JSON, whatever went in.
import { UsageError } from '../../index.ts'
import type { FilePatch } from '../blueprint/blueprint.ts'
import type { SourceDocument, Step } from '../document.ts'
import type { LiveFile } from './gather.ts'

/** @throws UsageError for a patch of a file that is not there, or of something that is not in it */
export function patched(documents: readonly SourceDocument[], patches: readonly FilePatch[]): LiveFile[] {
  for (const { file } of patches)
    if (!documents.some(({ name }) => name === file))
      throw new UsageError(`${file}: there is no such file to change.`, { path: file })
  return documents.map(({ name, data }) => {
    const mine = patches.filter(({ file }) => file === name)
    const changed = mine.reduce((before, patch) => applied(before, patch.path, patch), data)
    return { name, text: JSON.stringify(changed, null, 2) }
  })
}

function applied(data: unknown, [step, ...rest]: readonly Step[], patch: FilePatch): unknown {
  if (step === undefined) return patch.value
  if (typeof data !== 'object' || data === null) {
    if (patch.op !== 'remove' && data === undefined) return { [step]: applied(undefined, rest, patch) }
    throw new UsageError(`${patch.file}: there is nothing at ${patch.path.join('.')}.`, { path: patch.file })
  }
  if (Array.isArray(data)) {
    const index = Number(step)
    const isLast = rest.length === 0
    if (isLast && patch.op === 'remove') return data.filter((_, at) => at !== index)
    if (isLast && patch.op === 'add') return [...data.slice(0, index), patch.value, ...data.slice(index)]
    return data.map((each, at) => (at === index ? applied(each, rest, patch) : each))
  }
  const members = data as Readonly<Record<string, unknown>>
  if (rest.length === 0 && patch.op === 'remove')
    return Object.fromEntries(Object.entries(members).filter(([name]) => name !== String(step)))
  return { ...members, [step]: applied(members[step], rest, patch) }
}
