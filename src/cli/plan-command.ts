// `drydock plan`: will this change complete? Reads what is there and what is to be, rehearses the one becoming the other, and says so.
import { type DeploymentRecord, PROFILES, type ProfileName, parseDurationMs, UsageError } from '../index.ts'
import { documentOf } from '../inputs/index.ts'
import { type Rehearsal, type RehearsalOptions, type Rehearsed, rehearseChange } from '../rehearsal/index.ts'
import { formatDeployment, formatRehearsal, markdownOf, paintOf } from '../report/index.ts'
import type { Io } from './io.ts'
import { type InputOptions, readChange } from './plan-input.ts'
import { describedRehearsal } from './plan-schema.ts'
import { readSource } from './read-file.ts'

export interface PlanOptions extends InputOptions {
  readonly service?: readonly string[]
  readonly imageSize?: string
  readonly bootTime?: string
  readonly missingImage?: readonly string[]
  readonly requestsPerSecond?: string
  readonly requestDuration?: string
  readonly load?: string
  readonly behavior?: string
  readonly seed?: string
  readonly runs?: string
  readonly vary?: string
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
  const load = await loadOf(options.load, io)
  const rehearsed = byOption(() => rehearseChange(change, { ...rehearsalOptions(options, io), ...load }))
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
    missingImages: distinct('--missing-image', options.missingImage),
    requestsPerSecond: numberOf('--requests-per-second', options.requestsPerSecond, { least: 1 }),
    requestDuration: durationOf('--request-duration', options.requestDuration),
    behavior: profileOf(options.behavior),
    seed,
    runs: numberOf('--runs', options.runs, { least: 1 }),
    vary: sigmaOf(options.vary),
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

/** Requests a second to every service, or the path of a file with loads. */
async function loadOf(text: string | undefined, io: Io): Promise<Pick<RehearsalOptions, 'load'>> {
  if (text === undefined) return {}
  if (/^\d{1,9}(?:\.\d{1,6})?$/.test(text)) return { load: Number(text) }
  const source = await readSource(text, io, 'a number of requests a second, or a file with loads of services')
  return { load: documentOf(source.text, source.name) }
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

function sigmaOf(text: string | undefined): number | undefined {
  if (text === undefined || (/^\d(?:\.\d{1,6})?$/.test(text) && Number(text) <= 3)) {
    return text === undefined ? undefined : Number(text)
  }
  return refuse('--vary', 'a number from 0 to 3', text)
}

function distinct(option: string, texts: readonly string[] = []): readonly string[] {
  const twice = texts.find((text, index) => texts.indexOf(text) !== index)
  if (twice === undefined) return texts
  throw new UsageError(`${option}: ${JSON.stringify(twice.slice(0, 80))} is given twice.`, { path: option })
}

/** What the rehearsal calls the options whose values only it can judge. */
const OPTION_NAMES: readonly (readonly [path: RegExp, option: string])[] = [
  [/^missingImages\[\d+\]/, '--missing-image'],
  [/^requestDuration/, '--request-duration'],
  [/^load$/, '--load'],
  [/^services(?:\[\d+\])?/, '--service'],
]

/** Complaints about options, by the names that they have here. @throws UsageError */
function byOption<T>(rehearsal: () => T): T {
  try {
    return rehearsal()
  } catch (error) {
    const path = error instanceof UsageError ? (error.path ?? '') : ''
    const [known, option] = OPTION_NAMES.find(([pattern]) => pattern.test(path)) ?? []
    if (!(error instanceof UsageError) || known === undefined || option === undefined) throw error
    const { expected, found, message } = error
    throw new UsageError(message.replace(known, option), { path: option, expected, found })
  }
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
