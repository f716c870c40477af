// The door of the temporal assertions: what stays true, becomes true or never happens in a simulation's future. Needs no other package.
export {
  always,
  type ByWhen,
  eventually,
  never,
  type Statement,
  TemporalAssertionError,
  type While,
  within,
} from './assertions.ts'
export { countsOf, type TaskNumbers } from './story.ts'
