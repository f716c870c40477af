// How does an instance of a provider with managed draining go? Its tasks first, then itself (CP-43, CP-44).
import { updated } from '../../model/changes.ts'
import { apply } from '../apply.ts'
import { completeHook, renewHook } from '../auto-scaling/lifecycle.ts'
import type { World } from '../world.ts'
import { DRAINING_HOOK, HOOK } from './artefacts.ts'

/** Looks at an instance that waits for its tasks: it is DRAINING from now on, and goes once nothing is left on it. */
export function attendDraining(world: World, id: string, cause: number): void {
  const member = world.tables.groupInstances.get(id)
  const hook = member?.hooks.find(({ name }) => name === DRAINING_HOOK)
  if (member?.state.endsWith('Terminating:Wait') !== true || hook === undefined) return
  const instance = world.tables.containerInstances.get(member.containerInstanceArn ?? '')
  if (instance?.status === 'ACTIVE') {
    const change = updated('containerInstance.stateChanged', instance.arn, { status: 'DRAINING' }, 'CP-43')
    apply(world, { changes: [change], timers: [] }, cause)
  }
  const isEmpty = instance === undefined || !world.indexes.tasksByInstance.has(instance.arn)
  if (isEmpty) completeHook(world, member, DRAINING_HOOK, 'CONTINUE', cause)
  // ECS renews it again and again: as good as once for as long as it may wait.
  else if (hook.untilMs < hook.limitMs)
    renewHook(world, member, { ...HOOK, heartbeatMs: hook.limitMs - world.nowMs }, cause)
}
