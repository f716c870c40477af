// Of what is a query asked? Of a whole class of instances, of one slot while it places, or of an instance that is listed.
import { attributeOf } from '../../model/capabilities.ts'
import type { ContainerInstance } from '../../model/entities.ts'
import type { PlacementClass, Slot } from '../../model/fleet-index.ts'
import type { QuerySubject } from './evaluate.ts'

/** Only for queries that ask about attributes alone. */
export function subjectOfClass(owner: PlacementClass): QuerySubject {
  return { ...NOTHING_BUT_ATTRIBUTES, attribute: (name) => attributeOf(owner, name) }
}

export function subjectOfSlot(slot: Slot, instance: Readonly<ContainerInstance>): QuerySubject {
  const { wanted, groups } = slot
  return {
    attribute: (name) => attributeOf(instance, name),
    ...factsOf(instance),
    runningTasksCount: wanted,
    get taskGroups() {
      return groups.keys()
    },
  }
}

/** @param groups the group of every task of the instance that is wanted */
export function subjectOfInstance(instance: Readonly<ContainerInstance>, groups: readonly string[]): QuerySubject {
  return {
    attribute: (name) => attributeOf(instance, name),
    ...factsOf(instance),
    runningTasksCount: groups.length,
    taskGroups: groups,
  }
}

type Facts = Pick<QuerySubject, 'agentConnected' | 'agentVersion' | 'ec2InstanceId' | 'registeredAtMs'>

function factsOf(instance: Readonly<ContainerInstance>): Facts {
  const { agentConnected, versionInfo, ec2InstanceId, registeredAtMs, launchedAtMs } = instance
  return {
    agentConnected,
    agentVersion: versionInfo.agentVersion ?? '',
    ec2InstanceId,
    registeredAtMs: registeredAtMs ?? launchedAtMs,
  }
}

const NOTHING_BUT_ATTRIBUTES = {
  agentConnected: false,
  agentVersion: '',
  ec2InstanceId: '',
  registeredAtMs: 0,
  runningTasksCount: 0,
  taskGroups: [],
}
