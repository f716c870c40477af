// Which tags does ECS itself give to a task, where it is told to? (SV-127)
import type { Tag } from './basics.ts'

/** Nobody else's tags begin so. */
export const OF_AWS = /^aws:/i

export function managedTags(clusterName: string, serviceName: string | null): readonly Tag[] {
  const cluster = { key: 'aws:ecs:clusterName', value: clusterName }
  return serviceName === null ? [cluster] : [cluster, { key: 'aws:ecs:serviceName', value: serviceName }]
}
