// In which words is a way out told? One sentence for each kind of remedy, in AWS's nouns.
import type { Remedy } from '../../index.ts'
import { counted, listed, type NameOf, printable, shortIdOf } from '../names.ts'
import { wrap } from '../text.ts'
import { type Context, type Explanation, fullName } from './context.ts'

type Kind = Remedy['kind']
type Of<K extends Kind> = Extract<Remedy, { readonly kind: K }>

const UNITS: Readonly<Record<'CPU' | 'MEMORY' | 'GPU' | 'ENI', (amount: number) => string>> = {
  CPU: (amount) => counted(amount, 'CPU unit'),
  MEMORY: (amount) => `${amount} MiB of memory`,
  GPU: (amount) => counted(amount, 'GPU'),
  ENI: (amount) => counted(amount, 'network interface'),
}

const SENTENCES: { readonly [K in Kind]: (remedy: Of<K>, nameOf: NameOf) => string } = {
  'free-resource': ({ resource, amount, containerInstanceArn }, nameOf) =>
    `free ${UNITS[resource](amount)} on ${nameOf(containerInstanceArn)}`,
  'free-ports': ({ ports, heldBy, containerInstanceArn }, nameOf) => {
    const what = `host port${ports.length === 1 ? '' : 's'} ${listed(ports, MOST_NAMES)}`
    const holders = heldBy.length === 0 ? 'the instance itself' : tasksText(heldBy, nameOf)
    return `free ${what} on ${nameOf(containerInstanceArn)}, held by ${holders}`
  },
  'stop-tasks': ({ taskArns, containerInstanceArn }, nameOf) =>
    `stop ${tasksText(taskArns, nameOf)} on ${nameOf(containerInstanceArn)}`,
  'shrink-task': ({ resource, to }) => `let the task ask for no more than ${UNITS[resource](to)}`,
  'drop-constraint': ({ constraint, from }) => {
    const { type, expression } = constraint
    const what = type === 'distinctInstance' ? type : `memberOf "${printable(expression)}"`
    return `drop the placement constraint ${what} of the ${OWNERS[from]}`
  },
  'drop-attribute': ({ name, value }) =>
    `change the task definition so that it does not need the attribute ${attributeText(name, value)}`,
  'put-attribute': ({ name, value, containerInstanceArn }, nameOf) =>
    `put the attribute ${attributeText(name, value)} on ${nameOf(containerInstanceArn)}`,
  'reconnect-agent': ({ containerInstanceArn }, nameOf) => `reconnect the agent of ${nameOf(containerInstanceArn)}`,
  'activate-instance': ({ containerInstanceArn }, nameOf) =>
    `set ${nameOf(containerInstanceArn)} from DRAINING to ACTIVE`,
  'add-subnet': ({ availabilityZone }) => `let the task use a subnet in ${printable(availabilityZone)} too`,
  'add-instance': ({ instanceType, availabilityZone, vpcId, attributes, capacityProvider }) => {
    const wanted = Object.entries(attributes).map(([name, value]) => attributeText(name, value))
    const carrying =
      wanted.length === 0 ? '' : ` with the attribute${wanted.length === 1 ? '' : 's'} ${wanted.join(', ')}`
    const where = `${printable(availabilityZone)}${vpcId === null ? '' : ` of ${printable(vpcId)}`}`
    const of = capacityProvider === undefined ? '' : ` of ${printable(capacityProvider)}`
    return `add one ${printable(instanceType)}${of} in ${where}${carrying}`
  },
}

const OWNERS = { request: 'service or RunTask call', 'task-definition': 'task definition' } as const
const MOST_NAMES = 60

function tasksText(arns: readonly string[], nameOf: NameOf): string {
  if (arns.length === 1) return `task ${nameOf(arns[0]!)}`
  return `${counted(arns.length, 'task')} (${listed(arns.map(nameOf), MOST_NAMES)})`
}

function attributeText(name: string, value: string): string {
  return printable(value === '' ? name : `${name} = ${value}`)
}

/**
 * A remedy as an order in plain English, without a full stop: `free 256 CPU units on 3f2a91c0`.
 * @param nameOf shortens ARNs; to the first eight characters of the id when absent
 */
export function describeRemedy(remedy: Remedy, nameOf: NameOf = shortIdOf): string {
  const sentence = SENTENCES[remedy.kind] as (remedy: Remedy, nameOf: NameOf) => string
  return sentence(remedy, nameOf)
}

// ── the list ──

/** More than that of one kind are counted. */
const TOLD_OF_A_KIND = 3

export function wayOutLines({ wayOut, decidedBy }: Explanation, context: Context): string[] {
  if (wayOut === undefined || decidedBy !== 'nothing-fits') return []
  if (wayOut.length === 0) return ['', 'The way out: no single change would help.']
  const { width, paint } = context
  const items = kindsOf(wayOut).flatMap((remedies) => kindLines(remedies, context))
  const lines = items.flatMap((item) => wrap(item, { first: '  • ', next: '    ', width }))
  return ['', paint.bold(`The way out${items.length === 1 ? '' : ', any one of these'}:`), ...lines]
}

/** Remedies by kind, in the order in which the kinds come; of a kind the smallest change first. */
function kindsOf(wayOut: readonly Remedy[]): Remedy[][] {
  const kinds = [...new Set(wayOut.map(({ kind }) => kind))]
  return kinds.map((kind) => wayOut.filter((one) => one.kind === kind).toSorted((a, b) => sizeOf(a) - sizeOf(b)))
}

/** How much a remedy asks for, among others of its kind. */
function sizeOf(remedy: Remedy): number {
  switch (remedy.kind) {
    case 'free-resource':
      return remedy.amount
    case 'stop-tasks':
      return remedy.taskArns.length
    case 'free-ports':
      return remedy.heldBy.length === 0 ? Number.MAX_SAFE_INTEGER : remedy.heldBy.length
    default:
      return 0
  }
}

function kindLines(remedies: readonly Remedy[], context: Context): string[] {
  const told = remedies.slice(0, TOLD_OF_A_KIND).map((remedy) => sentenceOf(remedy, context))
  const rest = remedies.length - told.length
  return rest === 0 ? told : [...told, `… and ${rest} more like ${told.length === 1 ? 'this' : 'these'}`]
}

function sentenceOf(remedy: Remedy, context: Context): string {
  const { placedOn } = remedy
  const there = 'containerInstanceArn' in remedy ? remedy.containerInstanceArn : null
  const sentence = describeRemedy(remedy, (arn) => context.nameOf(arn) + ownerText(arn, context))
  return placedOn === null || placedOn === there
    ? sentence
    : `${sentence}; the task then goes to ${fullName(placedOn, context)}`
}

/** ` of web`: whose task it is, where a scene tells. */
function ownerText(arn: string, { findTask }: Context): string {
  const group = findTask(arn)?.group
  return group === undefined ? '' : ` of ${printable(group.replace(/^service:/, ''))}`
}
