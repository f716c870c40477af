// How does AWS show a capacity provider, and a strategy? (CP-01…CP-05)
import { capacityProviderArn } from '../../kernel/arns.ts'
import type { CapacityProvider, CapacityProviderItem } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { copyOf } from '../dates.ts'
import type {
  AutoScalingGroupProvider,
  CapacityProvider as AwsCapacityProvider,
} from '../shapes/ecs-types.generated.ts'

export function describeProvider(
  provider: Readonly<CapacityProvider>,
  include: readonly string[],
): AwsCapacityProvider {
  return {
    capacityProviderArn: provider.arn,
    name: provider.name,
    status: provider.status,
    autoScalingGroupProvider: copyOf(provider.autoScalingGroupProvider) as AutoScalingGroupProvider,
    updateStatus: provider.updateStatus,
    tags: include.includes('TAGS') ? copyOf([...provider.tags]) : [],
    type: 'EC2_AUTOSCALING',
  }
}

/** FARGATE and FARGATE_SPOT are there in every account. */
export function describeFargateProvider(
  { realm }: Pick<WorldView, 'realm'>,
  name: 'FARGATE' | 'FARGATE_SPOT',
): AwsCapacityProvider {
  return { capacityProviderArn: capacityProviderArn(realm, name), name, status: 'ACTIVE', tags: [], type: name }
}

export function describeItems(
  items: readonly CapacityProviderItem[],
): { capacityProvider: string; base: number; weight: number }[] {
  return items.map(({ name, base, weight }) => ({ capacityProvider: name, base, weight }))
}
