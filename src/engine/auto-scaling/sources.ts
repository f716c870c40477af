// Which version of a launch template does a group mean, or which launch configuration?

import type { GroupLaunch, LaunchSource } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'

type Seen = Pick<WorldView, 'tables'>

/** All versions of a launch template, oldest first. */
export function versionsOf({ tables }: Seen, name: string): Readonly<LaunchSource>[] {
  return [...tables.launchSources.values()].filter((source) => source.kind === 'template' && source.name === name)
}

/** Undefined for one that is not there. */
export function sourceOf(world: Seen, { kind, name, version }: GroupLaunch): Readonly<LaunchSource> | undefined {
  if (kind === 'configuration') return world.tables.launchSources.get(configurationId(name))
  if (version === '$Latest') return versionsOf(world, name).at(-1)
  if (version === '$Default' || version === null) return versionsOf(world, name).find(({ isDefault }) => isDefault)
  return world.tables.launchSources.get(templateId(name, version))
}

/** Whether an instance was launched from just that version, or configuration. */
export function isOfSource({ kind, name, version }: GroupLaunch, source: Readonly<LaunchSource>): boolean {
  const isSame = kind === source.kind && name === source.name
  return isSame && (kind === 'configuration' || version === String(source.version))
}

export function configurationId(name: string): string {
  return `configuration ${name}`
}

export function templateId(name: string, version: number | string): string {
  return `template ${name}:${version}`
}
