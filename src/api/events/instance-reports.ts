// What does EventBridge hear of a container instance? Its registration, its status, its agent, and what remains of it (EV-2).
import type { WorldView } from '../../model/view.ts'
import { describeContainerInstance } from '../container-instances/describe.ts'
import { present } from '../dates.ts'
import type { Resource } from '../shapes/ecs-types.generated.ts'
import { isoOf, type Report } from './envelope.ts'

/** @param arn of the instance that the entry has changed; the world is as it was right after it */
export function instanceReport(world: WorldView, arn: string, atMs: number): Report {
  const shown = describeContainerInstance(world, world.tables.containerInstances.certain(arn))
  const { registeredResources = [], remainingResources = [] } = shown
  const detail = {
    agentConnected: shown.agentConnected,
    ...present('agentUpdateStatus', shown.agentUpdateStatus),
    attributes: shown.attributes,
    clusterArn: world.tables.containerInstances.certain(arn).clusterArn,
    containerInstanceArn: arn,
    ec2InstanceId: shown.ec2InstanceId,
    registeredResources: registeredResources.map(resourceOf),
    remainingResources: remainingResources.map(resourceOf),
    status: shown.status,
    version: shown.version,
    versionInfo: shown.versionInfo,
    updatedAt: isoOf(atMs),
  }
  return { type: 'ECS Container Instance State Change', resource: arn, detail }
}

/** With the one value that its type has. */
function resourceOf({ name, type, integerValue, stringSetValue }: Resource): object {
  return type === 'STRINGSET' ? { name, type, stringSetValue } : { name, type, integerValue }
}
