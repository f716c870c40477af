// Gray gets busy on a full instance: its fourth task waits, a second instance comes, the task lands there, and everything goes back in order.
import { describe, expect, test } from 'vitest'
import type { JournalEntry, Simulation } from '../../src/index.ts'
import { busyHour, twoLevels } from '../support/two-levels.ts'

const clock = ({ atMs }: Pick<JournalEntry, 'atMs'>) => new Date(atMs).toISOString().slice(11, 19)

interface Row {
  readonly to?: number | null
  readonly from?: number
  readonly targetId?: string
  readonly ec2InstanceId?: string
  readonly containerInstanceArn?: string | null
  readonly group?: string
}

/** Changes of desired counts by policies, instances that come and go, and where tasks land: the journal's lines on scaling. */
function story(sim: Simulation): string[] {
  const names = new Map<string, string>()
  const counts = { instance: 0, task: 0 }
  const instance = (id: string | null | undefined) => {
    if (!names.has(id ?? '')) names.set(id ?? '', `instance ${++counts.instance}`)
    return names.get(id ?? '')
  }
  const line = ({ kind, id, set }: JournalEntry): string | null => {
    const row = (set ?? {}) as Row
    switch (kind) {
      case 'groupInstance.created':
        return `${instance(id)} is launched`
      case 'groupInstance.dropped':
        return `${instance(id)} is gone`
      case 'containerInstance.launched':
        names.set(id, instance(row.ec2InstanceId)!)
        return null
      case 'scalingActivity.created':
        return row.to === null ? null : `${row.targetId?.split('/')[2]} ${row.from} → ${row.to}`
      case 'task.created':
        names.set(id, `task ${++counts.task} (${row.group?.split(':')[1]})`)
        return `${names.get(id)} ${row.containerInstanceArn === null ? 'waits' : `on ${instance(row.containerInstanceArn)}`}`
      case 'task.placed':
        return `${names.get(id)} on ${instance(row.containerInstanceArn)}`
      case 'task.stopRequested':
        return `${names.get(id)} stops`
      default:
        return null
    }
  }
  return sim.journal.flatMap((entry) => {
    const words = line(entry)
    return words === null ? [] : `${clock(entry)} ${words}`
  })
}

describe('CP-20 CP-22 CP-35 CP-43 ECS manages the instances', () => {
  const sim = twoLevels('managed', { paranoid: true })
  busyHour(sim)

  test('the journal on scaling, line by line', () => {
    expect(story(sim)).toMatchInlineSnapshot(`
      [
        "09:00:00 instance 1 is launched",
        "09:02:00 task 1 (gray) on instance 1",
        "09:02:00 task 2 (red) on instance 1",
        "09:16:00 gray 1 → 2",
        "09:16:00 task 3 (gray) on instance 1",
        "09:19:00 gray 2 → 3",
        "09:19:00 task 4 (gray) on instance 1",
        "09:22:00 gray 3 → 4",
        "09:22:00 task 5 (gray) waits",
        "09:23:00 instance 2 is launched",
        "09:24:30 task 5 (gray) on instance 2",
        "10:16:00 gray 4 → 3",
        "10:16:00 task 4 (gray) stops",
        "10:19:00 gray 3 → 2",
        "10:19:00 task 3 (gray) stops",
        "10:22:00 gray 2 → 1",
        "10:22:00 task 5 (gray) stops",
        "10:37:30 instance 2 is gone",
      ]
    `)
  })

  test('the instance is full with three grays and a red: 8 of 8 vCPU', () => {
    const full = sim.at('2026-01-05T09:22:30Z')
    const placed = [...full.tasks.values()].filter(({ containerInstanceArn }) => containerInstanceArn !== null)
    expect(placed.reduce((sum, { needs }) => sum + needs.cpuUnits, 0)).toBe(8 * 1_024)
    expect([...full.tasks.values()].filter(({ wish }) => wish !== null)).toHaveLength(1)
  })

  test('the report: no turn but that of the load, and the time without room', () => {
    const [gray, red, nodes] = sim.scalingReport().subjects
    expect(gray).toMatchObject({ name: 'shop/gray', steadiness: 'follows', turns: 1, overshoot: 0 })
    expect(gray!.policies[0]).toMatchObject({ target: 60, aboveTargetMs: 720_000, blocked: { roomMs: 120_000 } })
    expect(red).toMatchObject({ name: 'shop/red', steadiness: 'quiet' })
    expect(nodes).toMatchObject({ kind: 'group', name: 'nodes', steadiness: 'follows', turns: 1 })
  })

  test('the bill: what gray and red had reserved, what was idle, and all of it again by the hour', () => {
    const { total, idle, services, instances, overTime, groups } = sim.cost({ instances: { 'm5.2xlarge': 0.4 } })
    expect(services.map(({ service }) => service)).toEqual(['shop/gray', 'shop/red'])
    expect(services.reduce((sum, one) => sum + one.total, idle)).toBeCloseTo(total, 5)
    expect(overTime.reduce((sum, one) => sum + one.total, 0)).toBeCloseTo(total, 4)
    expect(instances.hours * 0.4).toBeCloseTo(total, 5)
    expect(groups).toEqual([{ group: 'nodes', ...instances }])
  })
})

describe('AG-07 AG-20 AG-32 the rule of the tasks counts for instances, too', () => {
  const sim = twoLevels('rule', { paranoid: true })
  busyHour(sim)

  test('the second instance brings the CPU below 50 %, so that one goes at once: the older, and with it all tasks', () => {
    expect(story(sim)).toMatchInlineSnapshot(`
      [
        "09:00:00 instance 1 is launched",
        "09:02:00 task 1 (gray) on instance 1",
        "09:02:00 task 2 (red) on instance 1",
        "09:16:00 gray 1 → 2",
        "09:16:00 task 3 (gray) on instance 1",
        "09:19:00 gray 2 → 3",
        "09:19:00 task 4 (gray) on instance 1",
        "09:22:00 gray 3 → 4",
        "09:22:00 instance 2 is launched",
        "09:23:30 task 5 (gray) on instance 2",
        "09:28:30 instance 1 is gone",
        "09:28:30 task 6 (gray) on instance 2",
        "09:28:30 task 7 (gray) on instance 2",
        "09:28:30 task 8 (gray) on instance 2",
        "10:16:00 gray 4 → 3",
        "10:16:00 task 8 (gray) stops",
        "10:16:00 task 9 (red) on instance 2",
        "10:19:00 gray 3 → 2",
        "10:19:00 task 7 (gray) stops",
        "10:22:00 gray 2 → 1",
        "10:22:00 task 6 (gray) stops",
      ]
    `)
  })

  test('red has no task until gray makes room', () => {
    const { columns, times } = sim.series('shop/red', ['running'], { since: '2026-01-05T09:20:00Z' })
    const without = times.filter((_, nth) => columns.running![nth] === 0).map((atMs) => clock({ atMs }))
    expect([without[0], without.at(-1)]).toEqual(['09:28:00', '10:15:00'])
  })
})
