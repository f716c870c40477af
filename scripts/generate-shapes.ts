// Which members do AWS's operations take and give, and of what types? Asked of the AWS SDK's own schemas, written as data.
//
//   npx tsx scripts/generate-shapes.ts            writes src/api/shapes/*.generated.ts
//   npx tsx scripts/generate-shapes.ts --check    exits 1 when the files on disk differ from what would be written
//
// The SDK's runtime schemas know structures, members and how many are required; its declaration files know which strings
// are enums. Neither knows an integer from a double, so the few members that are not 32-bit integers are listed here.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Service {
  /** First part of the generated files' names and of the generated constants' names. */
  readonly name: string
  readonly sdk: string
  readonly operations: readonly string[]
  /** Numbers that are not 32-bit integers, as `Structure.member`, from the service models. */
  readonly doubles?: readonly string[]
  readonly longs?: readonly string[]
  /** Structures that are refused as a whole: any JSON passes the shape, so that what is inside them costs no table. */
  readonly opaque?: readonly string[]
}

/** One line to add an operation. A service without operations is not generated (and its SDK need not be installed). */
const SERVICES: readonly Service[] = [
  {
    name: 'ecs',
    sdk: '@aws-sdk/client-ecs',
    operations: [
      'CreateCapacityProvider',
      'CreateCluster',
      'CreateService',
      'DeleteAccountSetting',
      'DeleteAttributes',
      'DeleteCapacityProvider',
      'DeleteCluster',
      'DeleteService',
      'DeleteTaskDefinitions',
      'DeregisterContainerInstance',
      'DeregisterTaskDefinition',
      'DescribeCapacityProviders',
      'DescribeClusters',
      'DescribeContainerInstances',
      'DescribeServiceDeployments',
      'DescribeServiceRevisions',
      'DescribeServices',
      'DescribeTaskDefinition',
      'DescribeTasks',
      'GetTaskProtection',
      'ListAccountSettings',
      'ListAttributes',
      'ListClusters',
      'ListContainerInstances',
      'ListServiceDeployments',
      'ListServices',
      'ListServicesByNamespace',
      'ListTagsForResource',
      'ListTaskDefinitionFamilies',
      'ListTaskDefinitions',
      'ListTasks',
      'PutAccountSetting',
      'PutAccountSettingDefault',
      'PutAttributes',
      'PutClusterCapacityProviders',
      'RegisterContainerInstance',
      'RegisterTaskDefinition',
      'RunTask',
      'StartTask',
      'StopServiceDeployment',
      'StopTask',
      'TagResource',
      'UntagResource',
      'UpdateCapacityProvider',
      'UpdateCluster',
      'UpdateClusterSettings',
      'UpdateContainerAgent',
      'UpdateContainerInstancesState',
      'UpdateService',
      'UpdateTaskProtection',
    ],
    doubles: [
      'CanaryConfiguration.canaryPercent',
      'DaemonDeploymentConfiguration.drainPercent',
      'LinearConfiguration.stepPercent',
      'ManagedApplicationAutoScalingPolicy.targetValue',
      'MemoryGiBPerVCpuRequest.max',
      'MemoryGiBPerVCpuRequest.min',
      'NetworkBandwidthGbpsRequest.max',
      'NetworkBandwidthGbpsRequest.min',
      'Resource.doubleValue',
      'Scale.value',
      'ServiceRevisionSummary.requestedProductionTrafficWeight',
      'ServiceRevisionSummary.requestedTestTrafficWeight',
      'TotalLocalStorageGBRequest.max',
      'TotalLocalStorageGBRequest.min',
    ],
    longs: ['ContainerInstance.version', 'Resource.longValue', 'Task.version'],
  },
  {
    name: 'elbv2',
    sdk: '@aws-sdk/client-elastic-load-balancing-v2',
    operations: [
      'AddListenerCertificates',
      'AddTags',
      'CreateListener',
      'CreateLoadBalancer',
      'CreateRule',
      'CreateTargetGroup',
      'DeleteListener',
      'DeleteLoadBalancer',
      'DeleteRule',
      'DeleteTargetGroup',
      'DeregisterTargets',
      'DescribeAccountLimits',
      'DescribeListenerAttributes',
      'DescribeListenerCertificates',
      'DescribeListeners',
      'DescribeLoadBalancerAttributes',
      'DescribeLoadBalancers',
      'DescribeRules',
      'DescribeSSLPolicies',
      'DescribeTags',
      'DescribeTargetGroupAttributes',
      'DescribeTargetGroups',
      'DescribeTargetHealth',
      'ModifyListener',
      'ModifyListenerAttributes',
      'ModifyLoadBalancerAttributes',
      'ModifyRule',
      'ModifyTargetGroup',
      'ModifyTargetGroupAttributes',
      'RegisterTargets',
      'RemoveListenerCertificates',
      'RemoveTags',
      'SetIpAddressType',
      'SetRulePriorities',
      'SetSecurityGroups',
      'SetSubnets',
    ],
    opaque: [
      'AuthenticateCognitoActionConfig',
      'AuthenticateOidcActionConfig',
      'IpamPools',
      'JwtValidationActionConfig',
      'MutualAuthenticationAttributes',
      'RuleTransform',
    ],
  },
  {
    name: 'application-auto-scaling',
    sdk: '@aws-sdk/client-application-auto-scaling',
    operations: [
      'DeleteScalingPolicy',
      'DeleteScheduledAction',
      'DeregisterScalableTarget',
      'DescribeScalableTargets',
      'DescribeScalingActivities',
      'DescribeScalingPolicies',
      'DescribeScheduledActions',
      'ListTagsForResource',
      'PutScalingPolicy',
      'PutScheduledAction',
      'RegisterScalableTarget',
      'TagResource',
      'UntagResource',
    ],
    doubles: [
      'CapacityForecast.Values',
      'LoadForecast.Values',
      'PredictiveScalingMetricSpecification.TargetValue',
      'StepAdjustment.MetricIntervalLowerBound',
      'StepAdjustment.MetricIntervalUpperBound',
      'TargetTrackingScalingPolicyConfiguration.TargetValue',
    ],
  },
  {
    name: 'auto-scaling',
    sdk: '@aws-sdk/client-auto-scaling',
    operations: [
      'AttachInstances',
      'AttachLoadBalancerTargetGroups',
      'AttachTrafficSources',
      'BatchDeleteScheduledAction',
      'BatchPutScheduledUpdateGroupAction',
      'CancelInstanceRefresh',
      'CompleteLifecycleAction',
      'CreateAutoScalingGroup',
      'CreateLaunchConfiguration',
      'CreateOrUpdateTags',
      'DeleteAutoScalingGroup',
      'DeleteLaunchConfiguration',
      'DeleteLifecycleHook',
      'DeleteNotificationConfiguration',
      'DeletePolicy',
      'DeleteScheduledAction',
      'DeleteTags',
      'DeleteWarmPool',
      'DescribeAccountLimits',
      'DescribeAdjustmentTypes',
      'DescribeAutoScalingGroups',
      'DescribeAutoScalingInstances',
      'DescribeAutoScalingNotificationTypes',
      'DescribeInstanceRefreshes',
      'DescribeLaunchConfigurations',
      'DescribeLifecycleHookTypes',
      'DescribeLifecycleHooks',
      'DescribeLoadBalancerTargetGroups',
      'DescribeMetricCollectionTypes',
      'DescribeNotificationConfigurations',
      'DescribePolicies',
      'DescribeScalingActivities',
      'DescribeScalingProcessTypes',
      'DescribeScheduledActions',
      'DescribeTags',
      'DescribeTerminationPolicyTypes',
      'DescribeTrafficSources',
      'DescribeWarmPool',
      'DetachInstances',
      'DetachLoadBalancerTargetGroups',
      'DetachTrafficSources',
      'DisableMetricsCollection',
      'EnableMetricsCollection',
      'EnterStandby',
      'ExecutePolicy',
      'ExitStandby',
      'PutLifecycleHook',
      'PutNotificationConfiguration',
      'PutScalingPolicy',
      'PutScheduledUpdateGroupAction',
      'PutWarmPool',
      'RecordLifecycleActionHeartbeat',
      'ResumeProcesses',
      'RollbackInstanceRefresh',
      'SetDesiredCapacity',
      'SetInstanceHealth',
      'SetInstanceProtection',
      'StartInstanceRefresh',
      'SuspendProcesses',
      'TerminateInstanceInAutoScalingGroup',
      'UpdateAutoScalingGroup',
    ],
    doubles: [
      'CapacityForecast.Values',
      'ExecutePolicyType.BreachThreshold',
      'ExecutePolicyType.MetricValue',
      'LoadForecast.Values',
      'MemoryGiBPerVCpuRequest.Max',
      'MemoryGiBPerVCpuRequest.Min',
      'NetworkBandwidthGbpsRequest.Max',
      'NetworkBandwidthGbpsRequest.Min',
      'PredictiveScalingMetricSpecification.TargetValue',
      'StepAdjustment.MetricIntervalLowerBound',
      'StepAdjustment.MetricIntervalUpperBound',
      'TargetTrackingConfiguration.TargetValue',
      'TotalLocalStorageGBRequest.Max',
      'TotalLocalStorageGBRequest.Min',
    ],
  },
  {
    name: 'cloudwatch',
    sdk: '@aws-sdk/client-cloudwatch',
    operations: [
      'DeleteAlarms',
      'DeleteDashboards',
      'DescribeAlarmHistory',
      'DescribeAlarms',
      'DescribeAlarmsForMetric',
      'DisableAlarmActions',
      'EnableAlarmActions',
      'GetDashboard',
      'GetMetricData',
      'GetMetricStatistics',
      'ListDashboards',
      'ListMetrics',
      'ListTagsForResource',
      'PutCompositeAlarm',
      'PutDashboard',
      'PutMetricAlarm',
      'PutMetricData',
      'SetAlarmState',
      'TagResource',
      'UntagResource',
    ],
    doubles: [
      'Datapoint.Average',
      'Datapoint.ExtendedStatistics',
      'Datapoint.Maximum',
      'Datapoint.Minimum',
      'Datapoint.SampleCount',
      'Datapoint.Sum',
      'MetricAlarm.Threshold',
      'MetricDataResult.Values',
      'MetricDatum.Counts',
      'MetricDatum.Value',
      'MetricDatum.Values',
      'PutMetricAlarmInput.Threshold',
      'StatisticSet.Maximum',
      'StatisticSet.Minimum',
      'StatisticSet.SampleCount',
      'StatisticSet.Sum',
    ],
  },
]

