// The door of the report: what happened, as data, and as text for a terminal.
export { type FormatOptions, formatTimeline, type Paint, PLAIN } from './format.ts'
export { clockText, type Wrapping, wrap } from './text.ts'
export { type DeploymentTimeline, deploymentTimelines } from './timeline.ts'
export type { TaskCounts, Wave } from './wave.ts'
