// Which laws does placement keep, whatever strategies and filters take part? One table, in the order in which they are tried.
//
// A judge's text is printed in a counterexample. That is why each stands alone here, and why none shares a helper.
import type { PlacementLaw } from './law.ts'
import type { PlacementCase } from './shapes.ts'

const answersProperly: PlacementLaw = {
  name: 'answersProperly',
  says: 'it never throws, a strategy returns a number and never NaN, a filter true, false or what is lacking',
  judge: ({ sim, request }) => {
    try {
      sim.ecs.runTask(request)
      return null
    } catch (error) {
      const { name, message } = error as Error
      if (name !== 'UsageError') throw error
      return message
    }
  },
}

const isPure: PlacementLaw = {
  name: 'isPure',
  says: 'asked again about the same candidate and task, in another order, it gives the same answer',
  judge: ({ sim, request, plugin, asked, nameOf }) => {
    sim.ecs.runTask(request)
    for (const { candidate, task, answer } of [...asked].reverse()) {
      const again = plugin(candidate, task)
      if (JSON.stringify(again) === JSON.stringify(answer)) continue
      const where = nameOf(sim, candidate.containerInstanceArn)
      return `about ${where} it said ${JSON.stringify(answer)}, and asked again ${JSON.stringify(again)}`
    }
    return null
  },
}

const sameSeedSameAnswer: PlacementLaw = {
  name: 'sameSeedSameAnswer',
  says: 'two worlds with the same seed and the same past place the tasks alike',
  worlds: (example) => [example, example],
  judge: ({ sim, others, request, nameOf }) => {
    const went = [sim, ...others].map((world) =>
      world.ecs.runTask(request).tasks.map(({ containerInstanceArn }) => nameOf(world, containerInstanceArn ?? '')),
    )
    const [here, there] = went.map((names) => names.join(', ') || 'nowhere')
    if (here !== there) return `the tasks went to ${here} in one world and to ${there} in the other`
    const [one, other] = [sim, ...others].map(({ journal }) => JSON.stringify(journal))
    return one === other ? null : 'the journals of the two worlds differ'
  },
}

const choosesWhatFits: PlacementLaw = {
  name: 'choosesWhatFits',
  says: 'it is asked only about instances that pass every check, the task goes to one of them, and is placed if there is one',
  judge: ({ sim, request, asked, nameOf }) => {
    for (let left = request.count ?? 1; left > 0; left--) {
      const { instances } = sim.whyNot(request, { wayOut: false })
      const fitting = instances.filter(({ fits }) => fits).map((each) => each.containerInstanceArn)
      const open = instances
        .filter(({ checks }) => checks.every(({ passed, reason }) => passed || reason.startsWith('custom:')))
        .map((each) => each.containerInstanceArn)
      asked.length = 0
      const [task] = sim.ecs.runTask({ ...request, count: 1 }).tasks
      const stranger = asked.find(({ candidate }) => !open.includes(candidate.containerInstanceArn))?.candidate
      if (stranger !== undefined)
        return `it was asked about ${nameOf(sim, stranger.containerInstanceArn)}, which cannot take the task`
      const names = fitting.map((arn) => nameOf(sim, arn)).join(', ')
      if (task === undefined) return fitting.length === 0 ? null : `the task fits on ${names}, and was not placed`
      const chosen = task.containerInstanceArn ?? ''
      if (!fitting.includes(chosen)) return `the task went to ${nameOf(sim, chosen)}, and fits on ${names || 'none'}`
    }
    return null
  },
}

