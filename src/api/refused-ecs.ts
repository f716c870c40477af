// Which operations of ECS would mislead if they did nothing? Each is refused by its name (CL-18).
import { refusedOperations } from './refused.ts'

const AGENT = 'agents that are not its own'
const TASK_SETS = 'task sets'

const NOT_THERE = {
  discoverPollEndpoint: AGENT,
  submitAttachmentStateChanges: AGENT,
  submitContainerStateChange: AGENT,
  submitTaskStateChange: AGENT,
  executeCommand: 'ECS Exec',
  createTaskSet: TASK_SETS,
  deleteTaskSet: TASK_SETS,
  describeTaskSets: TASK_SETS,
  updateServicePrimaryTaskSet: TASK_SETS,
  updateTaskSet: TASK_SETS,
  continueServiceDeployment: 'deployments that pause',
} as const

export type RefusedEcsOperation = keyof typeof NOT_THERE

export const REFUSED_ECS: Readonly<Record<RefusedEcsOperation, () => never>> = refusedOperations(NOT_THERE, 'CL-18')
