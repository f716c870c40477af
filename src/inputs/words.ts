// In which words are spans and waits told? Only words: nothing is decided here.
import { formatDuration, type Wait } from '../index.ts'
import type { Verdict } from './verdict.ts'

/** `2m26.8s`: exact, or from a second on to the nearest of so many milliseconds; short to read. */
export function spanText(ms: number, unitMs = 1): string {
  const told = ms < 1_000 ? ms : Math.round(ms / unitMs) * unitMs
  return formatDuration(told).replace(
    /(?:(\d+)s|(?<=[mh]))(\d+)ms$/,
    (_, seconds = 0, rest) => `${Number(seconds) + Number(rest) / 1000}s`,
  )
}

const WAITS: Readonly<Record<Wait['waitingFor'], string>> = {
  evaluation: 'the scheduler',
  'room-for-a-task': 'room for a task',
  'deployment-configuration': 'another deployment configuration',
  'launch-throttle': 'the next attempt to start tasks',
  'new-deployment': 'a new deployment',
  alarms: 'the watch for alarms to end',
  'tasks-to-start': 'tasks to start',
  'tasks-to-become-healthy': 'tasks to become healthy',
  'tasks-to-stop': 'tasks to stop',
  'task-to-start': 'its start',
}

export function waitText(waitingFor: Wait['waitingFor']): string {
  return WAITS[waitingFor]
}

/** `COMPLETES in 2m26.8s`, or who waits for what, since when. */
export function verdictText(verdict: Verdict, zeroMs: number): string {
  const { status, phase, durationMs, clockMs, waitingFor } = verdict
  if (status === 'completes') {
    const clock = clockMs === durationMs ? '' : `, at ${spanText(clockMs)} on the clock`
    return `COMPLETES in ${spanText(durationMs)}${clock}`
  }
  const where = phase === 'start' ? ' before the first action' : ''
  const word = status === 'stuck' ? 'STUCK' : 'UNFINISHED'
  return [`${word}${where}:`, waitingFor.map((wait) => waiterText(wait, zeroMs)).join('; ')].join(' ')
}

function waiterText({ name, waitingFor, detail, sinceMs }: Wait, zeroMs: number): string {
  const since = sinceMs < zeroMs ? '' : ` since ${spanText(sinceMs - zeroMs)}`
  return `${name} has been waiting for ${waitText(waitingFor)}${since}: ${detail}`
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
