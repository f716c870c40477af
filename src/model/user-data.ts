// What does a machine's user data tell the ECS agent?
export interface AgentSettings {
  /** Undefined when nothing names one. */
  readonly cluster: string | undefined
  readonly attributes: Readonly<Record<string, string>>
  readonly spotDraining: boolean
  readonly imagePullBehavior: string | undefined
}

/** The agent's own file, the PowerShell of Windows, the settings of Bottlerocket. */
const CLUSTERS = [
  /\bECS_CLUSTER\s*=\s*["']?([A-Za-z0-9_-]+)/,
  /Initialize-ECSAgent\b[^\n]*?-Cluster\s+["']?([A-Za-z0-9_-]+)/,
  /\[settings\.ecs\][^[]*?\bcluster\s*=\s*["']([A-Za-z0-9_-]+)["']/,
]

export function agentSettings(text: string): AgentSettings {
  return {
    cluster: CLUSTERS.map((pattern) => pattern.exec(text)?.[1]).find((name) => name !== undefined),
    attributes: attributesIn(text),
    spotDraining: /\bECS_ENABLE_SPOT_INSTANCE_DRAINING\s*=\s*["']?true/.test(text),
    imagePullBehavior: /\bECS_IMAGE_PULL_BEHAVIOR\s*=\s*["']?(default|always|once|prefer-cached)\b/.exec(text)?.[1],
  }
}

/** Whether the agent stays silent while its instance is in a warm pool; of Bottlerocket, the host waits (AG-23). */
export function waitsInWarmPool(text: string): boolean {
  return /\bECS_WARM_POOLS_CHECK\s*=\s*["']?true/.test(text) || /\bshould-wait\s*=\s*["']?true/.test(text)
}

/** `ECS_INSTANCE_ATTRIBUTES={"stack":"blue"}`, in quotes or not. */
function attributesIn(text: string): Readonly<Record<string, string>> {
  const json = /\bECS_INSTANCE_ATTRIBUTES\s*=\s*["']?(\{[^{}\n]*\})/.exec(text)?.[1]
  const value = json === undefined ? {} : parsed(json.replaceAll('\\"', '"'))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([name, attribute]) => [name, String(attribute ?? '')]))
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return {}
  }
}
