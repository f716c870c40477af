// Is there no place for the next task, and what is it that every instance lacks?
import { AwsException, type PlacementTrace, type Simulation } from '../../index.ts'
import type { Cause, CauseKind } from '../rehearsal.ts'
import type { Case } from '../verdict.ts'
import { type Detector, eventsWith, withEvidence } from './cause.ts'

type Trace = PlacementTrace['instances'][number]

/** What stands in the way everywhere, as far as one reason can be given: that of the instance that came closest. */
export interface Obstacle {
  readonly kind: CauseKind
  readonly rule: string
  /** After the name of the service. */
  readonly words: string
}

const UNPLACED = ['was unable to place a task', 'is unable to place a task']

export const placement: Detector = (one) => {
  const { sim, after, label, story, verdict } = one
  const said = eventsWith(one, ...UNPLACED)
  const isBlocked = after !== null && after.blockedSinceMs !== null
  if (!isBlocked && (said.length === 0 || verdict !== 'rolls-back' || story.failed.length > 0)) return null
  const obstacle = (isBlocked ? obstacleNow(sim, one) : null) ?? obstacleSaid(said.at(-1)?.text ?? '')
  const cause: Omit<Cause, 'evidence'> = {
    kind: obstacle.kind,
    weight: 'blocks',
    rule: obstacle.rule,
    sentence: `${label} ${obstacle.words}`,
  }
  return withEvidence(cause, said)
}

function obstacleNow(sim: Simulation, { cluster, name }: Case): Obstacle | null {
  return obstacleOf(sim, { cluster, service: name })
}

/** Asks placement about the next task of a service. null: it fits, or there is nothing to choose. */
export function obstacleOf(
  sim: Simulation,
  question: { readonly cluster: string; readonly service: string },
): Obstacle | null {
  const advice = adviceOf(sim, question)
  if (advice === null || advice.decidedBy !== 'nothing-fits') return null
  if (advice.instances.length === 0) return NO_INSTANCES
  const closest = advice.instances.reduce((best, one) => (one.checks.length > best.checks.length ? one : best))
  const check = closest.checks.at(-1)!
  const isTooLarge = isRoom(check.reason) && advice.instances.every((trace) => isTooSmall(sim, trace))
  const words = WORDS[isTooLarge ? 'TOO-LARGE' : check.reason] ?? WORDS.OTHER!
  return { ...words, words: words.words(check, advice.instances) }
}

/** Room comes and goes; that is how an instance is, and stays. */
const FOR_GOOD: ReadonlySet<string> = new Set(['ATTRIBUTE', 'LOCATION'])

/** The instances, by ARN, that take no task of a service however much room they have. */
export function neverTaking(
  sim: Simulation,
  question: { readonly cluster: string; readonly service: string },
): ReadonlySet<string> {
  const { instances = [] } = adviceOf(sim, question) ?? {}
  const closed = instances.filter(({ checks }) => {
    const last = checks.at(-1)
    return last?.passed === false && FOR_GOOD.has(last.reason)
  })
  return new Set(closed.map(({ containerInstanceArn }) => containerInstanceArn))
}

function adviceOf(
  sim: Simulation,
  question: { readonly cluster: string; readonly service: string },
): PlacementTrace | null {
  try {
    return sim.whyNot(question, { wayOut: false })
  } catch (error) {
    // On Fargate, and for a daemon that has its task everywhere, there is nothing to choose.
    if (error instanceof AwsException) return null
    throw error
  }
}

function isRoom(reason: string): boolean {
  return reason === 'RESOURCE:CPU' || reason === 'RESOURCE:MEMORY'
}

/** Whether the task would not even fit the empty instance, by what it lacks there. */
function isTooSmall(sim: Simulation, { containerInstanceArn, checks }: Trace): boolean {
  const check = checks.at(-1)
  const row = sim.view.tables.containerInstances.get(containerInstanceArn)
  if (check === undefined || row === undefined || !isRoom(check.reason)) return false
  return Number.parseInt(check.wanted ?? '', 10) > (check.reason === 'RESOURCE:CPU' ? row.cpuUnits : row.memoryMiB)
}

type Check = Pick<Trace['checks'][number], 'reason' | 'wanted' | 'available'>

interface Wording extends Pick<Obstacle, 'kind' | 'rule'> {
  words(check: Check, instances: readonly Trace[]): string
}

