// The drawing of a task's life: rows, marks, what is shortened, and what nobody may do to it.
import { expect, test } from 'vitest'
import { Simulation, type TaskTimeline } from '../../src/index.ts'
import { formatTaskTimeline, formatTaskTiming } from '../../src/report/index.ts'
import { refusalOf } from '../support/refusals.ts'

function lives(): { sim: Simulation; task: string } {
  const sim = new Simulation({ seed: 'drawn', startAt: '2026-01-05T00:00:00Z' })
  sim.fleet.launch({ instanceType: 'm5.large', ready: true })
  const base = { image: 'a:1', memory: 64 }
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [
      { ...base, name: 'init', essential: false },
      { ...base, name: 'app', dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] },
    ],
  })
  sim.workload.behave('web:init', { exitsAfter: '4s' })
  return { sim, task: sim.ecs.runTask({ taskDefinition: 'web' }).tasks[0]!.taskArn! }
}

const drawn = (timeline: TaskTimeline, options = {}) => `\n${formatTaskTimeline(timeline, { width: 72, ...options })}`

test('a task that goes on ends in an arrow, and long quiet is shortened', () => {
  const { sim, task } = lives()
  sim.advance('1h')
  expect(drawn(sim.timeline(task))).toMatchInlineSnapshot(`
    "
    ba2509a9 web:1 on EC2, from 0:00.0 to 1:00:00.0
    not over yet

          0:00.0               0:05.8             0:10.8           1:00:00.0
          ┬────────────────────┬──────────────────┬─────╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┬
    task  ─PENDING──────────────────────────────────────━RUNNING━━━━━━━━━━━›
    init  ·░░░░░░░░░░░░░░░░░░░░▒▒▒▒███████████████X
    app   ········································░░▒▒▒▒███████████████████›

    ·· waiting   ░░ pulling   ▒▒ starting   ██ running   ╌╌ shortened

       0:10.8  X  init: exited, exit code 0"
  `)
  expect(`\n${formatTaskTiming(sim.timing(task))}`).toMatchInlineSnapshot(`
    "
        12.5 s  to start
         0.3 s  init: dispatch (LT-6)
         5.5 s  init: pull (LT-7)
         1.0 s  init: start (LT-9)
         4.0 s  app: dependency on init SUCCESS (LC-44)
         0.7 s  app: pull (LT-7)
         1.0 s  app: start (LT-9)"
  `)
})

test('a task that has just been created has no length yet', () => {
  const { sim, task } = lives()
  expect(drawn(sim.timeline(task))).toMatchInlineSnapshot(`
    "
    ba2509a9 web:1 on EC2, from 0:00.0 to 0:00.0
    not over yet

          0:00.0
          ┬─────────────────────────────────────────────────────────────────
    task  ─PENDING─────────────────────────────────────────────────────────›
    init  ·································································›
    app   ·································································›

    ·· waiting"
  `)
})

test('the clock of a scenario shows 0 elsewhere, but never later than the task begins', () => {
  const { sim, task } = lives()
  sim.advance('10s')
  const timeline = sim.timeline(task)
  expect(drawn(timeline, { zeroMs: timeline.fromMs - 60_000 })).toContain('web:1 on EC2, from 1:00.0 to 1:10.0')
  expect(drawn(timeline, { zeroMs: timeline.fromMs + 60_000 })).toContain('web:1 on EC2, from 0:00.0 to 0:10.0')
})

test('a width that nothing fits into is refused', () => {
  const { sim, task } = lives()
  for (const draw of [
    () => formatTaskTimeline(sim.timeline(task), { width: 20 }),
    () => formatTaskTiming(sim.timing(task), { width: 20 }),
  ])
    expect(refusalOf(draw)).toMatchObject({ name: 'UsageError', path: 'width' })
})
