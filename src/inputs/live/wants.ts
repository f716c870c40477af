// What is missing in the files? Everything at once, each with the command that prints it.
import { UsageError } from '../../index.ts'
import type { Place } from '../place.ts'

interface Want {
  readonly command: string
  /** Who needs it. */
  readonly why: string
  readonly place: Place
}

export class Wants {
  private readonly list: Want[] = []

  add(command: string, why: string, place: Place): void {
    if (!this.list.some((known) => known.command === command)) this.list.push({ command, why, place })
  }

  /** @throws UsageError when anything is */
  refuse(): void {
    const [first] = this.list
    if (first === undefined) return
    const lines = this.list.map(({ command, why }) => `  ${command}   (${why})`)
    const what = this.list.length === 1 ? 'something is missing' : `${this.list.length} things are missing`
    const where = first.place.document.locate(first.place.steps)
    throw new UsageError(`${where}: ${what}. Add to the files what this prints:\n${lines.join('\n')}`, {
      path: first.place.path,
      expected: first.command,
      found: 'nothing',
    })
  }
}
