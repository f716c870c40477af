// Templates for tests: the fixtures as they lie there, or a few lines that say what matters to a test.
import { readFileSync } from 'node:fs'
import { UsageError } from '../../src/index.ts'
import { type Blueprint, loadTemplate, type Piece, type TemplateOptions } from '../../src/inputs/index.ts'

const FIXTURES = new URL('../fixtures/templates/', import.meta.url)

export function fixtureText(path: string): string {
  return readFileSync(new URL(path, FIXTURES), 'utf8')
}

/** A template of test/fixtures/templates, under the name of its path there. */
export function loadFixture(path: string, options: TemplateOptions = {}): Blueprint {
  return loadTemplate(fixtureText(path), { name: path, readFile: fixtureText, ...options })
}

/** Files by path; the first one is the root. */
export function loadFiles(files: Readonly<Record<string, string | object>>, options: TemplateOptions = {}): Blueprint {
  const [name, root] = Object.entries(files)[0]!
  return loadTemplate(textOf(root), {
    name,
    readFile: (path) => {
      const file = files[path]
      if (file === undefined) throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' })
      return textOf(file)
    },
    ...options,
  })
}

export function loadText(template: string | object, options: TemplateOptions = {}): Blueprint {
  return loadFiles({ 'stack.yaml': template }, options)
}

function textOf(file: string | object): string {
  return typeof file === 'string' ? file : JSON.stringify(file, null, 2)
}

export function pieceOf(blueprint: Blueprint, id: string): Piece {
  const piece = blueprint.pieces.find((piece) => piece.id === id)
  if (piece === undefined) throw new Error(`no piece ${id} among ${blueprint.pieces.map((piece) => piece.id)}`)
  return piece
}

/** The message of the one mistake. */
export function mistakeIn(load: () => unknown): string {
  try {
    load()
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  throw new Error('no mistake was found')
}

/** What a value of a template comes to: it stands in the environment of a container. */
export function resultOf(value: unknown, { sections = {}, ...options }: TemplateOptions & { sections?: object } = {}) {
  return environmentOf({ V: value }, { sections, ...options }).V
}

export function environmentOf(
  values: Readonly<Record<string, unknown>>,
  { sections = {}, ...options }: TemplateOptions & { sections?: object } = {},
): Record<string, string> {
  const Environment = Object.entries(values).map(([Name, Value]) => ({ Name, Value }))
  const { Resources = {}, ...others } = sections as { Resources?: object }
  const blueprint = loadText({ ...others, Resources: { ...Resources, D: definition({ Environment }) } }, options)
  const [container] = pieceOf(blueprint, 'D').input.containerDefinitions as [{ environment: { name: string }[] }]
  return Object.fromEntries(container.environment.map(({ name, ...rest }) => [name, (rest as { value: string }).value]))
}

/** A resource: a task definition of one container. */
export function definition(container: object = {}, properties: object = {}): object {
  const containers = [{ Name: 'web', Image: 'nginx', Memory: 128, ...container }]
  return {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: { Family: 'web', ContainerDefinitions: containers, ...properties },
  }
}

/** A resource: a service of the definition `D`. */
export function service(properties: object = {}): object {
  return { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'D' }, DesiredCount: 1, ...properties } }
}
