// How is a change of a value written into the user's own files? As patches, each on top of the ones before.
import { type FilePatch, type Piece, valueAt } from '../../inputs/index.ts'
import { type Alteration, documentOf, type Path, type Proposal } from './proposal.ts'

/** null when the files have no place for one of the values. */
export function patchesOf(proposals: readonly Proposal[]): FilePatch[] | null {
  const contents = new Map<string, unknown>()
  const patches: FilePatch[] = []
  for (const { piece, path, to } of proposals.flatMap(({ changes }) => changes)) {
    const { name, data } = documentOf(piece, path)
    if (!contents.has(name)) contents.set(name, structuredClone(data))
    const patch = patchOf(piece, contents.get(name), { path, to })
    if (patch === null) return null
    apply(contents.get(name), patch)
    patches.push(patch)
  }
  return patches
}

function patchOf(piece: Piece, data: unknown, { path, to }: Pick<Alteration, 'path' | 'to'>): FilePatch | null {
  const steps = piece.locate(path)
  if (steps === null) return null
  const file = documentOf(piece, path).name
  const old = valueAt(data, steps)
  if (to === null) return old === undefined ? without(piece, data, path) : { file, op: 'remove', path: steps }
  const spelled = piece.spell?.(path, to) ?? to
  const value = typeof old === 'string' && typeof spelled !== 'object' ? String(spelled) : spelled
  return old === undefined ? added(file, data, { steps, value }) : { file, op: 'replace', path: steps, value }
}

/** An item of a list that the file does not repeat: it says the list anew, without the item. */
function without(piece: Piece, data: unknown, path: Path): FilePatch | null {
  const owner = path.slice(0, -1)
  const list = valueAt(piece.input, owner)
  const steps = piece.locate(owner)
  if (piece.inherits !== true || !Array.isArray(list) || steps === null || valueAt(data, steps) !== undefined)
    return null
  const value = list.filter((_, index) => index !== path.at(-1))
  return added(documentOf(piece, path).name, data, { steps, value })
}

/** Where the file has nothing around it either, that is added too. */
function added(
  file: string,
  data: unknown,
  { steps, value }: { readonly steps: Path; readonly value: unknown },
): FilePatch {
  const known = steps.findIndex((_, index) => valueAt(data, steps.slice(0, index + 1)) === undefined)
  const rest = steps.slice(known + 1)
  const whole = rest.reduceRight<unknown>((held, step) => (typeof step === 'number' ? [held] : { [step]: held }), value)
  return { file, op: 'add', path: steps.slice(0, known + 1), value: whole }
}

function apply(data: unknown, { op, path, value }: FilePatch): void {
  const owner = valueAt(data, path.slice(0, -1)) as Record<string | number, unknown>
  const last = path.at(-1)!
  if (op !== 'remove') owner[last] = structuredClone(value)
  else if (Array.isArray(owner)) owner.splice(Number(last), 1)
  else delete owner[last]
}
