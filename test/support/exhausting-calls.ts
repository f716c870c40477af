// A program of its own, because what it tries may never come back: values that would exhaust time or memory, at every door.
import { AwsException, Simulation, UsageError } from '../../src/index.ts'
import { doorsOf } from './doors.ts'
import { EXHAUSTING } from './hostile.ts'

const sim = new Simulation()
sim.ecs.createCluster({ clusterName: 'prod' })

const MEMBERS = [
  'cluster',
  'clusterName',
  'instanceType',
  'tags',
  'attributes',
  'availabilityZones',
  'containerInstances',
]
const operations = [...Object.values(sim.ecs), sim.fleet.launch, sim.fleet.terminate] as ((input: unknown) => unknown)[]
const calls = [
  ...Object.values(doorsOf(sim)),
  ...operations,
  ...operations.flatMap((operation) =>
    MEMBERS.map(
      (member) => (value: unknown) => operation({ cluster: 'prod', instanceType: 'm5.large', [member]: value }),
    ),
  ),
]

for (const { make } of EXHAUSTING) {
  for (const call of calls) {
    try {
      call(make())
    } catch (error) {
      if (!(error instanceof AwsException || error instanceof UsageError)) throw error
    }
  }
}
console.log('every call came back')
