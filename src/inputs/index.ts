// The door of the inputs: scenario files and what comes of them, and templates and what the AWS CLI printed as blueprints.

export type { Stage } from './actions.ts'
export type {
  Blueprint,
  FilePatch,
  NotRehearsed,
  Omission,
  Piece,
  PieceKind,
} from './blueprint/blueprint.ts'
export { clustersJoined } from './blueprint/joining.ts'
export { valueAt } from './blueprint/renaming.ts'
export { Site } from './blueprint/site.ts'
export type { StackRefusal } from './blueprint/stack-refusal.ts'
export type { LiveDeployment, LiveInstance, LiveService, LiveState, LiveTask } from './blueprint/state.ts'
export type { PieceChange, SiteChange, UpdateOptions, Witness } from './blueprint/update.ts'
export { loadTemplate, stackNameOf, type TemplateOptions } from './cloudformation/load.ts'
export { driveDemands, loadDemands, type ServiceDemand } from './demands.ts'
export { describeResult, type ScenarioDocument, type WaitDocument } from './describe.ts'
export { documentOf, MOST_BYTES, type Source, type SourceDocument, type Step } from './document.ts'
export type { ExpectationResult } from './expectations.ts'
export { type ReadFile, reasonOf } from './files.ts'
export { adoptState, type Translate } from './live/adopt-state.ts'
export { type LiveChange, loadChange, withChange } from './live/change.ts'
export type { LiveFile } from './live/gather.ts'
export { type LiveOptions, loadLive } from './live/live.ts'
export { type LoadCsvOptions, parseLoadCsv } from './load/csv.ts'
export { type LoadMetricsOptions, parseLoadMetrics } from './load/metrics.ts'
export { type FileKind, type Recognised, recognise } from './recognise.ts'
export { groupsOf, type Rule, requestsTo, type SampleOfRule } from './request-samples.ts'
export { accountOf, groupsBehind, loadFor, type RequestLoad, USUAL_DURATION_MS } from './requests.ts'
export type { RevisionAlias } from './revisions.ts'
export {
  type ActionRecord,
  clockOf,
  endOf,
  openScenario,
  playOne,
  runScenario,
  type ScenarioResult,
  sinceNow,
} from './run.ts'
export { type LoadOptions, loadScenario, type Scenario } from './scenario.ts'
export type { ActionName } from './scenario-data.ts'
export { piecesOfScenario } from './scenario-pieces.ts'
export type { Verdict } from './verdict.ts'
export { counted, spanText, verdictText } from './words.ts'
