// What is there, by the answers of the AWS CLI? A folder of them becomes a blueprint: pieces, and the state that they were in.
import { type Instant, parseInstantMs } from '../../index.ts'
import type { Blueprint, NotRehearsed, Omission } from '../blueprint/blueprint.ts'
import type { SourceDocument } from '../document.ts'
import { mistake, rootOf } from '../place.ts'
import { type Gathered, gather, type Item, type LiveFile, readFiles, tellsTasks } from './gather.ts'
import { askForMissing } from './missing.ts'
import { patched } from './patch.ts'
import { piecesOf } from './pieces.ts'
import { scalingKept } from './scaling-pieces.ts'
import { settingsOf } from './settings.ts'
import { stateOf } from './state.ts'

export interface LiveOptions {
  /** What a person would call the whole: the path of the folder. `live` when absent. */
  readonly name?: string | undefined
  /** When the files were printed. Without it every task that is RUNNING is taken to have run long enough to count as healthy. */
  readonly printedAt?: Instant | undefined
}

/**
 * Reads what the AWS CLI has printed, JSON or YAML; each file is known by its content.
 * @throws UsageError for what is no such answer, for files that contradict each other, and for what is missing, with the commands that print it
 */
export function loadLive(files: readonly LiveFile[], options: LiveOptions = {}): Blueprint {
  return blueprintOf(readFiles(files), options)
}

function blueprintOf(documents: readonly SourceDocument[], options: LiveOptions): Blueprint {
  const all = gather(documents)
  if (all.services.length === 0)
    throw mistake(
      rootOf(documents[0]!),
      'no file describes a service: expected what aws ecs describe-services --cluster … --services … prints.',
    )
  const { services, notSimulated, notRehearsed } = sorted(all)
  askForMissing(all, services)
  const settings = settingsOf(all, services)
  const { printedAt } = options
  const asOfMs = printedAt === undefined ? null : parseInstantMs(printedAt, 'printedAt')
  const hasBlock = (subnet: string) => {
    const known = settings.subnets?.[subnet]
    return typeof known === 'object' && known.cidrBlock !== undefined
  }
  const state = stateOf(all, services, { hasBlock, asOfMs, omitted: notSimulated })
  const areTasksTold = tellsTasks(all, services)
  if (!areTasksTold)
    notSimulated.push({
      what: 'tasks',
      type: 'task',
      why: 'no file describes them (aws ecs describe-tasks): the schedulers bring the services to rest',
    })
  return {
    name: options.name ?? 'live',
    settings,
    pieces: piecesOf(all, services),
    kept: scalingKept(all, services),
    notSimulated,
    notRehearsed,
    state: areTasksTold ? state : { ...state, services: [], tasks: [] },
    revise: (patches) => loadLive(patched(documents, patches), options),
  }
}

/** Services that are simulated, and those that are not. */
function sorted({ services }: Gathered): { services: Item[]; notSimulated: Omission[]; notRehearsed: NotRehearsed[] } {
  const notSimulated: Omission[] = []
  const notRehearsed: NotRehearsed[] = []
  const simulated = services.filter(({ value, place }) => {
    const { status = 'ACTIVE', serviceName, deploymentController, launchType } = value
    const service = String(serviceName)
    const controller = (deploymentController as { type?: string } | undefined)?.type ?? 'ECS'
    if (status !== 'ACTIVE') notSimulated.push({ what: `service ${service}`, type: 'service', why: `it is ${status}` })
    else if (controller !== 'ECS')
      notRehearsed.push({ service, why: `its deployments are those of ${controller}`, place })
    else if (launchType === 'EXTERNAL')
      notRehearsed.push({ service, why: 'it runs on instances outside of EC2', place })
    else return true
    return false
  })
  return { services: simulated, notSimulated, notRehearsed }
}
