#!/usr/bin/env node
// The command `drydock`, tied to this process: its arguments, streams, environment and exit status.
import { readFileSync } from 'node:fs'
import { type Io, list, readAll, readLimited, write } from './io.ts'
import { runProgram } from './program.ts'

const io: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  readFile: readLimited,
  writeFile: write,
  listFolder: list,
  progress,
  readStdin: () => readAll(process.stdin),
  hasColors: hasColors(),
  version: packageVersion(),
}

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

process.exitCode = await runProgram(process.argv.slice(2), io)

/** One line that is written over, on a terminal only. */
function progress(text: string | null): void {
  if (process.stderr.isTTY === true) process.stderr.write(`\r\u001b[K${text ?? ''}`)
}

/** `FORCE_COLOR` wins; otherwise a terminal decides, and knows `NO_COLOR`. */
function hasColors(): boolean {
  const { FORCE_COLOR: forced } = process.env
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return process.stdout.isTTY === true && process.stdout.hasColors()
}

function packageVersion(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
