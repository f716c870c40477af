// What does an EC2 instance of a given type bring to a cluster?
//
// Facts are those of EC2's DescribeInstanceTypes, as printed on AWS's public pages:
// - vCPUs, memory, architecture, GPUs: https://aws.amazon.com/ec2/instance-types/
// - interfaces and addresses: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html (summed over network cards)
// - tasks with a trunk: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html (2023).
//   Types that the page excludes, contradicts itself about, or is older than have "-": the untrunked limit holds (CI-28).
// A type that is missing here is one object of `InstanceType`, given by the user.
import { assert } from '../kernel/assert.ts'

/** One row of the catalogue. A custom type is one object of this shape. */
export interface InstanceType {
  readonly name: string
  readonly vCpus: number
  readonly memoryMiB: number
  readonly architecture: 'x86_64' | 'arm64'
  readonly gpus: number
  readonly maxNetworkInterfaces: number
  readonly ipv4AddressesPerInterface: number
  /** Tasks in `awsvpc` mode on an instance with a trunk interface; null where a trunk changes nothing. */
  readonly trunkedTaskLimit: number | null
}

//             vCPU     MiB arch  GPU ENI IPv4/ENI trunked tasks
const TABLE = `
t2.nano          1     512 x86_64 0  2  2   -
t2.micro         1    1024 x86_64 0  2  2   -
t2.small         1    2048 x86_64 0  3  4   -
t2.medium        2    4096 x86_64 0  3  6   -
t2.large         2    8192 x86_64 0  3 12   -
t2.xlarge        4   16384 x86_64 0  3 15   -
t2.2xlarge       8   32768 x86_64 0  3 15   -
t3.nano          2     512 x86_64 0  2  2   -
t3.micro         2    1024 x86_64 0  2  2   -
t3.small         2    2048 x86_64 0  3  4   -
t3.medium        2    4096 x86_64 0  3  6   -
t3.large         2    8192 x86_64 0  3 12   -
t3.xlarge        4   16384 x86_64 0  4 15   -
t3.2xlarge       8   32768 x86_64 0  4 15   -
t3a.nano         2     512 x86_64 0  2  2   -
t3a.micro        2    1024 x86_64 0  2  2   -
t3a.small        2    2048 x86_64 0  2  4   -
t3a.medium       2    4096 x86_64 0  3  6   -
t3a.large        2    8192 x86_64 0  3 12   -
t3a.xlarge       4   16384 x86_64 0  4 15   -
t3a.2xlarge      8   32768 x86_64 0  4 15   -
t4g.nano         2     512 arm64  0  2  2   -
t4g.micro        2    1024 arm64  0  2  2   -
t4g.small        2    2048 arm64  0  3  4   -
t4g.medium       2    4096 arm64  0  3  6   -
t4g.large        2    8192 arm64  0  3 12   -
t4g.xlarge       4   16384 arm64  0  4 15   -
t4g.2xlarge      8   32768 arm64  0  4 15   -
m4.large         2    8192 x86_64 0  2 10   -
m4.xlarge        4   16384 x86_64 0  4 15   -
m4.2xlarge       8   32768 x86_64 0  4 15   -
m4.4xlarge      16   65536 x86_64 0  8 30   -
m4.10xlarge     40  163840 x86_64 0  8 30   -
m4.16xlarge     64  262144 x86_64 0  8 30   -
m5.large         2    8192 x86_64 0  3 10  10
m5.xlarge        4   16384 x86_64 0  4 15  20
m5.2xlarge       8   32768 x86_64 0  4 15  40
m5.4xlarge      16   65536 x86_64 0  8 30  60
m5.8xlarge      32  131072 x86_64 0  8 30  60
m5.12xlarge     48  196608 x86_64 0  8 30  60
m5.16xlarge     64  262144 x86_64 0 15 50 120
m5.24xlarge     96  393216 x86_64 0 15 50 120
m5a.large        2    8192 x86_64 0  3 10  10
m5a.xlarge       4   16384 x86_64 0  4 15  20
m5a.2xlarge      8   32768 x86_64 0  4 15  40
m5a.4xlarge     16   65536 x86_64 0  8 30  60
m5a.8xlarge     32  131072 x86_64 0  8 30  60
m5a.12xlarge    48  196608 x86_64 0  8 30  60
m5a.16xlarge    64  262144 x86_64 0 15 50 120
m5a.24xlarge    96  393216 x86_64 0 15 50 120
m6i.large        2    8192 x86_64 0  3 10  10
m6i.xlarge       4   16384 x86_64 0  4 15  20
m6i.2xlarge      8   32768 x86_64 0  4 15  40
m6i.4xlarge     16   65536 x86_64 0  8 30  60
m6i.8xlarge     32  131072 x86_64 0  8 30  90
m6i.12xlarge    48  196608 x86_64 0  8 30 120
m6i.16xlarge    64  262144 x86_64 0 15 50 120
m6i.24xlarge    96  393216 x86_64 0 15 50 120
m6i.32xlarge   128  524288 x86_64 0 15 50 120
m6g.medium       1    4096 arm64  0  2  4   4
m6g.large        2    8192 arm64  0  3 10  10
m6g.xlarge       4   16384 arm64  0  4 15  20
m6g.2xlarge      8   32768 arm64  0  4 15  40
m6g.4xlarge     16   65536 arm64  0  8 30  60
m6g.8xlarge     32  131072 arm64  0  8 30  60
m6g.12xlarge    48  196608 arm64  0  8 30  60
m6g.16xlarge    64  262144 arm64  0 15 50 120
m7g.medium       1    4096 arm64  0  2  4   4
m7g.large        2    8192 arm64  0  3 10  10
m7g.xlarge       4   16384 arm64  0  4 15  20
m7g.2xlarge      8   32768 arm64  0  4 15  40
m7g.4xlarge     16   65536 arm64  0  8 30  60
m7g.8xlarge     32  131072 arm64  0  8 30  60
m7g.12xlarge    48  196608 arm64  0  8 30  60
m7g.16xlarge    64  262144 arm64  0 15 50 120
m7i.large        2    8192 x86_64 0  3 10   -
m7i.xlarge       4   16384 x86_64 0  4 15   -
m7i.2xlarge      8   32768 x86_64 0  4 15   -
m7i.4xlarge     16   65536 x86_64 0  8 30   -
m7i.8xlarge     32  131072 x86_64 0  8 30   -
m7i.12xlarge    48  196608 x86_64 0  8 30   -
m7i.16xlarge    64  262144 x86_64 0 15 50   -
m7i.24xlarge    96  393216 x86_64 0 15 50   -
m7i.48xlarge   192  786432 x86_64 0 15 50   -
c4.large         2    3840 x86_64 0  3 10   -
c4.xlarge        4    7680 x86_64 0  4 15   -
c4.2xlarge       8   15360 x86_64 0  4 15   -
c4.4xlarge      16   30720 x86_64 0  8 30   -
c4.8xlarge      36   61440 x86_64 0  8 30   -
c5.large         2    4096 x86_64 0  3 10  10
c5.xlarge        4    8192 x86_64 0  4 15  20
c5.2xlarge       8   16384 x86_64 0  4 15  40
c5.4xlarge      16   32768 x86_64 0  8 30  60
c5.9xlarge      36   73728 x86_64 0  8 30  60
c5.12xlarge     48   98304 x86_64 0  8 30  60
c5.18xlarge     72  147456 x86_64 0 15 50 120
c5.24xlarge     96  196608 x86_64 0 15 50 120
c5n.large        2    5376 x86_64 0  3 10   -
c5n.xlarge       4   10752 x86_64 0  4 15   -
c5n.2xlarge      8   21504 x86_64 0  4 15   -
c5n.4xlarge     16   43008 x86_64 0  8 30   -
c6i.large        2    4096 x86_64 0  3 10  10
c6i.xlarge       4    8192 x86_64 0  4 15  20
c6i.2xlarge      8   16384 x86_64 0  4 15  40
c6i.4xlarge     16   32768 x86_64 0  8 30  60
c6i.8xlarge     32   65536 x86_64 0  8 30  90
c6i.12xlarge    48   98304 x86_64 0  8 30 120
c6i.16xlarge    64  131072 x86_64 0 15 50 120
c6i.24xlarge    96  196608 x86_64 0 15 50 120
c6i.32xlarge   128  262144 x86_64 0 15 50 120
c6g.medium       1    2048 arm64  0  2  4   4
c6g.large        2    4096 arm64  0  3 10  10
c6g.xlarge       4    8192 arm64  0  4 15  20
c6g.2xlarge      8   16384 arm64  0  4 15  40
c6g.4xlarge     16   32768 arm64  0  8 30  60
c6g.8xlarge     32   65536 arm64  0  8 30  60
c6g.12xlarge    48   98304 arm64  0  8 30  60
c6g.16xlarge    64  131072 arm64  0 15 50 120
c7g.medium       1    2048 arm64  0  2  4   4
c7g.large        2    4096 arm64  0  3 10  10
c7g.xlarge       4    8192 arm64  0  4 15  20
c7g.2xlarge      8   16384 arm64  0  4 15  40
c7g.4xlarge     16   32768 arm64  0  8 30  60
c7g.8xlarge     32   65536 arm64  0  8 30  60
c7g.12xlarge    48   98304 arm64  0  8 30  60
c7g.16xlarge    64  131072 arm64  0 15 50 120
c7i.large        2    4096 x86_64 0  3 10   -
c7i.xlarge       4    8192 x86_64 0  4 15   -
c7i.2xlarge      8   16384 x86_64 0  4 15   -
c7i.4xlarge     16   32768 x86_64 0  8 30   -
c7i.8xlarge     32   65536 x86_64 0  8 30   -
c7i.12xlarge    48   98304 x86_64 0  8 30   -
c7i.16xlarge    64  131072 x86_64 0 15 50   -
c7i.24xlarge    96  196608 x86_64 0 15 50   -
c7i.48xlarge   192  393216 x86_64 0 15 50   -
r5.large         2   16384 x86_64 0  3 10  10
r5.xlarge        4   32768 x86_64 0  4 15  20
r5.2xlarge       8   65536 x86_64 0  4 15  40
r5.4xlarge      16  131072 x86_64 0  8 30  60
r5.8xlarge      32  262144 x86_64 0  8 30   -
r5.12xlarge     48  393216 x86_64 0  8 30  60
r5.16xlarge     64  524288 x86_64 0 15 50 120
r5.24xlarge     96  786432 x86_64 0 15 50 120
r6i.large        2   16384 x86_64 0  3 10  10
r6i.xlarge       4   32768 x86_64 0  4 15  20
r6i.2xlarge      8   65536 x86_64 0  4 15  40
r6i.4xlarge     16  131072 x86_64 0  8 30  60
r6i.8xlarge     32  262144 x86_64 0  8 30  90
r6i.12xlarge    48  393216 x86_64 0  8 30 120
r6i.16xlarge    64  524288 x86_64 0 15 50 120
r6i.24xlarge    96  786432 x86_64 0 15 50 120
r6i.32xlarge   128 1048576 x86_64 0 15 50 120
r6g.medium       1    8192 arm64  0  2  4   4
r6g.large        2   16384 arm64  0  3 10  10
r6g.xlarge       4   32768 arm64  0  4 15  20
r6g.2xlarge      8   65536 arm64  0  4 15  40
r6g.4xlarge     16  131072 arm64  0  8 30  60
r6g.8xlarge     32  262144 arm64  0  8 30  60
r6g.12xlarge    48  393216 arm64  0  8 30  60
r6g.16xlarge    64  524288 arm64  0 15 50 120
r7g.medium       1    8192 arm64  0  2  4   4
r7g.large        2   16384 arm64  0  3 10  10
r7g.xlarge       4   32768 arm64  0  4 15  20
r7g.2xlarge      8   65536 arm64  0  4 15  40
r7g.4xlarge     16  131072 arm64  0  8 30  60
r7g.8xlarge     32  262144 arm64  0  8 30  60
r7g.12xlarge    48  393216 arm64  0  8 30  60
r7g.16xlarge    64  524288 arm64  0 15 50 120
a1.medium        1    2048 arm64  0  2  4  10
a1.large         2    4096 arm64  0  3 10  10
a1.xlarge        4    8192 arm64  0  4 15  20
a1.2xlarge       8   16384 arm64  0  4 15  40
a1.4xlarge      16   32768 arm64  0  8 30  60
x2gd.medium      1   16384 arm64  0  2  4  10
x2gd.large       2   32768 arm64  0  3 10  10
x2gd.xlarge      4   65536 arm64  0  4 15  20
x2gd.2xlarge     8  131072 arm64  0  4 15  40
x2gd.4xlarge    16  262144 arm64  0  8 30  60
x2gd.8xlarge    32  524288 arm64  0  8 30  60
x2gd.12xlarge   48  786432 arm64  0  8 30  60
x2gd.16xlarge   64 1048576 arm64  0 15 50 120
i3.large         2   15616 x86_64 0  3 10   -
i3.xlarge        4   31232 x86_64 0  4 15   -
i3.2xlarge       8   62464 x86_64 0  4 15   -
i3.4xlarge      16  124928 x86_64 0  8 30   -
g4dn.xlarge      4   16384 x86_64 1  3 10   -
g4dn.2xlarge     8   32768 x86_64 1  3 10   -
g4dn.4xlarge    16   65536 x86_64 1  3 10   -
g4dn.8xlarge    32  131072 x86_64 1  4 15   -
g4dn.12xlarge   48  196608 x86_64 4  8 30   -
g4dn.16xlarge   64  262144 x86_64 1  4 15   -
g5.xlarge        4   16384 x86_64 1  4 15   6
g5.2xlarge       8   32768 x86_64 1  4 15  19
g5.4xlarge      16   65536 x86_64 1  8 30  40
g5.8xlarge      32  131072 x86_64 1  8 30  90
g5.12xlarge     48  196608 x86_64 4 15 50 120
g5.16xlarge     64  262144 x86_64 1  8 30 120
g5.24xlarge     96  393216 x86_64 4 15 50 120
g5.48xlarge    192  786432 x86_64 8  7 50 120
p3.2xlarge       8   62464 x86_64 1  4 15  40
p3.8xlarge      32  249856 x86_64 4  8 30  60
p3.16xlarge     64  499712 x86_64 8  8 30 120
p3dn.24xlarge   96  786432 x86_64 8 15 50   -
p4d.24xlarge    96 1179648 x86_64 8 60 50 120
`

