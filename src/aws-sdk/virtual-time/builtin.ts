// Which of Node's own modules are there? None elsewhere, where the little that needs them does without.

export function builtin<Module>(name: string): Module | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } }
  return process?.getBuiltinModule?.(`node:${name}`) as Module | undefined
}
