// Where is the package as it is published? Built into a folder of its own for as long as somebody measures it.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bundleInto } from '../scripts/dist.ts'

/** Hands over the folder `dist`, with a package.json beside it; below the project, so that the files find their dependencies. */
export async function inBuiltPackage<T>(work: (dist: string) => T): Promise<T> {
  mkdirSync('.cache', { recursive: true })
  const folder = resolve(mkdtempSync(join('.cache', 'bench-')))
  try {
    cpSync('package.json', join(folder, 'package.json'))
    await bundleInto(join(folder, 'dist'))
    return work(join(folder, 'dist'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a node of its own prints. Throws when it fails. */
export function outputOf(args: readonly string[], statuses: readonly number[] = [0]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (!statuses.includes(status ?? -1)) throw new Error(`node ${args.join(' ')} ends with ${status}:\n${stderr}`)
  return stdout
}
