// `drydock plan`: will this change complete? Reads what is there and what is to be, rehearses the one becoming the other, and says so.
import { type DeploymentRecord, PROFILES, type ProfileName, parseDurationMs, UsageError } from '../index.ts'
import { type Rehearsal, type RehearsalOptions, type Rehearsed, rehearseChange } from '../rehearsal/index.ts'
import { formatDeployment, formatRehearsal, markdownOf, paintOf } from '../report/index.ts'
import type { Io } from './io.ts'
import { type InputOptions, readChange } from './plan-input.ts'
import { describedRehearsal } from './plan-schema.ts'

export interface PlanOptions extends InputOptions {
  readonly service?: readonly string[]
  readonly imageSize?: string
  readonly bootTime?: string
  readonly requestsPerSecond?: string
  readonly behavior?: string
  readonly seed?: string
  readonly runs?: string
  readonly atMost?: string
  readonly keepHealthy?: string
  readonly within?: string
  readonly fixes: boolean
  readonly allowNotRehearsed?: boolean
  readonly json?: boolean
  readonly markdown?: boolean
  readonly quiet?: boolean
  readonly color: boolean
}

const WIDTH = 100

/** Returns whether all is well: it completes, keeps to what was asked, and everything was rehearsed. @throws UsageError */
export async function planCommand(path: string, options: PlanOptions, io: Io): Promise<boolean> {
  const change = await readChange(path, options, io)
  const rehearsed = naming(() => rehearseChange(change, rehearsalOptions(options, io)))
  io.progress(null)
  io.out(`${textOf(rehearsed, options, io)}\n`)
  const { verdict, notRehearsed } = rehearsed.rehearsal
  return verdict === 'completes' && (notRehearsed.length === 0 || options.allowNotRehearsed === true)
}

function rehearsalOptions(options: PlanOptions, io: Io): RehearsalOptions {
  const { service, bootTime, seed, atMost, within, fixes } = options
  return {
    services: service,
    imageSizeMB: numberOf('--image-size', options.imageSize, { least: 1 }),
    bootTime: durationOf('--boot-time', bootTime),
    requestsPerSecond: numberOf('--requests-per-second', options.requestsPerSecond),
    behavior: profileOf(options.behavior),
    seed,
    runs: numberOf('--runs', options.runs, { least: 1 }),
    atMost: durationOf('--at-most', atMost),
    expectations: {
      keepHealthyPercent: numberOf('--keep-healthy', options.keepHealthy, { most: 100 }),
      within: durationOf('--within', within),
    },
    fixes,
    onProgress: ({ phase, done, of }) =>
      io.progress(`${phase === 'run' ? 'rehearsing' : 'trying fixes'} ${done}/${of}`),
  }
}

// ── options ──

/** A complaint about a member of the rehearsal's options is about the option that it came from. */
function naming<T>(rehearse: () => T): T {
  try {
    return rehearse()
  } catch (error) {
    const { path = '', expected, found, message } = error instanceof UsageError ? error : ({} as UsageError)
    if (!/^services\[\d+\]$/.test(path)) throw error
    throw new UsageError(message.replace(path, '--service'), { path: '--service', expected, found })
  }
}

/** What an option's number may be; up to nine digits when it has no end. */
interface Range {
  readonly least?: number
  readonly most?: number
}

function numberOf(option: string, text: string | undefined, { least = 0, most }: Range = {}): number | undefined {
  if (text === undefined) return undefined
  const isWhole = /^\d{1,9}$/.test(text)
  if (isWhole && Number(text) >= least && Number(text) <= (most ?? Number.POSITIVE_INFINITY)) return Number(text)
  const bounds = most === undefined ? `, ${least} or more` : ` from ${least} to ${most}`
  return refuse(option, `a whole number${bounds}`, text)
}

/** As it was written: refused here, so that the complaint names the option. */
function durationOf(option: string, text: string | undefined): string | undefined {
  if (text !== undefined) parseDurationMs(text, option)
  return text
}

function profileOf(text: string | undefined): ProfileName | undefined {
  if (text === undefined || (PROFILES as readonly string[]).includes(text)) return text as ProfileName | undefined
  return refuse('--behavior', `one of ${PROFILES.join(', ')}`, text)
}

function refuse(option: string, expected: string, text: string): never {
  const found = JSON.stringify(text.slice(0, 80))
  throw new UsageError(`${option}: expected ${expected}, found ${found}.`, { path: option, expected, found })
}

// ── what is said ──

function textOf({ rehearsal, simulation }: Rehearsed, options: PlanOptions, io: Io): string {
  const records = recordsOf(rehearsal, simulation)
  if (options.json === true) return JSON.stringify({ ...describedRehearsal(rehearsal), deployments: records }, null, 2)
  if (options.markdown === true) {
    const details = records.map((record) => ({
      title: `Timeline of ${record.serviceName}`,
      text: formatDeployment(record, { width: WIDTH }),
    }))
    return markdownOf(rehearsal, { details }).trimEnd()
  }
  const look = { paint: paintOf(options.color && io.hasColors), width: WIDTH }
  const isQuiet = options.quiet === true
  const timelines = isQuiet ? [] : records.map((record) => formatDeployment(record, look))
  return formatRehearsal(rehearsal, { ...look, isQuiet, timelines })
}

/** How the deployments went to which the change led, in the run that came out worst. */
function recordsOf({ steps }: Rehearsal, simulation: Rehearsed['simulation']): DeploymentRecord[] {
  const told = steps.at(-1)?.services.filter(({ change }) => change !== 'unchanged') ?? []
  const since = steps.at(-1)?.sinceMs ?? 0
  return told.flatMap(({ cluster, service }) => simulation.deployments(`${cluster}/${service}`, { since }))
}
