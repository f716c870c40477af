// Rehearsals as they come out, where everything defaults: a test states what matters to it.
import type { Cause, Fix, Rehearsal, ServiceRehearsal, StepRehearsal } from '../../src/rehearsal/index.ts'

export function serviceRehearsal(own: Partial<ServiceRehearsal> = {}): ServiceRehearsal {
  return {
    service: 'web',
    label: own.service ?? 'web',
    cluster: 'prod',
    id: 'Web',
    change: 'updated',
    members: ['taskDefinition'],
    verdict: 'completes',
    causes: [],
    cost: {
      lowestHealthy: 3,
      askedHealthy: 3,
      desiredCount: 3,
      lowestAtMs: 0,
      mostTasks: 6,
      failedRequests: null,
      requests: null,
      failing: [],
      outages: [],
      extraInstances: 0,
    },
    durationMs: { p50: 130_000, p95: 130_000 },
    criticalPath: [],
    longest: [],
    ...own,
  }
}

export function stepRehearsal(own: Partial<StepRehearsal> = {}): StepRehearsal {
  return {
    step: 'change',
    sinceMs: 0,
    verdict: 'completes',
    durationMs: { p50: 130_000, p95: 130_000 },
    atMostMs: 10_800_000,
    runs: { completes: 1, degrades: 0, 'rolls-back': 0, stuck: 0 },
    causes: [],
    pieces: [],
    services: [serviceRehearsal()],
    ...own,
  }
}

export function rehearsal(own: Partial<Rehearsal> = {}): Rehearsal {
  return {
    format: 1,
    before: 'before.yaml',
    after: 'after.yaml',
    seed: 'rehearsal',
    verdict: 'completes',
    summary: 'everything is at rest after 2m10s',
    restless: [],
    steps: [stepRehearsal()],
    impossible: [],
    fixes: [],
    search: { trials: 0, mostTrials: 60, isExhausted: true },
    expectations: [],
    notes: [],
    kept: [],
    notSimulated: [],
    notRehearsed: [],
    ...own,
  }
}

const DEADLOCK: Cause = {
  kind: 'percentages',
  weight: 'blocks',
  rule: 'DP-150',
  sentence: 'at least 1 of 1 healthy tasks must stay, and at most 1 task may exist',
  evidence: {
    entries: [12],
    texts: [
      '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration.',
    ],
  },
}

const RAISE: Fix = {
  edits: [
    {
      family: 'maximumPercent',
      words: 'set deploymentConfiguration.maximumPercent of web from 134 to 200',
      piece: 'Web',
      path: 'deploymentConfiguration.maximumPercent',
      from: 134,
      to: 200,
      at: 'after.yaml:12:9',
    },
  ],
  words: 'set deploymentConfiguration.maximumPercent of web from 134 to 200',
  patches: [{ file: 'after.yaml', op: 'replace', path: ['Resources', 'Web'], value: 200 }],
  verdict: 'completes',
  durationMs: 130_000,
}

/** A deployment that its percentages forbid, with the fix. */
export const STUCK = rehearsal({
  verdict: 'stuck',
  summary: 'web waits for another deployment configuration',
  impossible: [
    { service: 'web', label: 'web', kind: 'percentages', rule: 'DP-131', sentence: 'no task of web may stop or start' },
  ],
  steps: [
    stepRehearsal({
      verdict: 'stuck',
      durationMs: null,
      services: [
        serviceRehearsal({ verdict: 'stuck', durationMs: null, causes: [DEADLOCK] }),
        serviceRehearsal({ service: 'mail', change: 'unchanged', members: [] }),
      ],
    }),
  ],
  fixes: [RAISE],
  search: { trials: 3, mostTrials: 60, isExhausted: false },
  notSimulated: [
    { what: 'Role (AWS::IAM::Role)', why: 'not simulated' },
    { what: 'Logs (AWS::Logs::LogGroup)', why: 'not simulated' },
  ],
})
