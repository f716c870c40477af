// How long does the command keep somebody waiting who has little to ask? Each time is that of a fresh process.
import { join } from 'node:path'
import { inBuiltPackage, outputOf } from './built.ts'
import { type Effort, type Figures, family } from './family.ts'
import { inRounds } from './rounds.ts'
import { median, timeMs } from './stopwatch.ts'

type Id = 'command-version-ms' | 'command-plan-ms'

export const commandRows = family<Id>({
  id: 'command',
  rows: [
    {
      id: 'command-version-ms',
      name: '`drydock --version`, from its start to its end, takes',
      unit: 'ms',
      kind: 'time',
      bar: { atMost: 150 },
    },
    {
      id: 'command-plan-ms',
      name: '`drydock plan` of a template with one service against another takes',
      unit: 'ms',
      kind: 'time',
      bar: { atMost: 800 },
    },
  ],
  measure: measureCommand,
})

const ROUNDS: Readonly<Record<Effort, number>> = { full: 11, quick: 1 }

const EXAMPLE = join('examples', 'rehearsal')
const PLAN = ['plan', '--before', join(EXAMPLE, 'before.yaml'), join(EXAMPLE, 'after.yaml'), '--quiet']
/** The change of the example gets stuck. */
const STUCK = 1

function measureCommand(effort: Effort): Promise<Figures<Id>> {
  return inBuiltPackage((dist) => {
    const command = join(dist, 'cli', 'main.js')
    const medianOf = (args: readonly string[], status: number) =>
      median(inRounds(ROUNDS[effort], () => timeMs(() => void outputOf([command, ...args], [status]))))
    return { 'command-version-ms': medianOf(['--version'], 0), 'command-plan-ms': medianOf(PLAN, STUCK) }
  })
}
