// The life of a task on Fargate, to the second.
import { expect, test } from 'vitest'
import { type LatencyOptions, Simulation } from '../../src/index.ts'

const START = Date.parse('2026-01-05T00:00:00Z')
const PROFILE_T: LatencyOptions = {
  fargateEniAttach: '5s',
  fargatePullStart: '8s',
  fargatePullBase: '5s',
  imageMegabytes: 1,
  fargatePullMegabytesPerSecond: 1_000_000,
  fargateStart: '2s',
  fargateDeprovision: '20s',
}

function far(latencies: LatencyOptions, cpu = '256', memory = '512') {
  const sim = new Simulation({ startAt: START, latencies, paranoid: true })
  sim.ecs.createCluster()
  sim.ecs.registerTaskDefinition({
    family: 'job',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu,
    memory,
    containerDefinitions: [{ name: 'c', image: 'i' }],
  })
  const arn = sim.ecs.runTask({
    taskDefinition: 'job',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
  }).tasks[0]?.taskArn as string
  const read = () => sim.ecs.describeTasks({ tasks: [arn] }).tasks[0]
  return { sim, arn, read }
}

const at = (date: Date | undefined) => (date === undefined ? undefined : (date.getTime() - START) / 1000)

test('EX-18, LC-4, LC-9, LC-13 attached at 5, RUNNING at 20, stopped by hand at 30, STOPPED after its interface is gone', () => {
  const { sim, arn, read } = far(PROFILE_T)
  expect(read()).toMatchObject({ lastStatus: 'PROVISIONING', version: 1 })
  sim.advance('5s')
  expect(read()).toMatchObject({ lastStatus: 'PENDING', version: 2, connectivity: 'CONNECTED' })
  sim.advance('15s')
  expect(read()).toMatchObject({ lastStatus: 'RUNNING', version: 3 })
  expect([read()?.pullStartedAt, read()?.pullStoppedAt, read()?.startedAt].map(at)).toEqual([13, 18, 20])
  sim.advance('10s')
  sim.ecs.stopTask({ task: arn })
  expect(read()).toMatchObject({ lastStatus: 'STOPPING', version: 4 })
  sim.advance('2s')
  expect(read()).toMatchObject({
    lastStatus: 'DEPROVISIONING',
    version: 5,
    containers: [{ lastStatus: 'STOPPED', exitCode: 143 }],
  })
  sim.advance('20s')
  expect(read()).toMatchObject({ lastStatus: 'STOPPED', version: 6, attachments: [{ status: 'DELETED' }] })
  expect([read()?.executionStoppedAt, read()?.stoppedAt].map(at)).toEqual([32, 52])
})

test('LC-51 stopped before its container started, it is deprovisioned without an exit code', () => {
  const { sim, arn, read } = far(PROFILE_T)
  sim.advance('7s')
  sim.ecs.stopTask({ task: arn })
  expect(read()).toMatchObject({ lastStatus: 'DEPROVISIONING' })
  sim.advance('1m')
  expect(read()).toMatchObject({ lastStatus: 'STOPPED' })
  expect(at(read()?.stoppedAt)).toBe(27)
  expect(read()?.startedAt).toBeUndefined()
  expect(read()?.containers?.[0]?.exitCode).toBeUndefined()
})

test.each([
  ['LT-1, LT-2, LT-3, LT-4 by default a task of a quarter vCPU runs after 27.4 s', '256', '512', 27.4],
  ['LT-3 one of 2 vCPU pulls twice as fast', '2048', '4096', 21.4],
  ['LT-3 one of 4 vCPU four times as fast', '4096', '8192', 18.4],
])('%s', (_title, cpu, memory, startedAt) => {
  const { sim, read } = far({}, cpu, memory)
  sim.advance('1m')
  expect(at(read()?.startedAt)).toBe(startedAt)
})