const require = createRequire(import.meta.url)
const root = join(dirname(fileURLToPath(import.meta.url)), '..')

// ── reading the SDK ─────────────────────────────────────────────────────────────────────────────────────────────────

/** A type is written `string`, `LaunchType`, `Tag[]` (list) or `string{}` (map), here and in the generated tables. */
interface Member {
  readonly name: string
  readonly type: string
  readonly required: boolean
}

interface Structure {
  readonly name: string
  readonly union: boolean
  readonly members: readonly Member[]
}

interface Declared {
  readonly required: boolean
  readonly text: string
}

interface Sdk {
  readonly service: Service
  readonly version: string
  readonly exports: Readonly<Record<string, unknown>>
  /** Members of each interface in the declaration files, by interface name. */
  readonly declared: ReadonlyMap<string, ReadonlyMap<string, Declared>>
}

type Schema = number | 'unit' | (() => Schema) | readonly [number, ...unknown[]] | readonly [Schema, unknown]

const LIST = 64
const MAP = 128
const LEAVES: ReadonlyMap<number, string> = new Map([
  [0, 'string'],
  [1, 'integer'],
  [2, 'boolean'],
  [4, 'timestamp'],
  [5, 'timestamp'],
  [6, 'timestamp'],
  [7, 'timestamp'],
  [15, 'document'],
])

