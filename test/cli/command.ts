// The command without a process: files, standard input and output are values.
import type { Io } from '../../src/cli/io.ts'
import { runProgram } from '../../src/cli/program.ts'

export interface Outside {
  readonly files?: Readonly<Record<string, string>>
  readonly stdin?: string
  readonly hasColors?: boolean
}

export interface Ran {
  readonly status: number
  readonly out: string
  readonly err: string
  /** What was written, by path. */
  readonly written?: Readonly<Record<string, string>>
}

/** Runs `drydock` with arguments. Paths in `files` are as the command asks for them, absolute or not. */
export async function drydock(
  args: readonly string[],
  outside: Outside = {},
  overrides: Partial<Io> = {},
): Promise<Ran> {
  const { files = {}, stdin = '', hasColors = false } = outside
  const said = { out: '', err: '' }
  const encoder = new TextEncoder()
  const written: Record<string, string> = {}
  const io: Io = {
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
    readFile: (path) => {
      const name = Object.keys(files).find((known) => path === known || path.endsWith(`/${known}`))
      if (name === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' })
      return encoder.encode(files[name])
    },
    writeFile: (path, text, { overwrite }) => {
      if (path in files && !overwrite) throw Object.assign(new Error(path), { code: 'EEXIST' })
      written[path] = text
    },
    listFolder: (path) => {
      const inside = Object.keys(files).filter((name) => name.startsWith(`${path.replace(/\/+$/, '')}/`))
      if (inside.length === 0) throw Object.assign(new Error(path), { code: 'ENOENT' })
      return inside.map((name) => name.slice(name.lastIndexOf('/') + 1)).sort((a, b) => (a < b ? -1 : 1))
    },
    progress: () => {},
    readStdin: async () => encoder.encode(stdin),
    hasColors,
    version: '1.2.3',
    ...overrides,
  }
  const status = await runProgram(args, io)
  return { status, ...said, ...(Object.keys(written).length === 0 ? {} : { written }) }
}
