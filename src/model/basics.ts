// What do tasks, services and instances have in common? Small nouns that all of them use.

/** JSON, as the journal and a saved simulation hold it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type JsonRecord = { readonly [key: string]: Json }

export interface Tag {
  readonly key: string
  readonly value: string
}

/** A provider's part in a capacity provider strategy. */
export interface CapacityProviderItem {
  readonly name: string
  /** The first so many tasks go here. */
  readonly base: number
  /** Of all others, its share. */
  readonly weight: number
}

/** Names a strategy or filter that the user brought along. */
export type PluginType = `custom:${string}`

export interface PlacementStrategyItem {
  readonly type: 'spread' | 'binpack' | 'random' | PluginType
  /** `instanceId`, `attribute:NAME`, `cpu` or `memory`; '' for random; what a plug-in likes. */
  readonly field: string
}

export interface PlacementConstraintItem {
  readonly type: 'distinctInstance' | 'memberOf'
  /** In the cluster query language; '' for distinctInstance. */
  readonly expression: string
}

export type LaunchType = 'EC2' | 'FARGATE' | 'EXTERNAL'