/** What an operation without input, or without output, takes or gives. */
const UNIT = [3, 'smithy.api', 'Unit', 0, [], []] as const

async function readSdk(service: Service): Promise<Sdk> {
  const folder = packageFolder(service.sdk)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  const models = join(folder, 'dist-types', 'models')
  const texts = readdirSync(models)
    .filter((file) => /^models_\d+\.d\.ts$/.test(file))
    .map((file) => readFileSync(join(models, file), 'utf8'))
  return { service, version, exports: await import(service.sdk), declared: new Map(texts.flatMap(readInterfaces)) }
}

function packageFolder(name: string): string {
  const entry = require.resolve(name)
  return entry.slice(0, entry.lastIndexOf(name) + name.length)
}

function readInterfaces(text: string): [string, ReadonlyMap<string, Declared>][] {
  return [...text.matchAll(/^export (?:interface|declare namespace) (\w+) \{\n(.*?)^\}/gms)].map((hit) => [
    hit[1] as string,
    readDeclared(hit[2] as string),
  ])
}

/** A union is declared as a namespace of cases: there the first line that gives a member a type is the one that counts. */
function readDeclared(body: string): Map<string, Declared> {
  const members = new Map<string, Declared>()
  for (const [, name = '', mark, text = ''] of body.matchAll(/^ +(\w+)(\??): (.+);$/gm)) {
    if (text !== 'never' && !members.has(name)) members.set(name, { required: mark !== '?', text })
  }
  return members
}

