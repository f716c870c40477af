// What images are, how long they take, and what happens when there is none.
import { describe, expect, test } from 'vitest'
import { ECR, EXECUTION_ROLE, instantsOf, PROFILE_T, Supplied } from '../support/supplied.ts'

const MISSING = 'denied: requested access to the resource is denied'

describe('sizes', () => {
  const sized = { ...PROFILE_T, ec2PullBase: '1500ms', ec2PullMegabytesPerSecond: 30 }

  test('LT-7 a pull on EC2 takes 1.5 s and the size at 30 MB/s', () => {
    const world = new Supplied('EC2', { latencies: sized }).register({ app: { image: 'shop:2' } })
    world.sim.images.publish({ image: 'shop:2', sizeMB: 300 })
    expect(instantsOf(world.run().at(30))).toEqual([0, 11.5, 12.5, undefined])
  })

  test('LT-8 layers that the instance holds are pulled in no time, by whatever tag', () => {
    const world = new Supplied('EC2', { latencies: sized }).register({ app: { image: 'shop:2' } })
    const { imageDigest } = world.sim.images.publish({ image: 'shop:2', sizeMB: 300 })
    world.sim.images.publish({ image: 'shop:stable', sizeMB: 300, digest: imageDigest })
    world.run().at(30)
    world.register({ app: { image: 'shop:stable' } })
    expect(instantsOf(world.run().at(30))).toEqual([30, 31, 32, undefined])
  })

  test('LT-3, LC-44 on Fargate every image of the task counts once, and all are pulled before the first start', () => {
    const latencies = { ...PROFILE_T, fargatePullBase: '1500ms', fargatePullMegabytesPerSecond: 10 }
    const world = new Supplied('FARGATE', { latencies }).register({
      app: { image: 'shop:2' },
      helper: { image: 'shop:2' },
      proxy: { image: 'proxy:1' },
    })
    world.sim.images.publish({ image: 'shop:2', sizeMB: 300 })
    world.sim.images.publish({ image: 'proxy:1', sizeMB: 50 })
    expect(instantsOf(world.run().at(90))).toEqual([13, 49.5, 51.5, undefined])
  })

  test('FG-5, IM-24 images that do not fit the ephemeral storage of a task on Fargate', () => {
    const world = new Supplied('FARGATE').register({ app: {} })
    world.sim.images.publish({ image: 'app:1', sizeMB: 7_000 })
    expect(world.run().at(60)).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: expect.stringMatching(/^CannotPullContainerError: .*no space left on device$/),
    })
    world.register({ app: {} }, { ephemeralStorage: { sizeInGiB: 21 } })
    expect(world.run().at(60).lastStatus).toBe('RUNNING')
  })
})

describe('references', () => {
  test.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.25', 'docker.io/library/nginx:1.25'],
    ['me/tool', 'docker.io/me/tool:latest'],
    ['localhost:5000/tool:1', 'localhost:5000/tool:1'],
    ['public.ecr.aws/docker/library/nginx:1', 'public.ecr.aws/docker/library/nginx:1'],
  ])('IM-1 %s is %s', (image, full) => {
    const world = new Supplied('FARGATE').register({ app: { image } })
    world.sim.images.publish({ image, sizeMB: 1 })
    world.sim.images.withdraw({ image: full })
    expect(world.run().at(60).stoppedReason).toBe(
      `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${full}: ${full}: not found`,
    )
  })

  test('IM-2 a repository that nobody has spoken of holds every tag; once it is known, it is known in full', () => {
    const world = new Supplied('EC2').register({ app: { image: 'shop:2' } })
    expect(world.run().at(30).lastStatus).toBe('RUNNING')
    world.sim.fleet.terminate({ containerInstances: world.sim.ecs.listContainerInstances().containerInstanceArns })
    world.sim.fleet.launch({ instanceType: 'm5.large', ready: true })
    world.sim.images.publish({ image: 'shop:1', sizeMB: 1 })
    expect(world.run().at(30).stopCode).toBe('TaskFailedToStart')
  })

  test('IM-8 the digest shows once the pull has begun, and not for an image that is missing', () => {
    const world = new Supplied('EC2').register({ app: { image: 'shop:2' }, other: { essential: false } })
    const { imageDigest } = world.sim.images.publish({ image: 'shop:2', sizeMB: 1 })
    const digests = world
      .run()
      .at(1)
      .containers?.map((container) => container.imageDigest)
    expect(digests).toEqual([imageDigest, expect.stringMatching(/^sha256:[0-9a-f]{64}$/)])
    world.sim.images.withdraw({ image: 'shop:2' })
    const [instance] = world.sim.ecs.listContainerInstances().containerInstanceArns
    world.sim.fleet.terminate({ containerInstances: [instance as string] })
    world.sim.fleet.launch({ instanceType: 'm5.large', ready: true })
    expect(world.run().at(20).containers?.[0]?.imageDigest).toBeUndefined()
  })
})

