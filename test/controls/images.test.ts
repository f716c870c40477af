// Registries: what may be put into a repository, and what is in it then.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'
import { ECR } from '../support/supplied.ts'

const A = `sha256:${'a'.repeat(64)}`
const B = `sha256:${'b'.repeat(64)}`

function withRepository(members: object = {}) {
  const sim = new Simulation({ paranoid: true })
  const { repository } = sim.images.createRepository({ repositoryName: 'shop', ...members })
  const push = (tag: string, digest: string) =>
    sim.images.pushImage({ repositoryName: 'shop', imageTag: tag, sizeMB: 10, digest })
  const tagsOf = () =>
    sim.images.describeImages({ repositoryName: 'shop' }).imageDetails.map((row) => [row.imageDigest, row.imageTags])
  return { sim, repository, push, tagsOf }
}

describe('pushing', () => {
  test('IM-2 a private repository has the URI of its account and Region', () => {
    const { sim, repository } = withRepository()
    expect(repository).toEqual({
      registryId: '123456789012',
      repositoryName: 'shop',
      repositoryUri: `${ECR}/shop`,
      imageTagMutability: 'MUTABLE',
    })
    expect(refusalOf(() => sim.images.createRepository({ repositoryName: 'shop' })).name).toBe(
      'RepositoryAlreadyExistsException',
    )
  })

  test('IM-3 the same tag and digest again is refused', () => {
    const { push } = withRepository()
    push('1', A)
    expect(refusalOf(() => push('1', A))).toMatchObject({ name: 'ImageAlreadyExistsException', rule: 'IM-3' })
  })

  test('IM-3 a tag moves, and the image that it leaves stays without a tag', () => {
    const { push, tagsOf } = withRepository()
    push('1', A)
    push('1', B)
    expect(tagsOf()).toEqual([
      [A, undefined],
      [B, ['1']],
    ])
  })

  test('IM-3 an immutable tag stays', () => {
    const { push } = withRepository({ imageTagMutability: 'IMMUTABLE' })
    push('1', A)
    expect(refusalOf(() => push('1', B)).name).toBe('ImageTagAlreadyExistsException')
    push('2', A)
  })

  test.each([
    ['IMMUTABLE_WITH_EXCLUSION', 'dev-*', 'dev-7', true],
    ['IMMUTABLE_WITH_EXCLUSION', 'dev-*', 'release-7', false],
    ['IMMUTABLE_WITH_EXCLUSION', '*-dev-*', 'a-dev-b', true],
    ['IMMUTABLE_WITH_EXCLUSION', 'ab*ba', 'aba', false],
    ['IMMUTABLE_WITH_EXCLUSION', 'latest', 'latest', true],
    ['MUTABLE_WITH_EXCLUSION', 'v*', 'v1', false],
    ['MUTABLE_WITH_EXCLUSION', 'v*', 'w1', true],
  ] as const)('IM-3 %s with %s: may %s move? %s', (imageTagMutability, filter, tag, moves) => {
    const filters = [{ filterType: 'WILDCARD' as const, filter }]
    const { push } = withRepository({ imageTagMutability, imageTagMutabilityExclusionFilters: filters })
    push(tag, A)
    if (moves) push(tag, B)
    else expect(refusalOf(() => push(tag, B)).name).toBe('ImageTagAlreadyExistsException')
  })

  test('IM-3 without a digest every push is a new build, the same in every run', () => {
    const digests = () => {
      const { sim } = withRepository()
      const push = () => sim.images.pushImage({ image: `${ECR}/shop:1`, sizeMB: 10 }).imageDigest
      return [push(), push()]
    }
    const [first, second] = digests()
    expect(first).not.toBe(second)
    expect(digests()).toEqual([first, second])
  })
})

describe('deleting', () => {
  test('IM-3 a tag goes alone while the image has another, a digest with all its tags', () => {
    const { sim, push, tagsOf } = withRepository()
    push('1', A)
    push('2', A)
    sim.images.deleteImage({ image: `${ECR}/shop:1` })
    expect(tagsOf()).toEqual([[A, ['2']]])
    push('1', A)
    sim.images.deleteImage({ image: `${ECR}/shop@${A}` })
    expect(tagsOf()).toEqual([])
    expect(refusalOf(() => sim.images.deleteImage({ image: `${ECR}/shop:1` })).name).toBe('ImageNotFoundException')
  })
})

describe('refusals', () => {
  const sim = withRepository().sim
  test.each<[string, () => void, string]>([
    ['a push to nowhere', () => sim.images.pushImage({ image: `${ECR}/none:1`, sizeMB: 1 }), 'IM-2'],
    ['a push to another registry', () => sim.images.pushImage({ image: 'nginx:1', sizeMB: 1 }), 'IM-2'],
    ['publishing into the own ECR', () => sim.images.publish({ image: `${ECR}/shop:1`, sizeMB: 1 }), 'IM-2'],
    ['a tag that is none', () => sim.images.publish({ image: 'nginx:-1', sizeMB: 1 }), 'IM-2'],
    ['withdrawing what is not there', () => sim.images.withdraw({ image: 'nginx:1' }), 'IM-2'],
    [
      'filters without exclusion',
      () => withRepository({ imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'a' }] }),
      'IM-2',
    ],
    ['exclusion without filters', () => withRepository({ imageTagMutability: 'MUTABLE_WITH_EXCLUSION' }), 'IM-2'],
    ['a registry that is missing', () => sim.images.cutOff({ registry: 'docker.io', answer: 'missing' }), 'IM-2'],
    ['cutting off two things', () => sim.images.cutOff({ registry: 'docker.io', image: 'nginx' }), 'IM-2'],
    [
      'a token for one repository',
      () => sim.images.deny({ action: 'ecr:GetAuthorizationToken', repository: 'shop' }),
      'IM-2',
    ],
  ])('%s', (_title, call, rule) => {
    const before = sim.save()
    expect(refusalOf(call).rule).toBe(rule)
    expect(sim.save()).toBe(before)
  })

  test('what was never cut off, denied or withheld is not given back', () => {
    sim.images.cutOff({ registry: 'docker.io' })
    expect(refusalOf(() => sim.images.restore({ registry: 'docker.oi' })).message).toContain('docker.io')
    expect(refusalOf(() => sim.images.allow({ action: 'ecr:BatchGetImage' })).expected).toBeDefined()
    expect(refusalOf(() => sim.resources.provide({ logGroup: 'x' })).name).toBe('UsageError')
    expect(refusalOf(() => sim.resources.withhold({})).message).toContain('expected one of secret, parameter')
  })
})

test('a past with images is run again to the same bytes', () => {
  const { sim, push } = withRepository()
  push('1', A)
  sim.images.publish({ image: 'nginx:1', sizeMB: 20 })
  sim.images.cutOff({ registry: 'quay.io', answer: 'denied' })
  sim.images.cutOff({ registry: 'quay.io', answer: 'throttled' })
  sim.images.restore({ registry: 'quay.io' })
  sim.images.deny({ action: 'ecr:BatchGetImage', repository: 'shop' })
  sim.images.allow({ action: 'ecr:BatchGetImage', repository: 'shop' })
  sim.resources.withhold({ parameter: '/a/b' })
  sim.resources.provide({ parameter: 'a/b' })
  sim.images.deleteImage({ image: `${ECR}/shop:1` })
  expect(sim.forkAt(sim.now).journalHash()).toBe(sim.journalHash())
  expect(Simulation.restore(sim.save()).save()).toBe(sim.save())
})
