// Which host ports would have to be free, and who holds them (PL-08)?
import type { Needs, Task } from '../../model/entities.ts'
import type { Remedy } from '../remedies.ts'
import type { PlacementRequest, Slot } from '../request.ts'
import { failsOnlyFor, type Question } from './question.ts'
import { needing } from './room.ts'
import { Trial } from './trial.ts'

type Ports = Pick<Needs, 'tcpPorts' | 'udpPorts'>

/** The fewest ports first. What an instance keeps for itself nobody can free. */
export function* freePorts({ request, asked, tenantsOf }: Question): Generator<Remedy> {
  const taken = asked
    .filter((one) => one.lacks.has('RESOURCE:PORTS') && failsOnlyFor(one, 'RESOURCE:PORTS'))
    .map(({ slot }) => ({ slot, busy: busyPorts(request, slot) }))
    .filter(({ busy }) => countOf(busy) > 0)
    .sort((a, b) => countOf(a.busy) - countOf(b.busy))
  for (const { slot, busy } of taken) {
    const { wanted: tasks, daemons, leaving } = tenantsOf(slot.arn)
    const lighter = tasks.map((task) => needing(task, without(task.needs, busy)))
    const others = [...daemons, ...leaving]
    const trial = new Trial(request, request.instances.certain(slot.arn), [...lighter, ...others], slot.reserve)
    if (!trial.takesTheTask()) continue
    const heldBy = tasks.filter(({ needs }) => countOf(without(needs, busy)) < countOf(needs)).map(({ arn }) => arn)
    yield {
      kind: 'free-ports',
      containerInstanceArn: slot.arn,
      ports: [...busy.tcpPorts.map((port) => `${port}/tcp`), ...busy.udpPorts.map((port) => `${port}/udp`)],
      heldBy,
      placedOn: slot.arn,
    }
  }
}

function busyPorts({ needs }: PlacementRequest, { promised }: Slot): Ports {
  return {
    tcpPorts: needs.tcpPorts.filter((port) => !promised.isFree(port, 'tcp')),
    udpPorts: needs.udpPorts.filter((port) => !promised.isFree(port, 'udp')),
  }
}

function without(needs: Task['needs'], { tcpPorts, udpPorts }: Ports): Ports {
  return {
    tcpPorts: needs.tcpPorts.filter((port) => !tcpPorts.includes(port)),
    udpPorts: needs.udpPorts.filter((port) => !udpPorts.includes(port)),
  }
}

function countOf({ tcpPorts, udpPorts }: Ports): number {
  return tcpPorts.length + udpPorts.length
}