const neverOvercommits: PlacementLaw = {
  name: 'neverOvercommits',
  says: 'the tasks of an instance never need more CPU, memory or GPUs than it has, nor one host port twice',
  judge: ({ sim, request, nameOf }) => {
    sim.ecs.runTask(request)
    for (const instance of sim.view.tables.containerInstances.values()) {
      const tasks = [...sim.view.tables.tasks.values()].filter(
        (task) => task.containerInstanceArn === instance.arn && task.desiredStatus === 'RUNNING',
      )
      const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
      const ports = [
        ...[...instance.reservedTcpPorts, ...tasks.flatMap(({ needs }) => needs.tcpPorts)].map((port) => `${port}/tcp`),
        ...[...instance.reservedUdpPorts, ...tasks.flatMap(({ needs }) => needs.udpPorts)].map((port) => `${port}/udp`),
      ]
      const twice = ports.find((port, index) => ports.indexOf(port) < index)
      const used = [
        { unit: 'CPU units', needs: sum(tasks.map(({ needs }) => needs.cpuUnits)), has: instance.cpuUnits },
        { unit: 'MiB', needs: sum(tasks.map(({ needs }) => needs.memoryMiB)), has: instance.memoryMiB },
        { unit: 'GPUs', needs: sum(tasks.map(({ needs }) => needs.gpus)), has: instance.gpuIds.length },
      ].find(({ needs, has }) => needs > has)
      const name = nameOf(sim, instance.arn)
      if (used !== undefined) return `the tasks of ${name} need ${used.needs} ${used.unit}, and it has ${used.has}`
      if (twice !== undefined) return `port ${twice} of ${name} is taken twice`
    }
    return null
  },
}

const honoursConstraints: PlacementLaw = {
  name: 'honoursConstraints',
  says: 'a task goes to an ACTIVE instance with an agent, with its attributes, that every constraint allows',
  judge: ({ sim, request, nameOf }) => {
    const { taskDefinition: definition } = sim.ecs.describeTaskDefinition({ taskDefinition: request.taskDefinition })
    const constraints = [...(definition?.placementConstraints ?? []), ...(request.placementConstraints ?? [])]
    const expressions = constraints.flatMap(({ type, expression = '' }) => (type === 'memberOf' ? [expression] : []))
    for (let left = request.count ?? 1; left > 0; left--) {
      const members = expressions.map((filter) => sim.ecs.listContainerInstances({ filter }).containerInstanceArns)
      const before = [...sim.view.tables.tasks.values()].filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
      const [task] = sim.ecs.runTask({ ...request, count: 1 }).tasks
      if (task === undefined) return null
      const arn = task.containerInstanceArn ?? ''
      const [instance] = sim.ecs.describeContainerInstances({ containerInstances: [arn] }).containerInstances
      const name = nameOf(sim, arn)
      if (instance?.status !== 'ACTIVE' || !instance.agentConnected) return `${name} takes no tasks, and was given one`
      const own = instance.attributes ?? []
      const lacks = definition?.requiresAttributes?.find(
        (wanted) => !own.some((each) => each.name === wanted.name && each.value === (wanted.value ?? each.value)),
      )
      if (lacks !== undefined) return `the task needs ${lacks.name}, and ${name} has not got it`
      const broken = expressions.find((_, index) => !members[index]?.includes(arn))
      if (broken !== undefined) return `${name} is no member of ${broken}, and was given the task`
      const isDistinct = constraints.some(({ type }) => type === 'distinctInstance')
      if (isDistinct && before.some((other) => other.group === task.group && other.containerInstanceArn === arn))
        return `${name} has two tasks of ${task.group} in spite of distinctInstance`
    }
    return null
  },
}

const ignoresOrder: PlacementLaw = {
  name: 'ignoresOrder',
  says: 'launched in the opposite order, instances that look alike are still the best',
  worlds: (example) => {
    const last = { ...example, requests: example.requests.slice(-1) }
    return [last, inReverse(last)]
  },
  judge: ({ sim, others, request }) => {
    const best = [sim, ...others].map((world) => {
      const { instances, steps } = world.whyNot(request, { wayOut: false })
      const own = steps.findIndex(({ type }) => type.startsWith('custom:'))
      const kept = steps[own]?.candidates.filter((each) => each.kept) ?? instances.filter(({ fits }) => fits)
      const looks = kept.map(({ containerInstanceArn: arn }) => {
        const instance = [...world.view.tables.containerInstances.values()].find((each) => each.arn === arn)
        const { instanceType, availabilityZone, cpuUnits, memoryMiB, attributes = {} } = instance ?? {}
        const tasks = [...world.view.tables.tasks.values()].filter((task) => task.containerInstanceArn === arn)
        const groups = tasks.map(({ group, needs }) => `${group} with ${needs.cpuUnits}/${needs.memoryMiB}`).sort()
        const custom = Object.entries(attributes).filter(([name]) => !name.startsWith('ecs.'))
        const size = `${cpuUnits}/${memoryMiB}`
        return [instanceType, availabilityZone, size, ...custom.map((each) => each.join('=')).sort(), ...groups].join(
          ' ',
        )
      })
      return [...new Set(looks)].sort().join(' and ') || 'none'
    })
    return best[0] === best[1] ? null : `the best is ${best[0]}; after launches in the opposite order, ${best[1]}`
  },
}