describe('a missing image', () => {
  test('IM-20, LC-20, LT-11 on EC2 surfaces after the manifest and the image have been asked for in vain', () => {
    const latencies = { ...PROFILE_T, manifestError: '13600ms', pullError: '12700ms' }
    const world = new Supplied('EC2', { latencies }).register({ app: { image: 'shop:2' } })
    world.sim.images.publish({ image: 'shop:1', sizeMB: 1 })
    const run = world.run()
    expect(run.at(26).lastStatus).toBe('PENDING')
    const task = run.at(26.3)
    expect(task).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'Task failed to start',
      version: 2,
    })
    expect(instantsOf(task)).toEqual([13.6, 26.3, undefined, 26.3])
    expect(task.containers?.[0]).toMatchObject({ lastStatus: 'STOPPED', image: 'shop:2' })
    expect(task.containers?.[0]?.exitCode).toBeUndefined()
    expect(task.containers?.[0]?.reason).toMatch(
      /^CannotPullContainerError: The task can’t pull the image\. Check whether the image exists\. /,
    )
    expect(task.containers?.[0]?.reason).toContain(MISSING)
  })

  test('IM-20, LC-20, LT-11 on Fargate the cause is the reason of the task', () => {
    const latencies = { ...PROFILE_T, manifestError: '13600ms' }
    const world = new Supplied('FARGATE', { latencies }).register({ app: { image: 'shop:2' } })
    world.sim.images.publish({ image: 'shop:1', sizeMB: 1 })
    const run = world.run()
    const exited = run.at(26.6)
    expect(exited).toMatchObject({ lastStatus: 'DEPROVISIONING', stopCode: 'TaskFailedToStart', version: 3 })
    expect(exited.stoppedReason).toMatch(/^CannotPullContainerError: pull image manifest has been retried 1 time/)
    expect(instantsOf(run.at(46.6))).toEqual([13, 26.6, undefined, 46.6])
  })

  test('IM-6 a non-essential container without image stays STOPPED, and the task runs on EC2; on Fargate it fails', () => {
    for (const [where, status] of [
      ['EC2', 'RUNNING'],
      ['FARGATE', 'STOPPED'],
    ] as const) {
      const world = new Supplied(where).register({ app: {}, helper: { essential: false } })
      world.sim.images.publish({ image: 'helper:2', sizeMB: 1 })
      const task = world.run().at(90)
      expect(task.lastStatus).toBe(status)
      expect(task.containers?.[1]).toMatchObject({
        lastStatus: 'STOPPED',
        reason: expect.stringMatching(/^CannotPullContainerError/),
      })
    }
  })

  test('IM-6, LC-44 on Fargate a missing image of a container that has to wait ends the task before anything starts', () => {
    const world = new Supplied('FARGATE', { latencies: { ...PROFILE_T, manifestError: '13s' } }).register({
      init: { essential: false },
      app: { dependsOn: [{ containerName: 'init', condition: 'COMPLETE' }] },
    })
    world.sim.images.publish({ image: 'app:2', sizeMB: 1 })
    const task = world.run().at(26)
    expect(task.stoppedReason).toMatch(/app:1: not found$/)
    expect(task.startedAt).toBeUndefined()
  })

  test('IM-10 an image for another processor is pulled and cannot be started', () => {
    for (const where of ['EC2', 'FARGATE'] as const) {
      const world = new Supplied(where).register({ app: {} })
      world.sim.images.publish({ image: 'app:1', sizeMB: 1, architecture: 'arm64' })
      const task = world.run().at(60)
      expect(task.stopCode).toBe('TaskFailedToStart')
      expect(task.pullStoppedAt).toBeDefined()
      expect(task.containers?.[0]).toMatchObject({
        exitCode: 1,
        reason: 'CannotStartContainerError: exec format error',
      })
    }
  })
})

describe('pull behaviour', () => {
  /** A task has run on the instance; then the image is withdrawn. */
  function withdrawn(imagePullBehavior: 'default' | 'always' | 'once' | 'prefer-cached') {
    const world = new Supplied('EC2', {}, { imagePullBehavior }).register({ app: {}, side: { essential: false } })
    world.sim.images.publish({ image: 'side:1', sizeMB: 1 })
    world.run().at(10)
    world.sim.images.withdraw({ image: 'side:1' })
    return world.run().at(30)
  }

  test('IM-5 default falls back on what the instance holds, once the registry has said no', () => {
    const task = withdrawn('default')
    expect(task.lastStatus).toBe('RUNNING')
    expect(instantsOf(task)).toEqual([10, 23, 24, undefined])
  })

  test('IM-5, IM-6, LC-28 always ends the task, whether the container is essential or not', () => {
    const task = withdrawn('always')
    expect(task).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'Task failed to start',
    })
    expect(task.containers?.[1]?.reason).toContain(MISSING)
  })

  test.each(['once', 'prefer-cached'] as const)('IM-5, IM-8 %s asks nobody for what it holds', (behavior) => {
    const task = withdrawn(behavior)
    expect(instantsOf(task)).toEqual([undefined, undefined, 11, undefined])
    expect(task.containers?.map(({ imageDigest }) => imageDigest)).toEqual([undefined, undefined])
  })

  test('IM-5, IM-6 once fails the task for an image that it has never pulled, prefer-cached the container alone', () => {
    const fates = (['once', 'prefer-cached'] as const).map((imagePullBehavior) => {
      const world = new Supplied('EC2', {}, { imagePullBehavior }).register({ app: {}, side: { essential: false } })
      world.sim.images.publish({ image: 'side:2', sizeMB: 1 })
      return world.run().at(30).lastStatus
    })
    expect(fates).toEqual(['STOPPED', 'RUNNING'])
  })
})

