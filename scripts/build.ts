// What does `npm run build` leave in dist/? The library as it is published, and a command that can be executed.
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildInto } from './dist.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

rmSync(dist, { recursive: true, force: true })
await buildInto(dist)
for (const command of commandFiles()) if (existsSync(command)) chmodSync(command, 0o755)

/** The files that package.json promises under `bin`; that each of them exists is for publint to say. */
function commandFiles(): string[] {
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: Record<string, string> }
  return Object.values(bin).map((file) => join(root, file))
}