function inReverse(example: PlacementCase): PlacementCase {
  const last = example.fleet.length - 1
  const running = example.running.map((task) => ({ ...task, instance: last - task.instance }))
  return { ...example, fleet: [...example.fleet].reverse(), running }
}

const oneMoreInstance: PlacementLaw = {
  name: 'oneMoreInstance',
  says: 'one more instance never makes a task that fits impossible to place',
  judge: ({ sim, request, nameOf }) => {
    const fitting = sim.whyNot(request, { wayOut: false }).instances.filter(({ fits }) => fits)
    if (fitting.length === 0) return null
    const more = sim.fork()
    more.fleet.launch({ instanceType: 'm5.large', ready: true })
    if (more.whyNot(request, { wayOut: false }).instances.some(({ fits }) => fits)) return null
    const names = fitting.map(({ containerInstanceArn }) => nameOf(sim, containerInstanceArn)).join(', ')
    return `the task fits on ${names}, and nowhere once another m5.large is there`
  },
}

const freeingRoom: PlacementLaw = {
  name: 'freeingRoom',
  says: 'a task that stops never makes another that fits impossible to place, unless a constraint asks for its company',
  judge: ({ sim, request, nameOf }) => {
    const fitting = sim.whyNot(request, { wayOut: false }).instances.filter(({ fits }) => fits)
    const arns = fitting.map(({ containerInstanceArn }) => containerInstanceArn)
    for (const task of arns.length === 0 ? [] : sim.view.tables.tasks.values()) {
      if (task.desiredStatus !== 'RUNNING') continue
      const freed = sim.fork()
      freed.ecs.stopTask({ task: task.arn })
      const { instances } = freed.whyNot(request, { wayOut: false })
      const reasons = instances.flatMap(({ containerInstanceArn: arn, checks }) =>
        arns.includes(arn) ? [checks.find(({ passed }) => !passed)?.reason] : [],
      )
      if (instances.some(({ fits }) => fits) || reasons.some((reason) => reason?.startsWith('MemberOf'))) continue
      const names = arns.map((arn) => nameOf(sim, arn)).join(', ')
      return `the task fits on ${names}, and nowhere once a task of ${task.group} has stopped`
    }
    return null
  },
}

const explanationAgrees: PlacementLaw = {
  name: 'explanationAgrees',
  says: 'whyNot foretells where a task goes, or why it does not, and explain agrees with it afterwards',
  judge: ({ sim, request, nameOf }) => {
    for (let left = request.count ?? 1; left > 0; left--) {
      const { instances, chosen } = sim.whyNot(request, { wayOut: false })
      const { tasks, failures } = sim.ecs.runTask({ ...request, count: 1 })
      const [task] = tasks
      if (task === undefined) {
        const told = instances.map(({ containerInstanceArn, checks }) => [containerInstanceArn, checks.at(-1)?.reason])
        const answered = failures.map(({ arn, reason }) => [arn, reason])
        if (JSON.stringify(told) === JSON.stringify(answered)) return null
        return `whyNot says ${JSON.stringify(told)}, and RunTask ${JSON.stringify(answered)}`
      }
      const went = task.containerInstanceArn ?? ''
      if (chosen !== null && chosen !== went)
        return `whyNot foretells ${nameOf(sim, chosen)}, and the task went to ${nameOf(sim, went)}`
      const explained = sim.explain(task.taskArn ?? '').chosen ?? ''
      if (explained !== went) return `the task went to ${nameOf(sim, went)}, and explain says ${nameOf(sim, explained)}`
    }
    return null
  },
}

/** The laws that `checkPlacementStrategy` and `checkPlacementFilter` try, in this order. */
export const placementLaws = {
  answersProperly,
  isPure,
  sameSeedSameAnswer,
  choosesWhatFits,
  neverOvercommits,
  honoursConstraints,
  ignoresOrder,
  oneMoreInstance,
  freeingRoom,
  explanationAgrees,
} as const satisfies Readonly<Record<string, PlacementLaw>>