/** The catalogue. The table is read on the first look, so that importing costs nothing. */
export const INSTANCE_TYPES: ReadonlyMap<string, InstanceType> = {
  get size() {
    return catalogue().size
  },
  get: (name) => catalogue().get(name),
  has: (name) => catalogue().has(name),
  keys: () => catalogue().keys(),
  values: () => catalogue().values(),
  entries: () => catalogue().entries(),
  forEach: (visit) => {
    for (const [name, type] of catalogue()) visit(type, name, INSTANCE_TYPES)
  },
  [Symbol.iterator]: () => catalogue()[Symbol.iterator](),
}

export function findInstanceType(name: string): InstanceType | undefined {
  return catalogue().get(name)
}

/** CPU units that an instance registers: 1024 for each vCPU (CI-29). */
export function cpuUnitsOf(type: InstanceType): number {
  return type.vCpus * 1024
}

/**
 * How many tasks with an interface of their own fit. The primary interface belongs to the instance (CI-27); a trunk
 * helps only the types that AWS lists (CI-28).
 */
export function taskInterfaceLimit(type: InstanceType, options: { readonly trunk: boolean }): number {
  const untrunked = type.maxNetworkInterfaces - 1
  return options.trunk ? (type.trunkedTaskLimit ?? untrunked) : untrunked
}

let parsed: ReadonlyMap<string, InstanceType> | undefined

function catalogue(): ReadonlyMap<string, InstanceType> {
  parsed ??= parseTable(TABLE)
  return parsed
}

function parseTable(table: string): ReadonlyMap<string, InstanceType> {
  const types = table.trim().split('\n').map(parseRow)
  const byName = new Map(types.map((type) => [type.name, type]))
  assert(byName.size === types.length, 'an instance type stands twice in the catalogue')
  return byName
}

function parseRow(row: string): InstanceType {
  const [name = '', vCpus, memoryMiB, architecture, gpus, interfaces, addresses, trunked] = row.split(/ +/)
  return Object.freeze<InstanceType>({
    name,
    vCpus: Number(vCpus),
    memoryMiB: Number(memoryMiB),
    architecture: architecture === 'arm64' ? 'arm64' : 'x86_64',
    gpus: Number(gpus),
    maxNetworkInterfaces: Number(interfaces),
    ipv4AddressesPerInterface: Number(addresses),
    trunkedTaskLimit: trunked === '-' ? null : Number(trunked),
  })
}
