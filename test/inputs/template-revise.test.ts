// Where a piece stands in its template, and what the template says after a change.
import { describe, expect, test } from 'vitest'
import type { Blueprint, FilePatch, Step } from '../../src/inputs/index.ts'
import { definition, loadFixture, loadText, mistakeIn, pieceOf, service } from './templates.ts'

/** A patch that changes a member of a piece's input. */
function patchOf(blueprint: Blueprint, id: string, path: readonly Step[], value: unknown): FilePatch {
  const piece = pieceOf(blueprint, id)
  const steps = piece.locate(path)
  if (steps === null) throw new Error(`${id} does not say where ${path} stands`)
  const file = piece.place.document.name
  return { file, op: 'replace', path: steps, value: piece.spell?.(path, value) ?? value }
}

function revised(blueprint: Blueprint, id: string, path: readonly Step[], value: unknown) {
  return pieceOf(blueprint.revise([patchOf(blueprint, id, path, value)]), id).input
}

const shop = loadFixture('shop.yaml')

describe('where a member of a piece stands', () => {
  const properties = (id: string, ...steps: Step[]) => ['Resources', id, 'Properties', ...steps]
  test.each<[id: string, path: Step[], steps: Step[] | null]>([
    ['Service', ['desiredCount'], properties('Service', 'DesiredCount')],
    ['Service', ['placementStrategy', 0, 'field'], properties('Service', 'PlacementStrategies', 0, 'Field')],
    ['Service', ['healthCheckGracePeriodSeconds'], properties('Service', 'HealthCheckGracePeriodSeconds')],
    [
      'Service',
      ['networkConfiguration', 'awsvpcConfiguration', 'subnets', 0],
      properties('Service', 'NetworkConfiguration', 'AwsvpcConfiguration', 'Subnets', 0),
    ],
    ['Definition', ['containerDefinitions', 0, 'image'], properties('Definition', 'ContainerDefinitions', 0, 'Image')],
    ['Balancer', ['Attributes', 0, 'Value'], properties('Balancer', 'LoadBalancerAttributes', 0, 'Value')],
    ['Group', ['DesiredCapacity'], properties('Group', 'DesiredCapacity')],
    ['Group', ['MaxSize'], properties('Group', 'MaxSize')],
    ['Launch', ['instanceType'], properties('Launch', 'LaunchTemplateData', 'InstanceType')],
    ['Launch', ['cluster'], null],
    ['Service', ['noSuchMember'], null],
    ['Balancer', ['Subnets', 0], null],
  ])('%s %j', (id, path, steps) => {
    expect(pieceOf(shop, id).locate(path)).toEqual(steps)
  })

  test('behind a Fn::If it is the side that counts', () => {
    expect(pieceOf(shop, 'Service').locate(['deploymentConfiguration', 'minimumHealthyPercent'])).toEqual([
      'Resources',
      'Service',
      'Properties',
      'DeploymentConfiguration',
      'Fn::If',
      1,
      'MinimumHealthyPercent',
    ])
  })

  test('items that are not there do not count', () => {
    expect(
      pieceOf(shop, 'Definition').locate(['containerDefinitions', 0, 'environment', 1, 'value'])?.slice(-2),
    ).toEqual([2, 'Value'])
  })

  test('the line of a short form', () => {
    const { place, locate } = pieceOf(shop, 'Service')
    expect(place.document.locate(locate(['desiredCount'])!)).toBe('shop.yaml:124:7')
  })
})

describe('the same files, changed', () => {
  test('a value takes the place of the intrinsic function that made it', () => {
    expect(revised(shop, 'Service', ['desiredCount'], 9)).toMatchObject({ desiredCount: 9 })
    expect(revised(shop, 'Launch', ['instanceType'], 'c5.xlarge')).toMatchObject({ instanceType: 'c5.xlarge' })
    expect(revised(shop, 'Group', ['DesiredCapacity'], 5)).toMatchObject({ DesiredCapacity: 5 })
  })

  test('members that were not there are made, in the words of the template', () => {
    const path = ['containerDefinitions', 0, 'healthCheck']
    const healthCheck = { command: ['CMD', 'true'], retries: 2 }
    expect(revised(shop, 'Definition', path, healthCheck)).toMatchObject({ containerDefinitions: [{ healthCheck }] })
    const plain = loadText({ Resources: { D: definition(), S: service() } })
    expect(revised(plain, 'S', ['deploymentConfiguration', 'maximumPercent'], 150)).toMatchObject({
      deploymentConfiguration: { maximumPercent: 150 },
    })
  })

  test('several changes, one after the other; names stay the same', () => {
    const patches = [
      patchOf(shop, 'Service', ['desiredCount'], 3),
      patchOf(shop, 'Service', ['deploymentConfiguration', 'minimumHealthyPercent'], 100),
    ]
    const after = shop.revise(patches)
    expect(pieceOf(after, 'Service').input).toMatchObject({
      desiredCount: 3,
      deploymentConfiguration: { minimumHealthyPercent: 100 },
    })
    expect(after.pieces.map(({ id, names }) => [id, names])).toEqual(shop.pieces.map(({ id, names }) => [id, names]))
    expect(pieceOf(after.revise([patchOf(after, 'Service', ['desiredCount'], 4)]), 'Service').input).toMatchObject({
      desiredCount: 4,
      deploymentConfiguration: { minimumHealthyPercent: 100 },
    })
    expect(pieceOf(shop, 'Service').input.desiredCount).toBe(2)
  })

  test('members and items are added and removed', () => {
    const base = ['Resources', 'Service', 'Properties', 'PlacementStrategies']
    const strategy = { Type: 'binpack', Field: 'memory' }
    const added = shop.revise([{ file: 'shop.yaml', op: 'add', path: [...base, 1], value: strategy }])
    expect(pieceOf(added, 'Service').input.placementStrategy).toHaveLength(2)
    const without = added.revise([
      { file: 'shop.yaml', op: 'remove', path: [...base, 0] },
      { file: 'shop.yaml', op: 'remove', path: ['Resources', 'Service', 'Properties', 'DeploymentConfiguration'] },
    ])
    expect(pieceOf(without, 'Service').input.placementStrategy).toEqual([{ type: 'binpack', field: 'memory' }])
    expect(pieceOf(without, 'Service').input.deploymentConfiguration).toBeUndefined()
  })

  test('a change in the file of a nested stack', () => {
    const nested = loadFixture('nested/main.yaml')
    expect(revised(nested, 'Web/Service', ['desiredCount'], 6)).toMatchObject({ desiredCount: 6 })
  })

  test('what a change makes wrong is a mistake of the file', () => {
    const patch = patchOf(shop, 'Service', ['desiredCount'], 'many')
    expect(mistakeIn(() => shop.revise([patch]))).toBe(
      'shop.yaml:124:7: Resources.Service.Properties.DesiredCount: expected an integer, found "many".',
    )
  })

  test('a file that was not read, and a path that leads nowhere', () => {
    const patch: FilePatch = { file: 'other.yaml', op: 'replace', path: ['Resources'], value: {} }
    expect(mistakeIn(() => shop.revise([patch]))).toBe(
      'patch: expected a file that was read (shop.yaml), found "other.yaml".',
    )
    const odd: FilePatch = { file: 'shop.yaml', op: 'replace', path: ['Description', 'x'], value: 1 }
    expect(mistakeIn(() => shop.revise([odd]))).toMatch(
      /^patch of shop\.yaml: Description\/x: there is no "x" in "One service/,
    )
  })
})
