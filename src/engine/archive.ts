// How is a simulation kept in a file, and taken up again bit for bit? The file holds the journal, not the tables: state is
// the fold of the journal. A damaged file, or one from a newer version, gets one clear error.
import * as z from 'zod/mini'
import { show } from '../kernel/closest.ts'
import { UsageError } from '../kernel/errors.ts'
import { EventQueue, PHASE, type Phase } from '../kernel/event-queue.ts'
import { sha256OfJsonLines } from '../kernel/hash.ts'
import { RandomStreams } from '../kernel/random.ts'
import { JOURNAL_KINDS, type JournalEntry, type JournalKind } from '../model/changes.ts'
import type { PluginType } from '../model/entities.ts'
import { NO_PLUGINS, type Plugins } from '../placement/plugin.ts'
import { pluginTypes } from '../placement/plugins.ts'
import { World, type WorldOptions } from './world.ts'
import { write } from './write.ts'

const FORMAT = 'ecs-drydock simulation'
const VERSION = 1

const whole = z.int()
const entry = z.strictObject({
  seq: whole,
  atMs: whole,
  kind: z.custom<JournalKind>(
    (kind) => typeof kind === 'string' && Object.hasOwn(JOURNAL_KINDS, kind),
    'a kind of journal entry',
  ),
  id: z.string(),
  cause: z.nullable(whole),
  rule: z.nullable(z.string()),
  set: z.custom<object | null>((value) => typeof value === 'object'),
})
const event = z.strictObject({
  atMs: whole,
  phase: z.custom<Phase>((phase) => Object.values<unknown>(PHASE).includes(phase)),
  order: whole,
  sequence: whole,
  kind: z.string(),
  id: z.string(),
  cause: whole,
})
const stream = z.strictObject({ c: z.number(), s0: z.number(), s1: z.number(), s2: z.number() })
const archive = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  sha256: z.string(),
  options: z.custom<WorldOptions>((value) => typeof value === 'object' && value !== null),
  plugins: z.optional(z.array(z.string())),
  nowMs: whole,
  steps: whole,
  queueSequence: whole,
  marked: z.array(z.string()),
  streams: z.record(z.string(), stream),
  queue: z.array(event),
  journal: z.array(entry),
})
type Archive = z.infer<typeof archive>

export function saveWorld(world: World): string {
  const content = {
    options: world.options,
    ...pluginsIn(world),
    nowMs: world.nowMs,
    steps: world.steps,
    queueSequence: world.queue.sequence,
    marked: [...world.marked],
    streams: world.streams.states(),
    queue: world.queue.toArray(),
    journal: world.journal,
  }
  return JSON.stringify({ format: FORMAT, version: VERSION, sha256: digest(content), ...content })
}

/** Functions cannot be saved; their names say which ones the simulation cannot go on without. */
function pluginsIn({ plugins }: World): { plugins?: string[] } {
  const types = pluginTypes(plugins)
  return types.length === 0 ? {} : { plugins: types }
}

/** @throws UsageError for anything but an undamaged archive of a version that we know, or when a plug-in of it is missing. */
export function restoreWorld(json: string, plugins: Plugins = NO_PLUGINS): World {
  const saved = readArchive(json)
  const given = pluginTypes(plugins)
  for (const type of saved.plugins ?? []) if (!given.includes(type as PluginType)) refusePlugin(type)
  const world = new World(saved.options, {
    queue: EventQueue.from(saved.queue, saved.queueSequence),
    streams: new RandomStreams(saved.options.seed, saved.streams),
    nowMs: saved.nowMs,
    marked: new Set(saved.marked),
    steps: saved.steps,
    plugins,
  })
  for (const line of saved.journal) {
    world.journal.push(line as JournalEntry)
    write(world.tables, world.indexes, line as JournalEntry)
  }
  world.indexes.still()
  return world
}

function refusePlugin(type: string): never {
  throw new UsageError(`The saved simulation uses ${type}: give it to restore() as a plug-in of that name.`, {
    path: 'plugins',
    expected: type,
    found: 'nothing of that name',
  })
}

function readArchive(json: string): Archive {
  const parsed = parseJson(json)
  const { format, version } = parsed as { format?: unknown; version?: unknown }
  if (format !== FORMAT) refuse('format', `"${FORMAT}"`, format)
  if (typeof version === 'number' && version > VERSION) {
    throw new UsageError(
      `This simulation was saved by a newer ecs-drydock (format ${version}; this one reads up to ${VERSION}).`,
      {
        path: 'version',
        expected: `${VERSION} or less`,
        found: String(version),
      },
    )
  }
  const result = archive.safeParse(parsed)
  if (!result.success) {
    const issue = result.error.issues[0]!
    throw new UsageError(`The saved simulation is damaged at ${issue.path.join('.') || 'its top'}: ${issue.message}.`, {
      path: issue.path.join('.'),
      expected: issue.message,
    })
  }
  const { format: _format, version: _version, sha256, ...content } = result.data
  const actual = digestOrNothing(content)
  if (actual !== sha256) {
    throw new UsageError('The saved simulation is damaged: its content does not match its checksum.', {
      path: 'sha256',
      expected: actual ?? 'content that can be read',
      found: show(sha256),
    })
  }
  return result.data
}

function parseJson(json: unknown): object {
  try {
    const parsed: unknown = typeof json === 'string' ? JSON.parse(json) : undefined
    if (typeof parsed === 'object' && parsed !== null) return parsed
  } catch {
    // Falls through to the one refusal below.
  }
  return refuse('', 'the JSON text that save() gave', json)
}

function refuse(path: string, expected: string, found: unknown): never {
  const where = path === '' ? '' : ` at ${path}`
  throw new UsageError(`The saved simulation is damaged${where}: expected ${expected}, found ${show(found)}.`, {
    path,
    expected,
    found: show(found),
  })
}

/** Order of members decides; it is the same in what we save and in what JSON.parse gives back. */
function digest(content: Omit<Archive, 'format' | 'version' | 'sha256'> | Record<string, unknown>): string {
  const { journal, ...rest } = content as { journal: readonly unknown[] }
  return sha256OfJsonLines([rest, ...journal])
}

/** Nothing for content nested so deeply that no stack holds it. */
function digestOrNothing(content: Record<string, unknown>): string | undefined {
  try {
    return digest(content)
  } catch {
    return undefined
  }
}
