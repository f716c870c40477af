// Task definitions for tests of what is refused: small ones that are right, and a judge of one refusal.
import { expect } from 'vitest'
import { registerTaskDefinition } from '../../src/api/task-definitions/register.ts'
import { refusalOf } from './refusals.ts'
import { testWorld } from './worlds.ts'

export const app = { name: 'app', image: 'nginx:1.25', memory: 128 }
export const web = (members: object = {}) => ({ family: 'web', containerDefinitions: [app], ...members })
export const one = (members: object, task: object = {}) =>
  web({ containerDefinitions: [{ ...app, ...members }], ...task })
export const two = (first: object, second: object, task: object = {}) =>
  web({
    containerDefinitions: [
      { ...app, ...first },
      { ...app, name: 'b', ...second },
    ],
    ...task,
  })
export const mapped = (mapping: object, task: object = {}) => one({ portMappings: [mapping] }, task)
const FARGATE = { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' }
export const fargate = (members: object = {}, task: object = {}) => one(members, { ...FARGATE, ...task })
export const times = (count: number, item: unknown) => Array(count).fill(item)

/** What is refused, by which rule, at which path, and in which words where they are AWS's. */
export type Row = [rule: string, path: string, input: object, message?: string]

/** Rows of a table of tests, which the house reads for their rules. */
export const rows = (list: Row[]): Row[] => list

export function expectRefusal(rule: string, path: string, input: object, message?: string): void {
  const world = testWorld()
  const refusal = refusalOf(() => registerTaskDefinition(world, input))
  expect(refusal).toMatchObject({ name: 'ClientException', rule, path })
  if (message !== undefined) expect(refusal.message).toBe(message)
  expect(refusal.message.length).toBeLessThan(400)
  expect(refusal.expected).toEqual(expect.any(String))
  expect(refusal.found).toEqual(expect.any(String))
  expect(world.journal).toEqual([])
}

export const SETTING = (member: string) => `Invalid '${member}' setting for container 'app'.`
export const LONE = '\ud800'
export const LONG = 'x'.repeat(10_000)
