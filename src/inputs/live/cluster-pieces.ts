// Which clusters and capacity providers do the answers of the AWS CLI describe?
import type { Piece } from '../blueprint/blueprint.ts'
import type { Gathered, Item } from './gather.ts'
import { given, lastOf, textOf, textsOf } from './members.ts'
import { clusterArnOf, idOf, pieceOf } from './piece.ts'

/** A cluster that nobody has described is there because of its services. */
export function clusterPieces({ clusters, instances, tasks }: Gathered, services: readonly Item[]): Piece[] {
  const pieces = clusters
    .filter(({ value }) => (value.status ?? 'ACTIVE') === 'ACTIVE')
    .map((item) => {
      const name = String(item.value.clusterName)
      const input = given(item.value, ['clusterName', 'settings', 'configuration', 'tags', 'serviceConnectDefaults'])
      return pieceOf(
        { id: idOf.cluster(name), kind: 'cluster', input, names: { arn: String(item.value.clusterArn), name } },
        item,
      )
    })
  const known = new Set(pieces.map(({ names }) => names.name))
  for (const item of [...services, ...instances, ...tasks]) {
    const arn = clusterArnOf(item.value)
    if (arn === undefined || known.has(lastOf(arn))) continue
    known.add(lastOf(arn))
    const parts = {
      id: idOf.cluster(lastOf(arn)),
      input: { clusterName: lastOf(arn) },
      names: { arn, name: lastOf(arn) },
    }
    pieces.push(pieceOf({ kind: 'cluster', ...parts }, item, { clusterName: ['clusterArn'] }))
  }
  return pieces
}

export function providerPieces({ providers, clusters, scalingGroups }: Gathered): Piece[] {
  const own = providers.filter(({ value }) => !textOf(value.name)?.startsWith('FARGATE'))
  const made = own.map((item) => {
    const name = String(item.value.name)
    const input = given(item.value, ['name', 'autoScalingGroupProvider', 'tags'])
    return pieceOf(
      {
        id: idOf.provider(name),
        kind: 'capacityProvider',
        input,
        names: { arn: String(item.value.capacityProviderArn), name },
        needs: scalingGroups
          .filter(({ value }) => JSON.stringify(input).includes(String(value.AutoScalingGroupARN)))
          .map(({ value }) => `auto-scaling-group/${value.AutoScalingGroupName}`),
      },
      item,
    )
  })
  const associated = clusters
    .filter(({ value }) => textsOf(value.capacityProviders).length > 0)
    .map((item) => {
      const { clusterName: name, capacityProviders, defaultCapacityProviderStrategy = [] } = item.value
      const cluster = String(name)
      const needs = made.filter(({ names }) => textsOf(capacityProviders).includes(names.name!)).map(({ id }) => id)
      return pieceOf(
        {
          id: `cluster-capacity-providers/${cluster}`,
          kind: 'clusterCapacityProviders',
          input: { cluster, capacityProviders, defaultCapacityProviderStrategy },
          names: {},
          needs: [idOf.cluster(cluster), ...needs],
        },
        item,
        { cluster: ['clusterName'] },
      )
    })
  return [...made, ...associated]
}
