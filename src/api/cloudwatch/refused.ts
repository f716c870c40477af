// Which operations of CloudWatch would mislead if they did nothing? Each is refused by its name.
import { notSimulated } from '../refuse.ts'

const NOT_THERE = {
  putCompositeAlarm: 'composite alarms',
  putAnomalyDetector: 'anomaly detection',
  describeAnomalyDetectors: 'anomaly detection',
  deleteAnomalyDetector: 'anomaly detection',
  putDashboard: 'dashboards',
  getDashboard: 'dashboards',
  listDashboards: 'dashboards',
  deleteDashboards: 'dashboards',
} as const

export type RefusedOperation = keyof typeof NOT_THERE

export const REFUSED = Object.fromEntries(
  Object.entries(NOT_THERE).map(([operation, what]) => [
    operation,
    () => notSimulated(operation, what, operation, 'CW-24'),
  ]),
) as Readonly<Record<RefusedOperation, () => never>>
