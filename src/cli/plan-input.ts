// What is to be rehearsed? The files that the command names, read for what they are.
import { UsageError } from '../index.ts'
import {
  type Blueprint,
  loadChange,
  loadLive,
  loadTemplate,
  recognise,
  stackNameOf,
  type TemplateOptions,
  withChange,
} from '../inputs/index.ts'
import { type Change, changeOf, changeOfScenario } from '../rehearsal/index.ts'
import type { Io } from './io.ts'
import { readFolder, readSource, type Source, STDIN } from './read-file.ts'
import { scenarioOf } from './read-scenario.ts'

/** What a command says of its files. */
export interface InputOptions {
  /** The version that is there, as a template. */
  readonly before?: string
  /** A folder of what the AWS CLI has printed. */
  readonly live?: string
  /** `NAME=VALUE`. */
  readonly parameter?: readonly string[]
  readonly import?: readonly string[]
  readonly stackName?: string
  readonly region?: string
  readonly account?: string
}

const AFTER = 'a template, a scenario, or JSON of the AWS CLI'

/** @throws UsageError */
export async function readChange(path: string, options: InputOptions, io: Io): Promise<Change> {
  const source = await readSource(path, io, AFTER)
  const kind = recognise(source.text, source.name)
  if (kind === 'scenario') {
    refuseBeside('a scenario says itself what there is before', options)
    return changeOfScenario(scenarioOf(path, source, io))
  }
  // Both are versions of one stack: names that CloudFormation makes up are the same before and after.
  const stackName = options.stackName ?? (kind === 'template' ? stackNameOf(source.name) : undefined)
  const before = await readBefore(stackName === undefined ? options : { ...options, stackName }, io)
  if (kind === 'template') return changeOf(before, templateOf(source, options, io))
  if (before === null) {
    const expected = '--live or --before beside it'
    throw new UsageError(`${source.name}: this changes something that is there: expected ${expected}.`, { expected })
  }
  return changeOf(before, withChange(before, loadChange(source.text, { name: source.name })))
}

async function readBefore(options: InputOptions, io: Io): Promise<Blueprint | null> {
  const { before, live } = options
  if (live !== undefined) return loadLive(readFolder(live, io), { name: live })
  if (before === undefined) return null
  const source = await readSource(before, io, 'a template')
  if (recognise(source.text, source.name) === 'template') return templateOf(source, options, io)
  const expected = 'a template; what the AWS CLI has printed stands in a folder, for --live'
  throw new UsageError(`--before: expected ${expected}, found another file: ${source.name}.`, {
    path: '--before',
    expected,
  })
}

function refuseBeside(why: string, options: InputOptions): void {
  for (const name of ['before', 'live', 'parameter', 'import', 'stackName', 'region', 'account'] as const) {
    if (options[name] === undefined || options[name].length === 0) continue
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    throw new UsageError(`${option}: expected a template or JSON of the AWS CLI to go with it: ${why}.`, {
      path: option,
    })
  }
}

/** @throws UsageError */
export function templateOf({ name, text }: Source, options: InputOptions, io: Io): Blueprint {
  const { stackName, region, account } = options
  const given: TemplateOptions = {
    name,
    readFile: (file) => io.readFile(file),
    parameters: pairsOf('--parameter', options.parameter),
    imports: pairsOf('--import', options.import),
    ...(stackName === undefined ? {} : { stackName }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { accountId: account }),
  }
  return loadTemplate(text, given)
}

function pairsOf(option: string, pairs: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(pair) ?? []
      if (name !== undefined && value !== undefined) return [name, value]
      const expected = 'NAME=VALUE'
      throw new UsageError(`${option}: expected ${expected}, found ${JSON.stringify(pair.slice(0, 80))}.`, {
        path: option,
        expected,
      })
    }),
  )
}

/** What to call the command's file in a sentence. */
export function titleOf(path: string): string {
  return path === STDIN ? 'standard input' : path
}
