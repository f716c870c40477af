// `drydock validate`: is this file in order? It is read for what it is and set up in a simulation, in which no time passes.
import { LivelockError, Simulation, UsageError } from '../index.ts'
import {
  type Blueprint,
  counted,
  loadChange,
  loadLive,
  type NotRehearsed,
  type Omission,
  openScenario,
  recognise,
  Site,
} from '../inputs/index.ts'
import type { Io } from './io.ts'
import { type InputOptions, refuseForeign, templateOf } from './plan-input.ts'
import { readFolder, readSource, STDIN } from './read-file.ts'
import { scenarioOf } from './read-scenario.ts'

export interface ValidateOptions extends Omit<InputOptions, 'before' | 'live'> {
  readonly json?: boolean
}

/** What is in a file that is in order. */
interface Contents {
  readonly kind: 'scenario' | 'template' | 'live' | 'change'
  /** By noun, what there is of it; what there is none of is left out. */
  readonly counts: Readonly<Record<string, number>>
  readonly notSimulated: readonly Omission[]
  readonly notRehearsed: readonly NotRehearsed[]
}

type Finding =
  | { readonly file: string; readonly contents: Contents }
  | { readonly file: string; readonly error: UsageError }

/** Returns whether every file is in order; each that is not is one complaint. */
export async function validateCommand(paths: readonly string[], options: ValidateOptions, io: Io): Promise<boolean> {
  const findings: Finding[] = []
  for (const path of paths) {
    const finding = await findingOf(path, options, io)
    findings.push(finding)
    if ('error' in finding) io.err(`error: ${finding.error.message}\n`)
    else if (options.json !== true) io.out(`${lineOf(finding.file, finding.contents)}\n`)
  }
  const valid = findings.every((finding) => !('error' in finding))
  if (options.json === true)
    io.out(`${JSON.stringify({ format: 1, valid, files: findings.map(documentOf) }, null, 2)}\n`)
  return valid
}

async function findingOf(path: string, options: ValidateOptions, io: Io): Promise<Finding> {
  try {
    return { file: path, contents: await contentsOf(path, options, io) }
  } catch (error) {
    if (error instanceof UsageError) return { file: path, error }
    if (error instanceof LivelockError) return { file: path, error: new UsageError(error.message, { path }) }
    throw error
  }
}

// ── reading ──

async function contentsOf(path: string, options: ValidateOptions, io: Io): Promise<Contents> {
  if (path !== STDIN && isFolder(path, io)) return built('live', loadLive(readFolder(path, io), { name: path }))
  const source = await readSource(path, io, 'a scenario, a template, or JSON of the AWS CLI')
  const { kind, document } = recognise(source.text, source.name)
  refuseForeign(kind, source)
  if (kind === 'template') return built('template', templateOf(document, options, io))
  if (kind === 'aws-cli') {
    const { parts } = loadChange(document)
    return { ...NOTHING_LEFT_OUT, kind: 'change', counts: present({ part: parts.length }) }
  }
  const scenario = scenarioOf(path, document, io)
  const { sim } = openScenario(scenario, {})
  const { actions, expectations } = scenario
  const stated = expectations.filter(({ place }) => place !== null).length
  const counts = present({ ...countsOf(sim), action: actions.length, expectation: stated })
  return { ...NOTHING_LEFT_OUT, kind: 'scenario', counts }
}

const NOTHING_LEFT_OUT = { notSimulated: [], notRehearsed: [] }

function isFolder(path: string, io: Io): boolean {
  try {
    io.listFolder(path)
    return true
  } catch {
    return false
  }
}

function built(kind: Contents['kind'], blueprint: Blueprint): Contents {
  const sim = new Simulation(blueprint.settings)
  new Site(sim).build(blueprint)
  const { notSimulated, notRehearsed } = blueprint
  return { kind, counts: present(countsOf(sim)), notSimulated, notRehearsed }
}

function countsOf({ view: { tables } }: Simulation): Record<string, number> {
  return {
    service: tables.services.size,
    'container instance': tables.containerInstances.size,
    task: tables.tasks.size,
    'load balancer': tables.loadBalancers.size,
  }
}

function present(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

// ── saying ──

const KINDS: Readonly<Record<Contents['kind'], string>> = {
  scenario: 'a scenario',
  template: 'a template',
  live: 'a folder that the AWS CLI has printed',
  change: 'a change for the AWS CLI, to be rehearsed with --live or --before',
}

/** `stack.yaml: a template: 2 services, 3 container instances; not simulated: 17 items`. */
function lineOf(file: string, { kind, counts, notSimulated, notRehearsed }: Contents): string {
  const there = Object.entries(counts).map(([noun, count]) => counted(count, noun))
  const left = [
    ...(notSimulated.length === 0 ? [] : [`not simulated: ${counted(notSimulated.length, 'item')}`]),
    ...(notRehearsed.length === 0 ? [] : [`not rehearsed: ${notRehearsed.map(({ service }) => service).join(', ')}`]),
  ]
  return `${file}: ${KINDS[kind]}: ${[there.join(', ') || 'nothing of ECS', ...left].join('; ')}`
}

function documentOf(finding: Finding): object {
  const { file } = finding
  if ('error' in finding) {
    const { message, path, expected, found } = finding.error
    return { file, valid: false, error: { message, path, expected, found } }
  }
  const { kind, counts, notSimulated, notRehearsed } = finding.contents
  return {
    file,
    valid: true,
    kind,
    counts,
    notSimulated,
    notRehearsed: notRehearsed.map(({ service, why }) => ({ service, why })),
  }
}
