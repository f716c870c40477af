// Which slip of the keyboard is taken for which name?
import { expect, test } from 'vitest'
import { didYouMean, suggestion } from '../../src/kernel/closest.ts'

const NAMES = [
  'Ref',
  'Fn::Not',
  'Fn::Join',
  'AWS::ECS::Service',
  'AWS::ECS::Cluster',
  'web',
  'm5.large',
  'maximumPercent',
]

test.each([
  ['Reff', 'Ref'],
  ['ref', 'Ref'],
  ['Fn::Jion', 'Fn::Join'],
  ['AWS::ECS::Servcie', 'AWS::ECS::Service'],
  ['AWS::ECS::Cluter', 'AWS::ECS::Cluster'],
  ['wep', 'web'],
  ['AWS::ECS::Clstr', 'AWS::ECS::Cluster'],
  ['m5.lagre', 'm5.large'],
  ['maximmPrcent', 'maximumPercent'],
])('%s is meant as %s', (given, name) => {
  expect(didYouMean(given, NAMES)).toBe(name)
  expect(suggestion(given, NAMES)).toBe(` Did you mean "${name}"?`)
})

test.each(['Foo', 'Fn::Foo', 'Web1x', 'AWS::ECS::Role', 'xyz', '', 'w', 'db', 'x'.repeat(101), 'minimumHealthy'])(
  '%s is another word',
  (given) => {
    expect(didYouMean(given, NAMES)).toBeUndefined()
    expect(suggestion(given, NAMES)).toBe('')
  },
)

test('of two that are as near the first is meant', () => {
  expect(didYouMean('webs', ['webb', 'web'])).toBe('webb')
})
