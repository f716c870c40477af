// How does a bill read? What it comes to, and a line for each service: what it cost, how much of its CPU it used, what nobody served.
import type { CostReport, RequestUse, ServiceCost } from '../index.ts'
import { clipped, grouped, printable } from './names.ts'
import { type Look, styleOf } from './paint.ts'
import { momentOf } from './series/axes.ts'
import { wrap } from './text.ts'

const NAME = 31
const COST = 12
const PAID = 13
const USED = 12
const PERCENT = 8

/** The bill as lines of text, without a line break at the end. @throws UsageError for a width that is none */
export function formatCost({ fromMs, toMs, total, idle, services }: CostReport, look: Look = {}): string {
  const { paint, width } = styleOf(look)
  const head = paint.dim(`${momentOf(fromMs)} to ${momentOf(toMs)} UTC`)
  const sum = `${paint.bold(`total ${moneyOf(total)}`)}${idle > 0 ? `, of which ${moneyOf(idle)} for what no task had reserved` : ''}`
  if (services.length === 0) return [head, sum].join('\n')
  const titles = `${'service'.padEnd(NAME)}${'cost'.padStart(COST)}${'vCPU h paid'.padStart(PAID)}${'used'.padStart(USED)}${'of it'.padStart(PERCENT)}`
  return [head, sum, '', paint.dim(titles), ...services.flatMap((service) => serviceLines(service, width))].join('\n')
}

function serviceLines({ service, total, use }: ServiceCost, width: number): string[] {
  const name = clipped(printable(service ?? 'tasks of no service'), NAME - 1)
  const first = `${name.padEnd(NAME)}${moneyOf(total).padStart(COST)}`
  if (use === null) return [first]
  const { cpuPaidHours, cpuUsedHours, utilisation, requests } = use
  const cpu = `${grouped(cpuPaidHours).padStart(PAID)}${grouped(cpuUsedHours).padStart(USED)}${`${Math.round(utilisation)} %`.padStart(PERCENT)}`
  if (requests === null) return [first + cpu]
  return [first + cpu, ...wrap(requestText(requests), { first: '  ', next: '  ', width })]
}

const WORDS: readonly (readonly [keyof RequestUse, string])[] = [
  ['rejected', 'turned away'],
  ['refused', 'came when no task was there'],
  ['late', 'served too late'],
  ['lost', 'lost with their tasks'],
]

function requestText(requests: RequestUse): string {
  const missed = WORDS.filter(([member]) => requests[member] > 0).map(
    ([member, words]) => `${grouped(Math.round(requests[member]))} ${words}`,
  )
  const all = `${grouped(Math.round(requests.arrived))} requests`
  return missed.length === 0 ? `${all}, all of them served in time or waiting` : `${all}: ${missed.join(', ')}`
}

/** In the currency of the prices. */
function moneyOf(amount: number): string {
  return grouped(amount)
}
