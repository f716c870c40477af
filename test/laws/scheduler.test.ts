// The scheduler against a small model: whatever is asked of it, in whatever order, it keeps the laws on the way and arrives
// once it is left alone.
import { fc, test } from '@fast-check/vitest'
import { checkEventually, commands, newModel, type Real } from '../support/fleet-model.ts'
import { Judge } from '../support/judge.ts'
import { perform, preparedSimulation } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

function realWorld(options: Parameters<typeof preparedSimulation>[0] = {}): Real {
  const sim = preparedSimulation(options)
  const zones = ['us-east-1a', 'us-east-1b']
  perform(sim, {
    do: 'launch',
    count: 3,
    cpuUnits: 1_024,
    memoryMiB: 2_048,
    ready: true,
    zones,
    stack: null,
    enis: null,
  })
  return { sim, judge: new Judge(sim) }
}

test.prop([commands], runs(60))(
  'services get what was asked for, within their bounds, and nothing else breaks on the way',
  (steps) => {
    const model = newModel()
    const real = realWorld()
    fc.modelRun(() => ({ model, real }), steps)
    checkEventually(model, real)
    real.sim.checkInvariants()
  },
)

test.prop([commands], runs(30))('the same in the profile of 2023-06', (steps) => {
  const model = newModel()
  const real = realWorld({ behavior: '2023-06' })
  fc.modelRun(() => ({ model, real }), steps)
  checkEventually(model, real)
  real.sim.checkInvariants()
})

test.prop([commands], runs(30))('the same when everything happens at once', (steps) => {
  const model = newModel()
  const latencies = { ec2Dispatch: 0, ec2PullBase: 0, ec2CachedPull: 0, ec2ContainerStart: 0, gracefulExit: 0 }
  const real = realWorld({
    latencies: { ...latencies, instanceLaunch: 0, agentRegister: 0 },
    options: { healthySettleTime: 0 },
  })
  fc.modelRun(() => ({ model, real }), steps)
  checkEventually(model, real)
  real.sim.checkInvariants()
})