describe('access', () => {
  const image = `${ECR}/shop:1`
  const ran = (where: 'EC2' | 'FARGATE', prepare: (world: Supplied) => void, task: object = {}) => {
    const world = new Supplied(where).register({ app: { image } }, task)
    prepare(world)
    const run = world.run()
    return { task: run.at(400), world }
  }

  test('IM-21, IM-4 a role without BatchGetImage', () => {
    const prepare = ({ sim }: Supplied) => sim.images.deny({ action: 'ecr:BatchGetImage', role: EXECUTION_ROLE })
    const onInstance = ran('EC2', prepare).task
    expect(onInstance.containers?.[0]?.reason).toMatch(
      /^CannotPullContainerError: The task can’t pull the image\. Check that the role has the permissions to pull images from the registry\. .*ecr:BatchGetImage/,
    )
    expect(ran('FARGATE', prepare).task.stoppedReason).toMatch(/^CannotPullContainerError: .*ecr:BatchGetImage/)
  })

  test('IM-4 the instance’s role counts where there is no execution role, and there alone', () => {
    const prepare = ({ sim }: Supplied) => sim.images.deny({ action: 'ecr:BatchGetImage', role: 'instance' })
    expect(ran('EC2', prepare).task.lastStatus).toBe('RUNNING')
    const without = new Supplied('EC2').register({ app: { image } }, { executionRoleArn: undefined })
    prepare(without)
    expect(without.run().at(60).lastStatus).toBe('STOPPED')
  })

  test('IM-22, K-07 no answer: 90 s on an instance, 180 s on Fargate', () => {
    const prepare = ({ sim }: Supplied) => sim.images.cutOff({ registry: ECR })
    const onInstance = ran('EC2', prepare).task
    expect(instantsOf(onInstance)).toEqual([0, 90, undefined, 90])
    expect(onInstance.containers?.[0]?.reason).toMatch(
      /Check your network configuration\. .*request canceled while waiting for connection/,
    )
    const far = ran('FARGATE', prepare).task
    expect(instantsOf(far)).toEqual([13, 193, undefined, 213])
    expect(far.stoppedReason).toMatch(/failed to do request: Head "https:.*": dial tcp .*:443: i\/o timeout$/)
  })

  test('IM-23 no token: not tried again, and on Fargate before any pull', () => {
    const prepare = ({ sim }: Supplied) => sim.images.deny({ action: 'ecr:GetAuthorizationToken' })
    const onInstance = ran('EC2', prepare).task
    expect(onInstance.containers?.[0]?.reason).toMatch(/^CannotPullECRContainerError: /)
    expect(instantsOf(onInstance)).toEqual([0, 0, undefined, 0])
    const far = ran('FARGATE', prepare).task
    expect(far.stoppedReason).toMatch(
      /^ResourceInitializationError: unable to pull secrets or registry auth: .*unable to retrieve ecr registry auth: /,
    )
    expect(instantsOf(far)).toEqual([undefined, undefined, undefined, 33])
  })

  test('IM-25 the limit of a registry', () => {
    const prepare = ({ sim }: Supplied) => sim.images.cutOff({ image, answer: 'throttled' })
    const limit = /^CannotPullContainerError: .*toomanyrequests: You have reached your pull rate limit\./
    expect(ran('EC2', prepare).task.containers?.[0]?.reason).toMatch(limit)
    expect(ran('FARGATE', prepare).task.stoppedReason).toMatch(limit)
  })

  test.each(['EC2', 'FARGATE'] as const)(
    'IM-20 a tag that is missing, whatever else its repository holds, on %s',
    (place) => {
      const prepare = ({ sim }: Supplied) => sim.images.cutOff({ image, answer: 'missing' })
      const { task } = ran(place, prepare)
      const reason = place === 'EC2' ? task.containers?.[0]?.reason : task.stoppedReason
      expect(reason).toMatch(/^CannotPullContainerError: .*(?:not found|does not exist)/)
    },
  )

  test('IM-20 a registry that denies looks as if the image were missing', () => {
    const world = new Supplied('EC2').register({ app: {} })
    world.sim.images.cutOff({ repository: 'app', answer: 'denied' })
    expect(world.run().at(60).containers?.[0]?.reason).toContain(MISSING)
    world.sim.images.restore({ repository: 'app' })
    expect(world.run().at(60).lastStatus).toBe('RUNNING')
  })
})
