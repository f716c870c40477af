// Which tables do the indexes look into, beside what they are told?
import type { ContainerInstance, Subnet, Task, TaskDefinition } from './entities.ts'
import type { GroupInstance } from './scaling/groups.ts'
import type { ScheduledAction } from './scaling/targets.ts'
import type { ReadonlyTable } from './table.ts'

export interface IndexedTables {
  readonly containerInstances: ReadonlyTable<ContainerInstance>
  readonly tasks: ReadonlyTable<Task>
  readonly taskDefinitions: ReadonlyTable<TaskDefinition>
  readonly subnets: ReadonlyTable<Subnet>
  readonly scheduledActions: ReadonlyTable<ScheduledAction>
  readonly groupInstances: ReadonlyTable<GroupInstance>
}
