// The door of the inputs: scenario files, and what comes of them.

export type { Stage } from './actions.ts'
export type {
  Blueprint,
  FilePatch,
  NotRehearsed,
  Omission,
  Piece,
  PieceKind,
} from './blueprint/blueprint.ts'
export { valueAt } from './blueprint/renaming.ts'
export { Site } from './blueprint/site.ts'
export type { PieceChange, SiteChange, UpdateOptions, Witness } from './blueprint/update.ts'
export { describeResult, type ScenarioDocument, type WaitDocument } from './describe.ts'
export { MOST_BYTES } from './document.ts'
export type { ExpectationResult } from './expectations.ts'
export { type ReadFile, reasonOf } from './files.ts'
export type { RevisionAlias } from './revisions.ts'
export { type ActionRecord, openScenario, playOne, runScenario, type ScenarioResult } from './run.ts'
export { type LoadOptions, loadScenario, type Scenario } from './scenario.ts'
export type { ActionName } from './schema-actions.ts'
export type { Verdict } from './verdict.ts'
export { spanText, verdictText } from './words.ts'
