// Laws of services behind load balancers: what is registered where, and since when, whatever befalls the tasks.
import { test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { frontAfter } from '../support/front.ts'
import { happenings } from '../support/front-arbitraries.ts'
import { runs } from '../support/runs.ts'
import { TargetJudge } from '../support/target-judge.ts'

test.prop([happenings], runs(40))(
  'LB-102, LB-103, LB-105, TG-111 a target is registered exactly between the two transitions of its task',
  (story) => {
    let judge: TargetJudge | undefined
    const { sim } = frontAfter(story, { paranoid: false }, (each) => {
      judge ??= new TargetJudge(each)
      judge.look()
    })
    sim.advance('1h')
    judge?.look()
    expect(judge).toBeDefined()
    sim.checkInvariants()
  },
)
