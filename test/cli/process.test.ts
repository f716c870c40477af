// The command as a process of its own: streams, pipes that close, exit status.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readLimited } from '../../src/cli/io.ts'
import { MOST_BYTES } from '../../src/inputs/index.ts'
import { FORCE, webScenario } from '../inputs/scenarios.ts'
import { builtPackage } from '../support/built-package.ts'
import { PROJECT_ROOT } from '../support/source-files.ts'

const built = builtPackage()
const folder = mkdtempSync(join(tmpdir(), 'drydock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const good = join(folder, 'good.json')
writeFileSync(good, JSON.stringify(webScenario({ actions: [FORCE] })))

interface Options {
  readonly stdin?: string
  /** Close standard output after the first bytes. */
  readonly hangUp?: boolean
  readonly env?: Readonly<Record<string, string>>
}

function drydock(args: readonly string[], { stdin = '', hangUp = false, env = {} }: Options = {}) {
  const child = spawn(process.execPath, [built.command, ...args], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ...env },
  })
  const said = { out: '', err: '' }
  if (hangUp) child.stdout.destroy()
  else child.stdout.on('data', (chunk) => (said.out += chunk))
  child.stderr.on('data', (chunk) => (said.err += chunk))
  child.stdin.on('error', () => {}).end(stdin)
  return new Promise<{ status: number | null; out: string; err: string }>((done) => {
    child.on('close', (status) => done({ status, ...said }))
  })
}

describe.concurrent('the process', () => {
  test('reads a file, writes text without colours into a pipe', async () => {
    const { status, out, err } = await drydock(['run', good, '--quiet'])
    expect({ status, out, err }).toEqual({ status: 0, out: 'COMPLETES in 44s\n', err: '' })
  })

  test('reads standard input', async () => {
    const { status, out } = await drydock(['run', '-', '-q'], { stdin: JSON.stringify(webScenario()) })
    expect({ status, out }).toEqual({ status: 0, out: 'COMPLETES in 0s\n' })
  })

  test('colours a pipe only when it is forced to', async () => {
    expect((await drydock(['run', good, '-q'], { env: { FORCE_COLOR: '1' } })).out).toContain('\u001b[')
    expect((await drydock(['run', good, '-q'], { env: { FORCE_COLOR: '0' } })).out).not.toContain('\u001b[')
  })

  test('a reader that has gone is no failure', async () => {
    const { status, err } = await drydock(['run', good, '--json'], { hangUp: true })
    expect({ status, err }).toEqual({ status: 0, err: '' })
  })

  test('files that are folders or too large are refused', async () => {
    const big = join(folder, 'big.yaml')
    writeFileSync(big, 'a'.repeat(6_000_000))
    expect(await drydock(['run', folder])).toMatchObject({
      status: 2,
      out: '',
      err: `error: cannot read ${folder}: it is a folder.\n`,
    })
    expect((await drydock(['run', big])).err).toMatch(/big\.yaml: the file is too large: expected at most 5 MB\.\n$/)
  })

  test('the version is that of the package', async () => {
    expect((await drydock(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

test.runIf(existsSync('/dev/zero'))('of a file without end only as much is read as shows that it is too large', () => {
  const { length } = readLimited('/dev/zero')
  expect(length).toBeGreaterThan(MOST_BYTES)
  expect(length).toBeLessThan(2 * MOST_BYTES)
})
