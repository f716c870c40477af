// Which roles does a task work under, and can ECS assume them? (IM-4, RS-1)
import type { TaskDefinition, TaskLaunch } from '../../model/entities.ts'
import type { Obstacle } from '../../model/supplies.ts'
import type { ReadonlyTable } from '../../model/table.ts'
import type { Scene } from '../context.ts'

type Roles = { readonly executionRoleArn?: string; readonly taskRoleArn?: string }

/** What the call said goes before the definition. */
function rolesOf({ definition }: Readonly<TaskDefinition>, { overrides }: Pick<TaskLaunch, 'overrides'>): Roles {
  return { ...(definition as Roles), ...(overrides as Roles) }
}

/** Pulls and fetches what the task needs before it starts; null when the instance's role does. */
export function executionRoleOf({ definition, task }: Scene): string | null {
  return rolesOf(definition, task.launch).executionRoleArn ?? null
}

/** The words of ECS when it cannot assume a role of the task; null when nothing is in the way (RS-1). */
export function roleRefusal(
  definition: Readonly<TaskDefinition>,
  launch: Pick<TaskLaunch, 'overrides'>,
  obstacles: ReadonlyTable<Obstacle>,
): { readonly arn: string; readonly message: string } | null {
  if (obstacles.size === 0) return null
  const { executionRoleArn, taskRoleArn } = rolesOf(definition, launch)
  for (const { kind, subject } of obstacles.values())
    if (kind === 'role' && (subject === executionRoleArn || subject === taskRoleArn))
      return {
        arn: subject,
        message: `ECS was unable to assume the role '${subject}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`,
      }
  return null
}
