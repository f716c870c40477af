// Laws of services behind load balancers, whatever befalls them: what the scheduler never does, and what every deployment comes to.
import { test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { CLUSTER, Front, frontAfter } from '../support/front.ts'
import { happenings } from '../support/front-arbitraries.ts'
import { bringBack, FrontModel } from '../support/front-model.ts'
import { Judge } from '../support/judge.ts'
import { RolloutJudge } from '../support/rollout-judge.ts'
import { runs } from '../support/runs.ts'

describe.each([
  { behavior: 'latest', fewest: 3 },
  { behavior: '2023-06', fewest: 10 },
] as const)('in the profile $behavior', ({ behavior, fewest }) => {
  const options = { behavior, paranoid: false }

  test.prop([happenings], runs(6))(
    'DP-100, DP-103, DP-110 no task starts at the upper bound, no healthy one stops at the lower bound, and events are a hundred at most',
    (story) => {
      const judges: Judge[] = []
      const { sim } = frontAfter(
        story,
        options,
        (each) => judges.push(new Judge(each)),
        () => judges[0]?.look(),
      )
      sim.advance('1h')
      judges[0]?.look()
      sim.checkInvariants()
    },
  )

  test.prop([happenings], runs(6))(
    'DP-410, DP-420, CB-10, CB-12, CB-20, CB-30, CB-33, CB-60 a steady service has exactly its desired tasks on the primary revision, and what fails does so for a reason',
    (story) => {
      const judges: RolloutJudge[] = []
      const begin = (sim: Simulation) => judges.push(new RolloutJudge(sim, { fewest }))
      const { sim } = frontAfter(story, options, begin, () => judges[0]?.look())
      sim.advance('1h')
      judges[0]?.look()
    },
  )

  test.prop([happenings], runs(6))(
    'DP-150, DP-405, DP-472, CB-21 every deployment ends or is reported stuck',
    (story) => {
      const { sim } = frontAfter(story, options)
      bringBack(sim)
      sim.advance('150m')
      for (const { name, status } of sim.view.tables.services.values())
        if (status === 'ACTIVE') checkEnd(sim, name)
        else expect(status).toBe('INACTIVE')
    },
  )

  test.prop([happenings], runs(6))(
    'CB-35, LB-107 services answer what was asked of them, and have it once all that was broken is mended',
    (story) => {
      const front = new Front(options)
      const model = new FrontModel()
      for (const happening of story) model.happen(front, happening)
      model.mend(front)
    },
  )
})

/** Words that say that something is wrong: EV-12x, EV-13x, EV-14x. */
const COMPLAINT = /unable to|is unhealthy in|failed/

/** Complete and steady, or FAILED; or it waits for something, and not in silence. */
function checkEnd(sim: Simulation, name: string): void {
  const [service] = sim.ecs.describeServices({ cluster: CLUSTER, services: [name] }).services
  const [primary, ...others] = service!.deployments!
  const wait = sim.waitingFor().find((each) => each.kind === 'service' && each.name === name)
  if (primary?.rolloutState === 'COMPLETED' && wait === undefined) expect(others).toEqual([])
  else if (primary?.rolloutState !== 'FAILED')
    expect([wait?.detail, isReported(sim, service!)]).toEqual([expect.stringMatching(/./), true])
  const open = [...sim.view.tables.serviceDeployments.values()].filter(
    ({ serviceArn, status }) => serviceArn === service!.serviceArn && /PROGRESS|REQUESTED|PENDING/.test(status),
  )
  expect(open.length).toBeLessThanOrEqual(Number(primary?.rolloutState === 'IN_PROGRESS'))
}

type Described = NonNullable<ReturnType<Simulation['ecs']['describeServices']>['services']>[number]

/** By the failures that are counted, by an event; or its targets get no health checks, about which AWS is silent (DP-212). */
function isReported(sim: Simulation, { deployments, events, serviceArn }: Described): boolean {
  const [primary] = deployments!
  const isCounted = (primary?.failedTasks ?? 0) > 0
  const tasks = [...sim.view.tables.tasks.values()].filter((task) => task.serviceArn === serviceArn)
  const unused = [...sim.view.tables.targets.values()].filter(({ state }) => state === 'unused')
  const isOutOfUse = tasks.some(({ arn }) => unused.some(({ taskArn }) => taskArn === arn))
  return isCounted || isOutOfUse || events!.some(({ message }) => COMPLAINT.test(message!))
}
