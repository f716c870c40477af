// What a task does that does not get its secrets, its log group or its role.
import { describe, expect, test } from 'vitest'
import type { WithholdInput } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'
import { EXECUTION_ROLE, instantsOf, PROFILE_T, Supplied } from '../support/supplied.ts'

const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf'
const PARAMETER = 'arn:aws:ssm:us-east-1:123456789012:parameter/db/password'
const FILE = 'arn:aws:s3:::settings/prod/app.env'

const LOGS = (own: object = {}) => ({
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': '/ecs/app', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'a', ...own },
  },
})
const NEEDS = {
  secrets: [
    { name: 'PASSWORD', valueFrom: `${SECRET}:password::` },
    { name: 'USER', valueFrom: PARAMETER },
    { name: 'HOST', valueFrom: '/db/host' },
  ],
  environmentFiles: [{ type: 's3', value: FILE }],
}

function ended(where: 'EC2' | 'FARGATE', container: object, withheld: readonly WithholdInput[]) {
  const world = new Supplied(where).register({ app: {}, side: { essential: false, ...container } })
  for (const each of withheld) world.sim.resources.withhold(each)
  return world.run().at(400)
}

const INITIALIZATION = /^ResourceInitializationError: /
const FETCHING = 'unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve'

describe('secrets', () => {
  test('RS-3, RS-11, LC-20, LC-54 parameters that are missing end the whole task, with the words of the agent', () => {
    const task = ended('EC2', NEEDS, [{ parameter: 'db/password' }, { parameter: '/db/host' }])
    expect(task).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'TaskFailedToStart',
      stoppedReason: `Fetching secret data from SSM Parameter Store in us-east-1: invalid parameters: ${PARAMETER},/db/host`,
    })
    expect(task.startedAt).toBeUndefined()
    expect(task.containers?.map(({ exitCode, reason }) => [exitCode, reason])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ])
  })

  test('RS-3, RS-11 on Fargate before anything is pulled', () => {
    const task = ended('FARGATE', NEEDS, [{ parameter: PARAMETER, answer: 'denied' }])
    expect(task.stoppedReason).toMatch(INITIALIZATION)
    expect(task.stoppedReason).toContain(`${FETCHING} secrets from ssm: service call has been retried 1 time(s): Acc`)
    expect(instantsOf(task)).toEqual([undefined, undefined, undefined, 33])
    expect(task.stopCode).toBe('TaskFailedToStart')
  })

  test('RS-4 a secret, whatever key of it is asked for', () => {
    const missing = ended('EC2', NEEDS, [{ secret: SECRET }])
    expect(missing.stoppedReason).toMatch(/^ResourceNotFoundException: The task can't retrieve the secret with ARN/)
    const denied = ended('EC2', NEEDS, [{ secret: SECRET, answer: 'denied' }])
    expect(denied.stoppedReason).toMatch(
      /^Fetching secret data from AWS Secrets Manager in region us-east-1: secret arn:.*: AccessDeniedException: /,
    )
    expect(ended('FARGATE', NEEDS, [{ secret: SECRET }]).stoppedReason).toContain(`${FETCHING} secret from asm: `)
  })

  test('RS-4, K-07 no answer takes 90 s on an instance and 180 s on Fargate', () => {
    const withheld = [{ secret: SECRET, answer: 'unreachable' }] as const
    // The other container runs by then, and is asked to stop.
    expect(instantsOf(ended('EC2', NEEDS, withheld))[3]).toBe(90 + 2)
    expect(instantsOf(ended('FARGATE', NEEDS, withheld))[3]).toBe(13 + 180 + 20)
  })

  test('RS-4 the credentials of a private registry are a secret too', () => {
    const credentials = { repositoryCredentials: { credentialsParameter: SECRET } }
    expect(ended('EC2', credentials, [{ secret: SECRET }]).stopCode).toBe('TaskFailedToStart')
  })

  test('RS-5 an environment file', () => {
    expect(ended('EC2', NEEDS, [{ environmentFile: FILE }]).stoppedReason).toMatch(
      /^Unable to download env file with key prod\/app\.env from bucket settings, error: NoSuchKey/,
    )
    expect(ended('FARGATE', NEEDS, [{ environmentFile: FILE }]).stoppedReason).toMatch(
      /^ResourceInitializationError: failed to download env files: /,
    )
  })

  test('LC-54 a container that has to wait may need it: the task fails all the same, before anything starts', () => {
    const world = new Supplied('EC2').register({
      init: { essential: false },
      app: { ...NEEDS, dependsOn: [{ containerName: 'init', condition: 'COMPLETE' }] },
    })
    world.sim.resources.withhold({ secret: SECRET })
    const task = world.run().at(60)
    expect(task.stoppedReason).toMatch(/^ResourceNotFoundException/)
    expect(task.startedAt).toBeUndefined()
  })

  test('what is provided again is there for the next task', () => {
    const world = new Supplied('EC2').register({ app: NEEDS })
    world.sim.resources.withhold({ secret: SECRET })
    expect(world.run().at(60).lastStatus).toBe('STOPPED')
    world.sim.resources.provide({ secret: SECRET })
    expect(world.run().at(60).lastStatus).toBe('RUNNING')
  })
})

