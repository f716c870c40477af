// Which load balancers, target groups, listeners and rules do the answers of the AWS CLI describe?
import type { Piece } from '../blueprint/blueprint.ts'
import type { AwsInput } from '../services.ts'
import { GROUP_MEMBERS } from '../target-groups.ts'
import { groupOf, isOfGroup } from './about.ts'
import type { Gathered, Item } from './gather.ts'
import { given, recordsOf } from './members.ts'
import { groupsNamed, idOf, pieceOf } from './piece.ts'

export function balancerPiece(item: Item): Piece {
  const { value } = item
  const Subnets = recordsOf(value.AvailabilityZones).map(({ SubnetId }) => SubnetId)
  const input = {
    Name: value.LoadBalancerName,
    Subnets,
    ...given(value, ['Type', 'Scheme', 'SecurityGroups', 'IpAddressType']),
  }
  const names = { arn: String(value.LoadBalancerArn), dnsName: String(value.DNSName) }
  return pieceOf({ id: idOf.balancer(value.LoadBalancerName), kind: 'loadBalancer', input, names }, item, {
    Name: ['LoadBalancerName'],
    Subnets: null,
  })
}

export function groupPieces(all: Gathered): Piece[] {
  const attributes = new Map<string, unknown>()
  for (const item of all.attributes) {
    const group = isOfGroup(item) ? groupOf(item, all, () => false) : null
    if (group !== null) attributes.set(group, item.value.Attributes)
  }
  return all.groups.map((item) => {
    const arn = String(item.value.TargetGroupArn)
    const Attributes = attributes.get(arn)
    const input = {
      Name: item.value.TargetGroupName,
      ...given(item.value, GROUP_MEMBERS),
      ...(Attributes === undefined ? {} : { Attributes }),
    }
    return pieceOf({ id: idOf.group(item.value.TargetGroupName), kind: 'targetGroup', input, names: { arn } }, item, {
      Name: ['TargetGroupName'],
      Attributes: null,
    })
  })
}

export function listenerPiece(item: Item, all: Gathered): Piece {
  const { value } = item
  const balancer = all.balancers.find((each) => each.value.LoadBalancerArn === value.LoadBalancerArn)
  const input = {
    ...given(value, ['LoadBalancerArn', 'Port', 'Protocol', 'Certificates', 'SslPolicy', 'AlpnPolicy']),
    DefaultActions: recordsOf(value.DefaultActions).map(actionOf),
  }
  const needs = [idOf.balancer(balancer?.value.LoadBalancerName), ...groupsNamed(value, all)]
  return pieceOf(
    { id: idOf.listener(value.ListenerArn), kind: 'listener', input, names: { arn: String(value.ListenerArn) }, needs },
    item,
  )
}

/** AWS prints a forward to one group in both of its forms. */
function actionOf(action: AwsInput): AwsInput {
  const { ForwardConfig, ...rest } = action
  return rest.TargetGroupArn === undefined && ForwardConfig !== undefined ? action : rest
}

export function rulePiece(item: Item, all: Gathered): Piece {
  const { value } = item
  // arn:…:listener-rule/app/NAME/BALANCER/LISTENER/RULE
  const ListenerArn = String(value.RuleArn)
    .replace(':listener-rule/', ':listener/')
    .replace(/\/[^/]*$/, '')
  const input = {
    ListenerArn,
    Priority: Number(value.Priority),
    Conditions: recordsOf(value.Conditions).map(conditionOf),
    Actions: recordsOf(value.Actions).map(actionOf),
  }
  const id = `listener-rule/${String(value.RuleArn).split('/').slice(-4).join('/')}`
  const needs = [idOf.listener(ListenerArn), ...groupsNamed(value, all)]
  return pieceOf({ id, kind: 'listenerRule', input, names: { arn: String(value.RuleArn) }, needs }, item, {
    ListenerArn: null,
  })
}

/** The same for conditions: the values stand beside their configuration. */
function conditionOf(condition: AwsInput): AwsInput {
  const { Values, ...rest } = condition
  return Object.keys(rest).some((name) => name.endsWith('Config')) ? rest : condition
}
