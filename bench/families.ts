// Which families of rows are there? One line each; the table prints them in this order.
import { awsSdkRows } from './aws-sdk.ts'
import { commandRows } from './command.ts'
import { eventRows } from './events.ts'
import { explainedRows } from './explained.ts'
import type { Family } from './family.ts'
import { lifeRows } from './lives.ts'
import { placementRows } from './placement/rows.ts'
import { rehearsalRows } from './rehearsals.ts'
import { rolloutRows } from './rollout.ts'
import { runTaskRows } from './run-task.ts'
import { scalingRows } from './scaling.ts'
import { serviceRows } from './services.ts'
import { turnoverRows } from './turnover.ts'
import { weightRows } from './weight.ts'

export const FAMILIES: readonly Family[] = [
  placementRows,
  explainedRows,
  runTaskRows,
  eventRows,
  lifeRows,
  rolloutRows,
  serviceRows,
  scalingRows,
  turnoverRows,
  rehearsalRows,
  commandRows,
  awsSdkRows,
  weightRows,
]