/** Follows thunks and `[schema, traits]` pairs to the schema itself. */
function bare(schema: Schema): number | readonly [number, ...unknown[]] {
  if (typeof schema === 'function') return bare(schema())
  if (typeof schema === 'number') return schema
  if (schema === 'unit') return UNIT
  return schema.length === 2 ? bare(schema[0] as Schema) : (schema as readonly [number, ...unknown[]])
}

/** The type of a schema; every structure on the way is handed to `meet`, which names it. */
function typeOf(schema: Schema, meet: (structure: readonly unknown[]) => string): string {
  const found = bare(schema)
  if (typeof found === 'number') return leafType(found)
  const [kind] = found
  if (kind === 0) return leafType(bare(found[4] as Schema) as number)
  if (kind === 1) return `${typeOf(found[4] as Schema, meet)}[]`
  if (kind === 2) return `${typeOf(found[5] as Schema, meet)}{}`
  if (kind !== 3 && kind !== 4) throw new Error(`schema kind ${kind} of ${String(found[2])} is not supported`)
  return meet(found)
}

function leafType(code: number): string {
  if (code & LIST) return `${leafType(code & ~LIST)}[]`
  if (code & MAP) return `${leafType(code & ~MAP)}{}`
  const leaf = LEAVES.get(code)
  if (leaf === undefined) throw new Error(`simple type ${code} is not supported`)
  return leaf
}

/** All structures reachable from one schema, by name; the name of the outermost one. */
function readStructures(sdk: Sdk, schema: Schema, into: Map<string, Structure>): string {
  return typeOf(schema, (met) => {
    const name = String(met[2])
    if (sdk.service.opaque?.includes(name)) return 'document'
    if (into.has(name)) return name
    const members: Member[] = []
    into.set(name, { name, union: met[0] === 4, members })
    members.push(...readMembers(sdk, met, into))
    return name
  })
}

function readMembers(sdk: Sdk, met: readonly unknown[], into: Map<string, Structure>): Member[] {
  const structure = String(met[2])
  const names = met[4] as readonly string[]
  const schemas = met[5] as readonly Schema[]
  const requiredCount = (met[6] as number | undefined) ?? 0
  return names.map((name, index) => {
    const declared = sdk.declared.get(structure)?.get(name)
    const required = index < requiredCount
    if (declared === undefined) throw new Error(`${structure}.${name} is not declared`)
    if (met[0] === 3 && declared.required !== required) throw new Error(`is ${structure}.${name} required?`)
    const type = exactType(sdk, `${structure}.${name}`, readStructures(sdk, schemas[index] as Schema, into), declared)
    return { name, type, required }
  })
}

/** Says which enum a string is, and which number. */
function exactType(sdk: Sdk, member: string, type: string, declared: Declared): string {
  if (sdk.service.doubles?.includes(member)) return type.replace('integer', 'double')
  if (sdk.service.longs?.includes(member)) return type.replace('integer', 'long')
  const name = declared.text.match(/\b(?!Record\b|Partial\b)[A-Z]\w*/)?.[0]
  return name !== undefined && enumValues(sdk, name) ? type.replace(/^string/, name) : type
}

function enumValues(sdk: Sdk, name: string): readonly string[] | undefined {
  const found = sdk.exports[name]
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined
  return Object.values(found).map(String)
}

// ── what is reachable ───────────────────────────────────────────────────────────────────────────────────────────────

interface Operation {
  readonly name: string
  readonly input: string
  readonly output: string
}

interface Model {
  readonly sdk: Sdk
  readonly operations: readonly Operation[]
  readonly inputs: ReadonlyMap<string, Structure>
  readonly outputs: ReadonlyMap<string, Structure>
}

