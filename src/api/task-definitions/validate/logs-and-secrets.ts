// Can a container's logs leave, and its secrets come in? (TD-50, TD-57, TD-58)
import { type Container, containersOf, type Definition } from '../definition.ts'
import type { Objections } from './objection.ts'

export function* logObjections({ logConfiguration }: Container, at: string): Objections {
  if (logConfiguration?.logDriver !== 'awslogs') return
  const options = logConfiguration.options ?? {}
  if (Object.hasOwn(options, 'awslogs-region') && Object.hasOwn(options, 'awslogs-group')) return
  yield {
    rule: 'TD-57',
    path: `${at}.logConfiguration.options`,
    message: 'Log driver awslogs requires options: awslogs-region, awslogs-group',
    expected: 'both options',
    found: options,
  }
}

export function* secretObjections(container: Container, at: string, { executionRoleArn }: Definition): Objections {
  if (executionRoleArn !== undefined && executionRoleArn !== '') return
  const isForTheContainer = (container.secrets ?? []).length > 0
  if (!isForTheContainer && (container.logConfiguration?.secretOptions ?? []).length === 0) return
  yield {
    rule: 'TD-50',
    path: isForTheContainer ? `${at}.secrets` : `${at}.logConfiguration.secretOptions`,
    message: "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    expected: 'an executionRoleArn',
    found: executionRoleArn,
  }
}

/** A task has one log router (our choice: AWS does not say). */
export function* logRouterObjections(definition: Definition): Objections {
  const routers = [...containersOf(definition)].filter(([container]) => container.firelensConfiguration !== undefined)
  if (routers.length < 2) return
  yield {
    rule: 'TD-58',
    path: `${routers[1]?.[1]}.firelensConfiguration`,
    message: 'Only one container of a task definition can have a firelensConfiguration.',
    expected: 'one log router',
    found: routers.length,
  }
}
