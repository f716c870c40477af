// `drydock timeline`: the life of a task of a scenario, in text and in JSON, and what is told to those who mistype.
import { expect, test } from 'vitest'
import { FORCE, webScenario } from '../inputs/scenarios.ts'
import { drydock } from './command.ts'

const files = { 'a.json': JSON.stringify(webScenario({ title: 'A good day', actions: [{ at: '1m', ...FORCE }] })) }
const timeline = (...args: string[]) => drydock(['timeline', ...args], { files })
const idsOf = (text: string) => [...text.matchAll(/[0-9a-f]{32}/g)].map(([id]) => id)
const taskIds = async () => idsOf((await timeline('a.json', '--task', 'nobody')).err)

test('a task and its containers, and where the time went, on 100 columns', async () => {
  const ids = await taskIds()
  const [old, fresh] = [ids[0]!, ids.at(-1)!]
  const { status, out, err } = await timeline('a.json', '--task', old.slice(0, 6))
  expect([status, err]).toEqual([0, ''])
  expect(out).toMatch(new RegExp(`^A good day\n\n${old.slice(0, 8)} web:1 on EC2, from 0:00\\.0 to `))
  expect(out).toMatch(/\nSTOPPED, ServiceSchedulerInitiated: Scaling activity/)
  expect(out).toMatch(/\n {2,}6\.\d s {2}app: |\n {2,}[\d.]+ s {2}to stop\n/)
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  expect((await timeline('a.json', '--task', fresh)).out).toMatch(/, from 1:00\.0 to .*\nnot over yet\n/)
})

test('--json prints the data', async () => {
  const [id] = await taskIds()
  const document = JSON.parse((await timeline('a.json', '--task', id!, '--json')).out)
  expect(document).toMatchObject({
    format: 1,
    scenario: 'a.json',
    title: 'A good day',
    timeline: { taskId: id, taskDefinition: 'web:1', containers: [{ name: 'app' }] },
    timing: { start: { outcome: 'started' } },
  })
})

test('no task, or one that never was: one complaint, status 2', async () => {
  expect(await timeline('a.json')).toMatchObject({
    status: 2,
    err: expect.stringMatching(/required option '--task <id>'/),
  })
  const { status, out, err } = await timeline('a.json', '--task', 'nobody')
  expect([status, out]).toEqual([2, ''])
  expect(err).toMatch(/^error: --task: expected the id of a task: /)
})
