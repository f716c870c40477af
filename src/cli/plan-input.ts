// What is to be rehearsed? The files that the command names, read for what they are.
import { UsageError } from '../index.ts'
import {
  type Blueprint,
  type FileKind,
  loadChange,
  loadLive,
  loadTemplate,
  recognise,
  type SourceDocument,
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
  if (path === STDIN && options.before === STDIN) refuseTwoOfStdin()
  const source = await readSource(path, io, AFTER)
  const { kind, document } = recognise(source.text, source.name)
  refuseForeign(kind, source)
  if (kind === 'scenario') {
    refuseBeside('a scenario says itself what there is before', options)
    return changeOfScenario(scenarioOf(path, document, io))
  }
  if (kind === 'template') {
    // Two versions of one stack: what has no name of its own is called the same in both, whatever the files are called.
    const named = { ...options, stackName: options.stackName ?? stackNameOf(source.name) }
    const before = await readBefore(named, io)
    return changeOf(before, withServices(templateOf(document, named, io), before))
  }
  const before = await readBefore(options, io)
  if (before === null) {
    const expected = '--live or --before beside it'
    throw new UsageError(`${source.name}: this changes something that is there: expected ${expected}.`, { expected })
  }
  return changeOf(before, withChange(before, loadChange(document)))
}

async function readBefore(options: InputOptions, io: Io): Promise<Blueprint | null> {
  const { before, live } = options
  if (live !== undefined) return loadLive(readFolder(live, io), { name: live })
  if (before === undefined) return null
  const source = await readSource(before, io, 'a template')
  const { kind, document } = recognise(source.text, source.name)
  if (kind === 'template') return templateOf(document, options, io)
  if (kind === 'terraform') refuseForeign(kind, source)
  const expected = 'a template; what the AWS CLI has printed stands in a folder, for --live'
  throw new UsageError(`--before: expected ${expected}, found another file: ${source.name}.`, {
    path: '--before',
    expected,
  })
}

/** A pipeline that names the wrong file must not be told that all is well. */
function withServices(after: Blueprint, before: Blueprint | null): Blueprint {
  if (hasServices(after) || (before !== null && hasServices(before))) return after
  const expected = 'a service of Amazon ECS (AWS::ECS::Service)'
  const found = `${after.notSimulated.length + after.pieces.length} other resources`
  throw new UsageError(`${after.name}: there is nothing to rehearse: expected ${expected}, found none.`, {
    path: after.name,
    expected,
    found,
  })
}

function hasServices({ pieces, notRehearsed }: Blueprint): boolean {
  return notRehearsed.length > 0 || pieces.some(({ kind }) => kind === 'service')
}

/** What is neither read nor meant as a scenario. @throws UsageError */
export function refuseForeign(kind: FileKind, { name }: Pick<Source, 'name'>): void {
  const refused = FOREIGN[kind]
  if (refused === undefined) return
  const { expected, found } = refused
  throw new UsageError(`${name}: expected ${expected}, found ${found}.`, { path: name, expected, found })
}

const FOREIGN: Partial<Record<FileKind, { readonly expected: string; readonly found: string }>> = {
  other: { expected: `${AFTER} for Amazon ECS`, found: 'what another service than Amazon ECS prints or takes' },
  terraform: {
    expected:
      'a CloudFormation template, or the input of aws ecs register-task-definition or update-service together with --live and a folder of what the AWS CLI prints (docs/LIVE.md)',
    found: 'JSON of terraform show, and plans of Terraform are not read',
  },
}

function refuseTwoOfStdin(): never {
  const expected = 'a file, because standard input is read already'
  throw new UsageError(`--before: expected ${expected}, found "${STDIN}".`, {
    path: '--before',
    expected,
    found: STDIN,
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
export function templateOf(document: SourceDocument, options: InputOptions, io: Io): Blueprint {
  const { stackName, region, account } = options
  refuseMismatch('--region', region, REGION)
  refuseMismatch('--account', account, ACCOUNT)
  const given: TemplateOptions = {
    readFile: (file) => io.readFile(file),
    parameters: pairsOf('--parameter', options.parameter),
    imports: pairsOf('--import', options.import),
    ...(stackName === undefined ? {} : { stackName }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { accountId: account }),
  }
  return loadTemplate(document, given)
}

const REGION = { pattern: /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/, expected: 'the code of a Region such as us-east-1' }
const ACCOUNT = { pattern: /^\d{12}$/, expected: 'twelve digits' }

function refuseMismatch(path: string, text: string | undefined, { pattern, expected }: typeof REGION): void {
  if (text === undefined || pattern.test(text)) return
  const found = JSON.stringify(text.slice(0, 80))
  throw new UsageError(`${path}: expected ${expected}, found ${found}.`, { path, expected, found })
}

/** A name that is given twice is refused: whoever reads the command could not say which one counts. */
function pairsOf(option: string, pairs: readonly string[] = []): Record<string, string> {
  const names = new Set<string>()
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(pair) ?? []
      if (name !== undefined && names.has(name)) {
        throw new UsageError(`${option}: ${JSON.stringify(name.slice(0, 80))} is given twice.`, { path: option })
      }
      if (name !== undefined && value !== undefined) {
        names.add(name)
        return [name, value]
      }
      const expected = 'NAME=VALUE'
      throw new UsageError(`${option}: expected ${expected}, found ${JSON.stringify(pair.slice(0, 80))}.`, {
        path: option,
        expected,
      })
    }),
  )
}
