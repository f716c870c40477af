// Which packages are the user's? Those that are installed along with ours, and those that the user brings.
import { readFileSync } from 'node:fs'

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
}

export function packagesOfTheUser(): string[] {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
  return Object.keys({ ...dependencies, ...peerDependencies })
}
