// Which options are one of several words?
import type { OptionRow } from './row.ts'

interface ChoiceRow extends OptionRow<string> {
  readonly words: readonly string[]
}

export const CHOICES = {
  targetTrackingMetric: {
    latest: 'latest',
    words: ['latest', 'meanOfEvaluated'],
    rule: 'AS-33',
    what: 'the datapoint that target tracking goes by',
  },
  cooldownStartsAt: {
    latest: 'desiredSet',
    words: ['desiredSet', 'fulfilled'],
    rule: 'AS-56',
    what: 'when a cooldown begins',
  },
  emptyGroupReservation: {
    latest: 'full',
    words: ['full', 'target'],
    rule: 'CP-37',
    what: 'CapacityProviderReservation of a group without instances and tasks: 100, or the target',
  },
} as const satisfies Record<string, ChoiceRow>
