// What do the pseudo parameters of CloudFormation return?
import { derivedUuid } from './made-up.ts'
import type { Realm } from './scope.ts'
import { NO_VALUE, type Value } from './values.ts'

export const PSEUDO_PARAMETERS: Readonly<Record<string, (realm: Realm, stackName: string) => Value>> = {
  'AWS::AccountId': ({ accountId }) => accountId,
  'AWS::NoValue': () => NO_VALUE,
  'AWS::NotificationARNs': () => [],
  'AWS::Partition': ({ partition }) => partition,
  'AWS::Region': ({ region }) => region,
  'AWS::StackId': stackIdOf,
  'AWS::StackName': (_, stackName) => stackName,
  'AWS::URLSuffix': ({ urlSuffix }) => urlSuffix,
}

export function stackIdOf({ partition, region, accountId }: Realm, stackName: string): string {
  const uuid = derivedUuid(`${accountId}/${region}/${stackName}`)
  return `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stackName}/${uuid}`
}
