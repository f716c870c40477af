// Where may a value of the caller's come in, other than by the operations of ECS and the fleet?
import { Simulation } from '../../src/index.ts'

type Door = (value: unknown) => unknown

export function doorsOf(sim: Simulation): Readonly<Record<string, Door>> {
  return {
    'new Simulation': (value) => new Simulation(value as never),
    'the seed': (value) => new Simulation({ seed: value as never }),
    'the options': (value) => new Simulation({ options: value as never }),
    'the latencies': (value) => new Simulation({ latencies: value as never }),
    'a latency': (value) => new Simulation({ latencies: { gracefulExit: value as never } }),
    'the subnets': (value) => new Simulation({ subnets: value as never }),
    'the zones': (value) => new Simulation({ availabilityZones: value as never }),
    'the start': (value) => new Simulation({ startAt: value as never }),
    paranoid: (value) => new Simulation({ paranoid: value as never }),
    advance: (value) => sim.fork().advance(value as never),
    runUntil: (value) => sim.fork().runUntil(value as never, { atMost: 0 }),
    'the limit of runUntil': (value) => sim.fork().runUntil('steady', value as never),
    waitFor: (value) => sim.fork().waitFor(value as never, {} as never),
    'the input of waitFor': (value) => sim.fork().waitFor('servicesStable', value as never),
    'the limit of waitFor': (value) => sim.fork().waitFor('servicesStable', { services: ['web'] }, value as never),
    at: (value) => sim.at(value as never),
    'a seq': (value) => sim.at({ seq: value as never }),
    forkAt: (value) => sim.forkAt(value as never),
    explain: (value) => sim.explain(value as never),
    whyNot: (value) => sim.whyNot(value as never),
    'the options of whyNot': (value) => sim.whyNot({ service: 'web', cluster: 'prod' }, value as never),
    'the way out of whyNot': (value) => sim.whyNot({ service: 'web', cluster: 'prod' }, { wayOut: value as never }),
    'the service of whyNot': (value) => sim.whyNot({ service: value as never }),
    restore: (value) => Simulation.restore(value as never),
  }
}
