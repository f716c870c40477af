// Which operations of CloudWatch would mislead if they did nothing? Each is refused by its name.
import { refusedOperations } from '../refused.ts'

const NOT_THERE = {
  putAnomalyDetector: 'anomaly detection',
  describeAnomalyDetectors: 'anomaly detection',
  deleteAnomalyDetector: 'anomaly detection',
} as const

export type RefusedOperation = keyof typeof NOT_THERE

export const REFUSED: Readonly<Record<RefusedOperation, () => never>> = refusedOperations(NOT_THERE, 'CW-24')
