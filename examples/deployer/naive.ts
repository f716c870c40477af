// A deployer that believes the waiter. It is wrong whenever ECS gives a deployment up and rolls it back.
import {
  type ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs'
import type { Release } from './deploy.ts'

export async function deployNaively(ecs: ECSClient, release: Release): Promise<'deployed' | 'failed'> {
  const { cluster, service, timeoutSeconds: maxWaitTime } = release
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(release.taskDefinition))
  await ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition: taskDefinition!.taskDefinitionArn }))
  try {
    await waitUntilServicesStable({ client: ecs, maxWaitTime }, { cluster, services: [service] })
    return 'deployed'
  } catch {
    return 'failed'
  }
}
