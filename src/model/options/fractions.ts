// Which options are shares?
import type { OptionRow } from './row.ts'

/** Above 0, at most 1. */
export const FRACTIONS = {
  serviceLowThreshold: {
    latest: 0.9,
    rule: 'AS-22',
    what: 'share of the target below which target tracking of a service may scale in',
  },
  groupLowThreshold: { latest: 0.7, rule: 'AG-09', what: 'the same of an Auto Scaling group' },
  managedLowThreshold: { latest: 1, rule: 'CP-31', what: 'the same of the managed scaling of a capacity provider' },
  serviceMaxScaleIn: {
    latest: 1,
    rule: 'AS-41',
    what: 'share of a service that target tracking takes away at once, at most',
  },
  groupMaxScaleIn: {
    latest: 0.5,
    rule: 'CP-35',
    what: 'the same of an Auto Scaling group, managed by a capacity provider or not',
  },
} as const satisfies Record<string, OptionRow<number>>
