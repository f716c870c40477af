// Does the catalogue say of each EC2 instance type what AWS's pages say?
import { describe, expect, test } from 'vitest'
import {
  cpuUnitsOf,
  findInstanceType,
  INSTANCE_TYPES,
  type InstanceType,
  taskInterfaceLimit,
} from '../../src/model/instance-types.ts'

const all = [...INSTANCE_TYPES.values()]

function known(name: string): InstanceType {
  const type = findInstanceType(name)
  if (type === undefined) throw new Error(`${name} is not in the catalogue`)
  return type
}

describe('CI-27 task interfaces', () => {
  test('CI-27 without a trunk, every type takes one task less than it has interfaces', () => {
    for (const type of all) expect(taskInterfaceLimit(type, { trunk: false })).toBe(type.maxNetworkInterfaces - 1)
  })

  test.each([
    ['t3.micro', 1],
    ['m4.large', 1],
    ['c5.large', 2],
    ['m5.2xlarge', 3],
    ['c5.4xlarge', 7],
    ['m5.24xlarge', 14],
    ['g5.48xlarge', 6],
    ['p4d.24xlarge', 59],
  ])('CI-27 without a trunk, %s takes %i tasks', (name, tasks) => {
    expect(taskInterfaceLimit(known(name), { trunk: false })).toBe(tasks)
  })

  test.each([
    ['c5.large', 10],
    ['m5.2xlarge', 40],
    ['m6i.8xlarge', 90],
    ['m6g.medium', 4],
    ['a1.medium', 10],
    ['g5.xlarge', 6],
    ['p3.16xlarge', 120],
  ])('CI-27 with a trunk, %s takes %i tasks', (name, tasks) => {
    expect(taskInterfaceLimit(known(name), { trunk: true })).toBe(tasks)
  })
})

describe('CI-28 types that a trunk does not help', () => {
  test.each([
    't2.micro',
    't3.large',
    't4g.medium',
    'm4.xlarge',
    'm7i.large',
    'c4.large',
    'c5n.large',
    'r5.8xlarge',
    'i3.large',
    'g4dn.xlarge',
    'p3dn.24xlarge',
  ])('CI-28 %s has the untrunked limit, trunk or not', (name) => {
    const type = known(name)
    expect(type.trunkedTaskLimit).toBeNull()
    expect(taskInterfaceLimit(type, { trunk: true })).toBe(taskInterfaceLimit(type, { trunk: false }))
  })

  test('CI-28 a trunk never lowers the limit', () => {
    for (const type of all) {
      expect(taskInterfaceLimit(type, { trunk: true })).toBeGreaterThanOrEqual(
        taskInterfaceLimit(type, { trunk: false }),
      )
    }
  })
})

describe('CI-29 the catalogue', () => {
  test.each<[string, number, number, string, number, number, number]>([
    ['t2.nano', 1024, 512, 'x86_64', 0, 2, 2],
    ['t3.large', 2048, 8192, 'x86_64', 0, 3, 12],
    ['t4g.small', 2048, 2048, 'arm64', 0, 3, 4],
    ['m5.24xlarge', 98304, 393216, 'x86_64', 0, 15, 50],
    ['m7g.large', 2048, 8192, 'arm64', 0, 3, 10],
    ['c4.large', 2048, 3840, 'x86_64', 0, 3, 10],
    ['c5n.large', 2048, 5376, 'x86_64', 0, 3, 10],
    ['r6g.large', 2048, 16384, 'arm64', 0, 3, 10],
    ['x2gd.medium', 1024, 16384, 'arm64', 0, 2, 4],
    ['i3.large', 2048, 15616, 'x86_64', 0, 3, 10],
    ['g5.12xlarge', 49152, 196608, 'x86_64', 4, 15, 50],
    ['p3.2xlarge', 8192, 62464, 'x86_64', 1, 4, 15],
  ])('CI-29 %s registers %i CPU units and %i MiB', (name, cpuUnits, memoryMiB, architecture, gpus, interfaces, ips) => {
    const type = known(name)
    expect(cpuUnitsOf(type)).toBe(cpuUnits)
    expect(type).toMatchObject({ memoryMiB, architecture, gpus })
    expect(type).toMatchObject({ maxNetworkInterfaces: interfaces, ipv4AddressesPerInterface: ips })
  })

  test.each([
    ['g4dn.12xlarge', 4],
    ['p3.8xlarge', 4],
    ['p3.16xlarge', 8],
    ['p4d.24xlarge', 8],
    ['g5.48xlarge', 8],
  ])('CI-29 %s has %i GPUs', (name, gpus) => {
    expect(known(name).gpus).toBe(gpus)
  })

  test('CI-29 every type registers 1024 CPU units for each vCPU', () => {
    for (const type of all) expect(cpuUnitsOf(type)).toBe(type.vCpus * 1024)
  })

  test('CI-29 at least 64 types, each complete, under its own name and there once', () => {
    expect(INSTANCE_TYPES.size).toBeGreaterThanOrEqual(64)
    expect(new Set(all.map((type) => type.name)).size).toBe(all.length)
    for (const [name, type] of INSTANCE_TYPES) {
      expect(name).toBe(type.name)
      expect(name).toMatch(/^[a-z0-9-]+\.[a-z0-9]+$/)
      const numbers = [type.vCpus, type.memoryMiB, type.maxNetworkInterfaces, type.ipv4AddressesPerInterface]
      for (const number of numbers) expect(Number.isInteger(number) && number > 0, `${name}: ${number}`).toBe(true)
    }
  })

  test('CI-29 an unknown type is not found, and a custom type is one object', () => {
    expect(findInstanceType('m5.huge')).toBeUndefined()
    const custom: InstanceType = { ...known('m5.large'), name: 'm5.huge', vCpus: 200, trunkedTaskLimit: null }
    expect(cpuUnitsOf(custom)).toBe(204_800)
  })
})

test('the catalogue is read-only and answers like any map', () => {
  expect(Object.isFrozen(known('m5.large'))).toBe(true)
  expect('set' in INSTANCE_TYPES).toBe(false)
  expect(INSTANCE_TYPES.has('m5.large')).toBe(true)
  expect(INSTANCE_TYPES.get('m5.large')).toBe(known('m5.large'))
  expect([...INSTANCE_TYPES.keys()]).toEqual(all.map((type) => type.name))
  const visited: string[] = []
  INSTANCE_TYPES.forEach((_, name, map) => {
    expect(map).toBe(INSTANCE_TYPES)
    visited.push(name)
  })
  expect(visited).toEqual([...INSTANCE_TYPES.entries()].map(([name]) => name))
})