function everywhere({ length }: readonly Trace[]): string {
  if (length === 1) return 'the only container instance'
  return length === 2 ? 'both container instances' : `all ${length} container instances`
}

const WORDS: Readonly<Record<string, Wording>> = {
  'RESOURCE:PORTS': {
    kind: 'static-port',
    rule: 'DP-712',
    words: ({ wanted }, instances) =>
      `needs a static host port (${wanted}) that is taken on ${everywhere(instances)}: one task an instance, and the old ones must stay.`,
  },
  'DistinctInstance placement constraint unsatisfied.': {
    kind: 'distinct-instance',
    rule: 'PL-28',
    words: (_, instances) =>
      `wants an instance without a task of its own (distinctInstance), and there is one on ${everywhere(instances)}.`,
  },
  'MemberOf placement constraint unsatisfied.': {
    kind: 'member-of',
    rule: 'PL-27',
    words: ({ wanted }, instances) =>
      instances.length === 1
        ? `may only run where ${wanted}, and that does not hold on the only container instance.`
        : `may only run where ${wanted}, and that holds on none of the ${instances.length} container instances with room.`,
  },
  ATTRIBUTE: {
    kind: 'attribute',
    rule: 'PL-11',
    words: ({ wanted, available }) => `needs an instance with ${wanted}; the closest has ${available}.`,
  },
  LOCATION: {
    kind: 'attribute',
    rule: 'PL-12',
    words: ({ wanted }) => `needs an instance where it has ${wanted}.`,
  },
  'TOO-LARGE': {
    kind: 'task-too-large',
    rule: 'PL-15',
    words: ({ wanted }) => `needs ${wanted} a task, which is more than any container instance has when it is empty.`,
  },
  'RESOURCE:CPU': room(),
  'RESOURCE:MEMORY': room(),
  'RESOURCE:GPU': room(),
  'RESOURCE:ENI': {
    kind: 'no-interfaces',
    rule: 'PL-10',
    words: ({ available }, instances) =>
      instances.length === 1
        ? `needs a network interface for each task, and the only container instance has ${available}.`
        : `needs a network interface for each task, and of ${instances.length} container instances the closest has ${available}.`,
  },
  AGENT: {
    kind: 'agent-away',
    rule: 'CI-16',
    words: (_, instances) => {
      const agents = instances.length === 1 ? ['the agent', 'is'] : ['the agents', 'are']
      return `finds no instance with a connected agent: ${agents[0]} of ${everywhere(instances)} ${agents[1]} away.`
    },
  },
  OTHER: { kind: 'no-room', rule: 'PL-01', words: ({ reason }) => `finds no instance: ${reason}` },
}

function room(): Wording {
  return {
    kind: 'no-room',
    rule: 'PL-15',
    words: ({ wanted, available }) =>
      `finds no room: a task needs ${wanted}, and the closest container instance has ${available} free.`,
  }
}

const NO_INSTANCES: Obstacle = {
  kind: 'no-instances',
  rule: 'PL-02',
  words: 'finds no container instance in its cluster.',
}

/** Words of a service event, when nothing can be asked any more. */
const SAID: readonly (readonly [string, Obstacle])[] = [
  ['No Container Instances were found', NO_INSTANCES],
  [
    'already using a port',
    { kind: 'static-port', rule: 'DP-712', words: 'needs a static host port that is taken wherever it could run.' },
  ],
  [
    'DistinctInstance',
    {
      kind: 'distinct-instance',
      rule: 'PL-28',
      words: 'wants an instance without a task of its own (distinctInstance), and there is none.',
    },
  ],
  [
    'MemberOf',
    {
      kind: 'member-of',
      rule: 'PL-27',
      words: 'may only run where its memberOf constraint holds, and that is nowhere.',
    },
  ],
  [
    'missing an attribute',
    { kind: 'attribute', rule: 'PL-11', words: 'needs an attribute that no container instance has.' },
  ],
  [
    'RESOURCE:ENI',
    {
      kind: 'no-interfaces',
      rule: 'PL-10',
      words: 'needs a network interface for each task, and no instance has one left.',
    },
  ],
]

function obstacleSaid(text: string): Obstacle {
  const found = SAID.find(([words]) => text.includes(words))
  return (
    found?.[1] ?? { kind: 'no-room', rule: 'PL-15', words: 'finds no container instance with enough CPU and memory.' }
  )
}