function readModel(sdk: Sdk): Model {
  const inputs = new Map<string, Structure>()
  const outputs = new Map<string, Structure>()
  const operations = sdk.service.operations.map((name) => {
    const schema = sdk.exports[`${name}$`] as readonly unknown[] | undefined
    if (schema?.[0] !== 9) throw new Error(`${sdk.service.sdk} has no operation ${name}`)
    const input = readStructures(sdk, schema[4] as Schema, inputs)
    return { name, input, output: readStructures(sdk, schema[5] as Schema, outputs) }
  })
  return { sdk, operations, inputs, outputs }
}

function sorted(structures: ReadonlyMap<string, Structure>): Structure[] {
  return [...structures.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

const leafName = (type: string): string => type.replace(/(\[\]|\{\})+$/, '')

function enumsOf(model: Model, structures: Iterable<Structure>): [string, readonly string[]][] {
  const leaves = [...structures].flatMap(({ members }) => members.map(({ type }) => leafName(type)))
  return [...new Set(leaves)].sort().flatMap((name): [string, readonly string[]][] => {
    const values = enumValues(model.sdk, name)
    return values ? [[name, values]] : []
  })
}

// ── the table of input shapes ───────────────────────────────────────────────────────────────────────────────────────

function header(model: Model, question: string): string {
  return `// ${question}
// Generated from ${model.sdk.service.sdk} ${model.sdk.version}, do not edit. To regenerate: npx tsx scripts/generate-shapes.ts
`
}

function renderTable(model: Model): string {
  const structures = sorted(model.inputs)
  const sections = {
    operations: model.operations.map(({ name, input }) => [name, input]),
    unions: structures.filter(({ union }) => union).map(({ name }) => [name]),
    enums: enumsOf(model, structures).map(([name, values]) => [name, ...values]),
    structures: structures.map(({ name, members }) => [name, ...members.map(renderMember)]),
  }
  const text = Object.entries(sections).map(renderSection).join('\n')
  return `${header(model, 'Which members does the input of each operation have, and of what type?')}
import { type ServiceShapes, shapesOf } from './service-shapes.ts'

export const ${camelCase(model.sdk.service.name)}Shapes: ServiceShapes = shapesOf(\`
${text}\`)
`
}

const renderMember = ({ name, type, required }: Member): string => `${name}:${type}${required ? '!' : ''}`

function renderSection([title, entries]: [string, readonly (readonly string[])[]]): string {
  const odd = entries.flat().find((word) => !/^[^\s`\\$]+$/.test(word))
  if (odd !== undefined) throw new Error(`the table cannot hold ${quote(odd)}: words are told apart by spaces`)
  return `${[title, ...entries.map((words) => words.join(' '))].join('\n')}\n`
}

const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function pascalCase(name: string): string {
  return camelCase(`-${name}`)
}

// ── the types ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** How one side of the conversation is written: what callers hand in is read-only, what they get is theirs. */
interface Side {
  /** The name of a structure's type on this side; the name of an enum is the same on both. */
  readonly nameOf: (structureOrEnum: string) => string
  readonly readonly: 'readonly ' | ''
  readonly leaves: Readonly<Record<string, string>>
}

const NUMBERS = { integer: 'number', long: 'number', double: 'number' }

function renderTypes(model: Model): string {
  const input = inputSide(model)
  const output = outputSide(model)
  const all = [...model.inputs.values(), ...model.outputs.values()]
  const parts = [
    ...enumsOf(model, all).map(([name, values]) => `export type ${name} = ${values.map(quote).join(' | ')}\n`),
    ...renderDocuments(all),
    ...sorted(model.inputs).map((structure) => renderInterface(structure, input)),
    ...sorted(model.outputs).map((structure) =>
      structure.union ? renderUnion(structure, output) : renderInterface(structure, output),
    ),
    ...renderAliases(model, input, output),
    renderIndex(model, 'Inputs', ({ input: name }) => input.nameOf(name)),
    renderIndex(model, 'Outputs', ({ output: name }) => output.nameOf(name)),
  ]
  refuseTwins(parts)
  return `${header(model, 'What do callers hand to each operation, and what do they get?')}\n${parts.join('\n')}`
}

function inputSide(model: Model): Side {
  const outermost = outermostNames(model.operations.map(({ name, input }) => [input, `${name}Input`]))
  const nested = (name: string): string => `${name.replace(/(Request|Input)$/, '')}Input`
  const nameOf = (name: string): string => outermost.get(name) ?? (model.inputs.has(name) ? nested(name) : name)
  return {
    nameOf,
    readonly: 'readonly ',
    leaves: { ...NUMBERS, timestamp: 'Date | number', document: 'DocumentInput' },
  }
}

function outputSide(model: Model): Side {
  const outermost = outermostNames(model.operations.map(({ name, output }) => [output, `${name}Output`]))
  const nameOf = (name: string): string => outermost.get(name) ?? name
  return { nameOf, readonly: '', leaves: { ...NUMBERS, timestamp: 'Date', document: 'Document' } }
}

/** A structure that several operations share is called after the first of them. */
function outermostNames(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map([...pairs].reverse())
}

function renderAliases(model: Model, input: Side, output: Side): string[] {
  const pairs = model.operations.flatMap((operation) => [
    [`${operation.name}Input`, input.nameOf(operation.input)],
    [`${operation.name}Output`, output.nameOf(operation.output)],
  ])
  return pairs.flatMap(([name, known]) => (name === known ? [] : [`export type ${name} = ${known}\n`]))
}

function renderDocuments(structures: readonly Structure[]): string[] {
  if (!structures.some(({ members }) => members.some(({ type }) => leafName(type) === 'document'))) return []
  const leaf = 'null | boolean | number | string'
  return [
    `export type DocumentInput = ${leaf} | readonly DocumentInput[] | { readonly [member: string]: DocumentInput }\n`,
    `export type Document = ${leaf} | Document[] | { [member: string]: Document }\n`,
  ]
}

function renderInterface(structure: Structure, side: Side): string {
  const lines = structure.members.map(
    ({ name, type, required }) =>
      `  ${side.readonly}${name}${required ? '' : '?'}: ${renderType(type, side)} | undefined\n`,
  )
  const name = side.nameOf(structure.name)
  return lines.length === 0 ? `export type ${name} = {}\n` : `export interface ${name} {\n${lines.join('')}}\n`
}

/** An output union has exactly one member, told apart as the SDK does. An input union is an interface; see above. */
function renderUnion(structure: Structure, side: Side): string {
  const names = structure.members.map(({ name }) => name)
  const cases = structure.members.map(({ name, type }) => {
    const others = names.filter((other) => other !== name).map((other) => `${other}?: never; `)
    return `{ ${name}: ${renderType(type, side)}; ${others.join('')}$unknown?: never }`
  })
  return `export type ${side.nameOf(structure.name)} =\n${cases.map((text) => `  | ${text}\n`).join('')}`
}

function renderType(type: string, side: Side): string {
  const inner = type.slice(0, -2)
  if (type.endsWith('[]')) return `${side.readonly}${parenthesized(renderType(inner, side))}[]`
  if (type.endsWith('{}')) return `{ ${side.readonly}[key: string]: ${renderType(inner, side)} }`
  if (Object.hasOwn(side.leaves, type)) return side.leaves[type] as string
  return side.nameOf(type)
}

const parenthesized = (text: string): string => (/[| ]/.test(text) ? `(${text})` : text)

function renderIndex(model: Model, kind: string, nameOf: (operation: Operation) => string): string {
  const rows = model.operations.map((operation) => `  ${operation.name}: ${nameOf(operation)}\n`)
  return `export interface ${pascalCase(model.sdk.service.name)}${kind} {\n${rows.join('')}}\n`
}

function refuseTwins(parts: readonly string[]): void {
  const names = parts.map((part) => part.match(/^export (?:type|interface) (\w+)/)?.[1])
  const twin = names.find((name, index) => names.indexOf(name) !== index)
  if (twin !== undefined) throw new Error(`two generated types are called ${twin}`)
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

async function generate(service: Service): Promise<Map<string, string>> {
  const model = readModel(await readSdk(service))
  const path = (suffix: string): string => join(root, 'src', 'api', 'shapes', `${service.name}${suffix}.generated.ts`)
  return new Map([
    [path(''), renderTable(model)],
    [path('-types'), renderTypes(model)],
  ])
}

async function main(): Promise<void> {
  const check = process.argv.includes('--check')
  for (const service of SERVICES.filter(({ operations }) => operations.length > 0)) {
    for (const [path, text] of await generate(service)) {
      if (!check) writeFileSync(path, text)
      else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
        console.error(`${path} is stale: run npx tsx scripts/generate-shapes.ts`)
        process.exitCode = 1
      }
    }
  }
}

await main()
