// Scenarios for tests: everything defaults, a test states what matters to it.
import { UsageError } from '../../src/index.ts'
import { loadScenario, runScenario, type ScenarioResult } from '../../src/inputs/index.ts'

/** Files by the path that stands after `file://`. */
export type FileSet = Readonly<Record<string, string | object>>

const encoder = new TextEncoder()

export function load(scenario: string | object, files: FileSet = {}) {
  const text = typeof scenario === 'string' ? scenario : JSON.stringify(scenario)
  return loadScenario(text, {
    name: 'scenario.yaml',
    readFile: (path) => {
      const file = files[path]
      if (file === undefined) throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' })
      return encoder.encode(typeof file === 'string' ? file : JSON.stringify(file, null, 2))
    },
  })
}

export function play(scenario: string | object, files: FileSet = {}): ScenarioResult {
  return runScenario(load(scenario, files))
}

/** Two tasks of `web` on two instances with room for many more; a test overrides what it is about. */
export function webScenario(overrides: object = {}): object {
  return {
    cluster: 'prod',
    fleet: [{ instanceType: 'm5.large', count: 2 }],
    taskDefinitions: [webDefinition()],
    services: [webService()],
    ...overrides,
  }
}

export function webDefinition(overrides: object = {}): object {
  const container = { name: 'app', image: 'example.com/web:1', cpu: 256, memory: 512, ...overrides }
  return { family: 'web', containerDefinitions: [container] }
}

export function webService(overrides: object = {}): object {
  return {
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 2,
    deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 200 },
    ...overrides,
  }
}

export const FORCE = { updateService: { service: 'web', forceNewDeployment: true } }

/** The usage error that a call must end with. */
export function mistakeOf(call: () => unknown): UsageError {
  try {
    call()
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
