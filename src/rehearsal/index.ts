// The door of the rehearsal: what becomes of a change, why, what it costs, and the smallest fix.
export type { Carried, Change, ContainerFacts, Scene, Scripts } from './change.ts'
export type { Segment } from './critical-path.ts'
export type { Expectations, Progress, RehearsalOptions, RehearseOptions, ServiceLoad } from './options.ts'
export { changeOf } from './pair.ts'
export type {
  Cause,
  CauseKind,
  Cost,
  Edit,
  Evidence,
  ExpectationRehearsal,
  FailedSpan,
  Fix,
  FixFamily,
  Impossibility,
  Outage,
  Percentiles,
  Rehearsal,
  Said,
  ServiceRehearsal,
  StepName,
  StepRehearsal,
  VerdictName,
  Weight,
} from './rehearsal.ts'
export { type Rehearsed, rehearse, rehearseChange } from './rehearse.ts'
export { changeOfScenario } from './scenario-change.ts'
