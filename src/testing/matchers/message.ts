// What does a failed assertion say? What was expected, the verdict with causes and fix, and how the service fared: about 40 lines.
import type { DeploymentRecord } from '../../index.ts'
import type { Rehearsal, ServiceRehearsal } from '../../rehearsal/index.ts'
import { formatDeployment, formatRehearsal, wrap } from '../../report/index.ts'
import type { Finding } from './finding.ts'
import { longName, type Part, type Received } from './received.ts'

const WIDTH = 100
const MOST_LINES = 40
/** Of which the report may take: the timeline gets what is left. */
const MOST_REPORT_LINES = 20

export function messageOf(received: Received, finding: Finding): string {
  const report = cutEnd(reportLines(received.rehearsal, finding.part), MOST_REPORT_LINES)
  const said = [...headline(finding), '', ...report]
  const timeline = cutMiddle(timelineLines(received, finding.part), MOST_LINES - said.length - 1)
  return [...said, ...(timeline.length === 0 ? [] : ['', ...timeline])].join('\n')
}

function headline({ isSo, subject, verb, found }: Finding): string[] {
  const sentence = `expected ${subject} ${isSo ? 'not to' : 'to'} ${verb}: ${found}.`
  return wrap(sentence, { first: '', next: '  ', width: WIDTH })
}

// ── the report ──

const MOST_SERVICES = 2
const MOST_CAUSES = 2
const MOST_TEXTS = 2

function reportLines(rehearsal: Rehearsal, part: Part | null): string[] {
  const more = rehearsal.fixes.length - 1
  const text = formatRehearsal(shortened(rehearsal, part), { isQuiet: true, width: WIDTH })
  return [...text.split('\n'), ...(more > 0 ? [`  … ${more} more in rehearsal.fixes`] : [])]
}

/** The first of everything. The service that the assertion is about goes before the others. */
function shortened(rehearsal: Rehearsal, part: Part | null): Rehearsal {
  const isAbout = (service: ServiceRehearsal) => service === part?.service
  const told = rehearsal.steps
    .flatMap((step) => step.services)
    .filter((service) => isAbout(service) || service.verdict !== 'completes')
  const first = [...told.filter(isAbout), ...told.filter((service) => !isAbout(service))].slice(0, MOST_SERVICES)
  return {
    ...rehearsal,
    restless: rehearsal.restless.slice(0, MOST_CAUSES),
    impossible: rehearsal.impossible.slice(0, MOST_CAUSES),
    fixes: rehearsal.fixes.slice(0, 1),
    steps: rehearsal.steps.slice(0, 1).map((step) => ({ ...step, services: first.map(brief) })),
  }
}

function brief(service: ServiceRehearsal): ServiceRehearsal {
  const causes = service.causes.slice(0, MOST_CAUSES).map((cause) => {
    const { entries, texts } = cause.evidence
    return { ...cause, evidence: { entries, texts: texts.slice(0, MOST_TEXTS) } }
  })
  return { ...service, causes }
}

// ── the timeline ──

/** Of the deployment to which the change led; nothing where the rehearsal came without its simulation. */
function timelineLines({ simulation }: Received, part: Part | null): string[] {
  if (simulation === null || part === null) return []
  const record = recordsOf(simulation, part)[0]
  return record === undefined ? [] : formatDeployment(inBrief(record), { width: WIDTH }).split('\n')
}

/** Said once for each task, and told by the columns of the table already. */
const IN_THE_COLUMNS = /registered \d+ targets in|has begun draining connections/

function inBrief(record: DeploymentRecord): DeploymentRecord {
  const waves = record.waves.map((wave) => ({
    ...wave,
    events: wave.events.filter((event) => !IN_THE_COLUMNS.test(event)),
  }))
  return { ...record, waves }
}

function recordsOf(
  simulation: NonNullable<Received['simulation']>,
  { step, service }: Part,
): readonly DeploymentRecord[] {
  try {
    return simulation.deployments(longName(service), { since: step.sinceMs })
  } catch {
    // A service that has been forgotten meanwhile, or never was reached: the report says so.
    return []
  }
}

// ── as many lines as there is room for ──

function cutEnd(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), `  … ${lines.length - most + 1} more lines`]
}

const TAIL = 6

/** How it began, and how it ended. */
function cutMiddle(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines
  const head = most - TAIL - 1
  return [...lines.slice(0, head), `  … ${lines.length - head - TAIL} more lines …`, ...lines.slice(-TAIL)]
}
