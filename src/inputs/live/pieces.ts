// Which pieces do the answers of the AWS CLI describe? Each becomes the input of the call that makes it.
import { definitionFromDescription } from '../../index.ts'
import type { Piece } from '../blueprint/blueprint.ts'
import { type AwsInput, deployedMembers, serviceInputs } from '../services.ts'
import { balancerPiece, groupPieces, listenerPiece, rulePiece } from './balancing-pieces.ts'
import { clusterPieces, providerPieces } from './cluster-pieces.ts'
import { fleetPieces } from './fleet-pieces.ts'
import type { Gathered, Item } from './gather.ts'
import { lastOf } from './members.ts'
import { groupsNamed, idOf, pieceOf, revisionName } from './piece.ts'
import { groupPiecesOf, scalingPiecesOf } from './scaling-pieces.ts'

/** In the order in which they can be made. */
export function piecesOf(all: Gathered, services: readonly Item[]): Piece[] {
  const definitions = definitionPieces(all)
  return [
    ...clusterPieces(all, services),
    ...groupPieces(all),
    ...groupPiecesOf(all),
    ...providerPieces(all),
    ...fleetPieces(all),
    ...all.balancers.map(balancerPiece),
    ...all.listeners.map((item) => listenerPiece(item, all)),
    ...all.rules.filter(({ value }) => value.IsDefault !== true).map((item) => rulePiece(item, all)),
    ...definitions,
    ...services.map((item) => servicePiece(item, all, definitions)),
    ...scalingPiecesOf(all, services),
  ]
}

/** The newest revision of a family goes by the family's name, so that it is the same piece in the next version of the files. */
function definitionPieces({ taskDefinitions }: Gathered): Piece[] {
  const byNumber = [...taskDefinitions].sort((a, b) => Number(a.value.revision) - Number(b.value.revision))
  return byNumber.map((item) => {
    const { family, taskDefinitionArn } = item.value
    const isNewest = byNumber.findLast((each) => each.value.family === family) === item
    const name = revisionName(item.value)
    const input = definitionFromDescription(item.value) as unknown as AwsInput
    return pieceOf(
      {
        id: `task-definition/${isNewest ? family : name}`,
        kind: 'taskDefinition',
        input,
        names: { arn: String(taskDefinitionArn), name },
      },
      item,
    )
  })
}

function servicePiece(item: Item, all: Gathered, definitions: readonly Piece[]): Piece {
  const [made] = serviceInputs(item)
  const input = made!.value
  const cluster = String(input.cluster ?? 'default')
  const definition = definitions.find(({ names }) => names.name === lastOf(String(input.taskDefinition)))
  const balancers = all.listeners.filter((each) =>
    groupsNamed(input, all).some((id) => groupsNamed(each.value, all).includes(id)),
  )
  const needs = [
    idOf.cluster(cluster),
    ...(definition === undefined ? [] : [definition.id]),
    ...groupsNamed(input, all),
    ...balancers.map((each) => idOf.listener(each.value.ListenerArn)),
  ]
  const names = { arn: String(item.value.serviceArn) }
  const deployed = deployedMembers(item.value).map(({ member, steps }) => [member, steps] as const)
  return pieceOf({ id: idOf.service(cluster, item.value.serviceName), kind: 'service', input, names, needs }, item, {
    cluster: ['clusterArn'],
    ...Object.fromEntries(deployed),
  })
}
