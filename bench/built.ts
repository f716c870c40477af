// Where is the package as it is published? Built into a folder of its own for as long as somebody measures it.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bundleInto } from '../scripts/dist.ts'

/** Hands over the folder `dist`, with a package.json beside it. */
export async function inBuiltPackage<T>(work: (dist: string) => T): Promise<T> {
  const folder = emptyFolder()
  try {
    await buildPackage(folder)
    return work(join(folder, 'dist'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A new folder below the project, so that what is built into it finds its dependencies. Whoever asks removes it. */
export function emptyFolder(): string {
  mkdirSync('.cache', { recursive: true })
  return resolve(mkdtempSync(join('.cache', 'built-')))
}

/** A program in the folder imports the package by its name, as from anywhere where it is installed. */
export async function buildPackage(folder: string): Promise<void> {
  cpSync('package.json', join(folder, 'package.json'))
  await bundleInto(join(folder, 'dist'))
}

/** What a node of its own prints. Throws when it fails. */
export function outputOf(args: readonly string[], statuses: readonly number[] = [0]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (!statuses.includes(status ?? -1)) throw new Error(`node ${args.join(' ')} ends with ${status}:\n${stderr}`)
  return stdout
}