describe('logs', () => {
  const MISSING = 'ResourceNotFoundException: The specified log group does not exist.'

  test('RS-6, RS-11 a log group that is missing: the container fails on EC2, the task on Fargate', () => {
    const onInstance = ended('EC2', LOGS(), [{ logGroup: '/ecs/app' }])
    expect(onInstance.lastStatus).toBe('RUNNING')
    expect(onInstance.containers?.[1]?.reason).toBe(
      `CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: ${MISSING}`,
    )
    expect(onInstance.containers?.[1]?.exitCode).toBeUndefined()
    expect(ended('FARGATE', LOGS(), [{ logGroup: '/ecs/app' }]).stoppedReason).toBe(
      `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ${MISSING}`,
    )
  })

  test('RS-6, RS-7 a driver that makes the group is not stopped by its absence, but by a denial', () => {
    const making = LOGS({ 'awslogs-create-group': 'true' })
    expect(ended('FARGATE', making, [{ logGroup: '/ecs/app' }]).lastStatus).toBe('RUNNING')
    expect(ended('FARGATE', making, [{ logGroup: '/ecs/app', answer: 'denied' }]).stoppedReason).toMatch(
      /failed to create Cloudwatch log group: AccessDeniedException: User: .* perform: logs:CreateLogGroup/,
    )
  })

  test('RS-8, LC-52 no answer: the start hangs for three minutes on EC2; on Fargate the task fails', () => {
    const withheld = [{ logGroup: '/ecs/app', answer: 'unreachable' }] as const
    const world = new Supplied('EC2').register({ app: LOGS() })
    world.sim.resources.withhold(withheld[0])
    const run = world.run()
    expect(run.at(181).lastStatus).toBe('PENDING')
    const task = run.at(182)
    expect(task.stopCode).toBe('TaskFailedToStart')
    expect(task.containers?.[0]?.reason).toBe(
      'DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s',
    )
    expect(ended('FARGATE', LOGS(), withheld).stoppedReason).toMatch(/There is a connection issue .*: signal: killed$/)
  })
})

describe('roles', () => {
  test('RS-1 a role that cannot be assumed is refused by the call', () => {
    const world = new Supplied('EC2').register({ app: {} })
    world.sim.resources.withhold({ role: EXECUTION_ROLE })
    expect(refusalOf(() => world.run())).toMatchObject({
      name: 'ClientException',
      rule: 'RS-1',
      message: expect.stringMatching(/^ECS was unable to assume the role 'arn:aws:iam::123456789012:role\/exec' that/),
    })
    const other = { executionRoleArn: 'arn:aws:iam::123456789012:role/other' }
    expect(world.sim.ecs.runTask({ taskDefinition: 'web', overrides: other }).tasks).toHaveLength(1)
  })

  test('RS-1 a service says so, tries again, and starts when the role is back', () => {
    const world = new Supplied('EC2', { latencies: PROFILE_T }).register({ app: {} })
    world.sim.resources.withhold({ role: EXECUTION_ROLE })
    world.serve(2).at(20)
    expect(world.events()[0]?.[1]).toMatch(
      /^\(service web\) failed to launch a task with \(error ECS was unable to assume the role /,
    )
    expect(world.tasks()).toEqual([])
    world.sim.resources.provide({ role: EXECUTION_ROLE })
    world.sim.settle()
    expect(world.tasks()).toHaveLength(2)
  })
})
