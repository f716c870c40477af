// The shop of test/fixtures/live: a web service on two instances behind a load balancer, and a worker on Fargate.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LiveFile } from '../../src/inputs/index.ts'
import { PROJECT_ROOT } from './source-files.ts'

const FOLDER = join(PROJECT_ROOT, 'test/fixtures/live')

/** Its files, in order of their names; `null` leaves one out, a function changes what is in it. */
export function shop(changes: Readonly<Record<string, null | ((data: never) => unknown)>> = {}): LiveFile[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((name) => {
      const text = readFileSync(join(FOLDER, name), 'utf8')
      const change = changes[name]
      if (change === undefined) return [{ name, text }]
      return change === null ? [] : [{ name, text: JSON.stringify(change(JSON.parse(text) as never), null, 2) }]
    })
}
