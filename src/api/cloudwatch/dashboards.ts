// Dashboards: kept as they are, and given back (CW-39). Nobody draws them.
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { inserted, removed, updated } from '../../model/changes.ts'
import type { Dashboard } from '../../model/dashboards.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type {
  DeleteDashboardsOutput,
  GetDashboardOutput,
  ListDashboardsOutput,
  PutDashboardOutput,
} from '../shapes/cloudwatch-types.generated.ts'
import { tagListOf } from '../tag-list.ts'
import type { CloudWatchAnswer } from './answer.ts'
import { byName, checkText, invalid, pageOf, parseCloudWatch } from './parse.ts'

const MOST_WIDGETS = 500
const PAGE = 1_000

/** @throws InvalidParameterValueException, DashboardInvalidInputError */
export function putDashboard(world: World, input: unknown): PutDashboardOutput {
  const parsed = parseCloudWatch('PutDashboard', input)
  const { DashboardName: name, DashboardBody: body } = parsed
  checkDashboardName('DashboardName', name)
  checkBody(body)
  const tags = tagListOf(parsed.Tags, invalid)
  return command(world, 'cloudWatch.putDashboard', parsed, (cause) => {
    const set = { body, modifiedAtMs: world.nowMs }
    const arn = `arn:aws:cloudwatch::${world.realm.accountId}:dashboard/${name}`
    const change =
      world.tables.dashboards.get(name) === undefined
        ? inserted('dashboard.created', name, { name, arn, ...set, tags }, 'CW-39')
        : updated('dashboard.changed', name, set, 'CW-39')
    apply(world, { changes: [change], timers: [] }, cause)
    return { DashboardValidationMessages: [] }
  })
}

/** @throws DashboardNotFoundError */
export function getDashboard(world: WorldView, input: unknown): CloudWatchAnswer<GetDashboardOutput> {
  const { DashboardName: asked } = parseCloudWatch('GetDashboard', input)
  const { name, arn, body } = dashboardOf(world, asked, 'DashboardName')
  return { DashboardArn: arn, DashboardBody: body, DashboardName: name }
}

/** By name. @throws InvalidParameterValueException, InvalidNextToken */
export function listDashboards(world: WorldView, input?: unknown): CloudWatchAnswer<ListDashboardsOutput> {
  const { DashboardNamePrefix: prefix = '', NextToken: token } = parseCloudWatch('ListDashboards', input)
  checkText('DashboardNamePrefix', prefix, 255, 0)
  const found = [...world.tables.dashboards.values()].filter(({ name }) => name.startsWith(prefix)).sort(byName)
  const { items, more } = pageOf(found, PAGE, token)
  return { DashboardEntries: items.map(entryOf), ...more }
}

function entryOf({ name, arn, body, modifiedAtMs }: Readonly<Dashboard>) {
  const size = new TextEncoder().encode(body).length
  return { DashboardName: name, DashboardArn: arn, LastModified: new Date(modifiedAtMs), Size: size }
}

/** All of them, or none. @throws DashboardNotFoundError */
export function deleteDashboards(world: World, input: unknown): DeleteDashboardsOutput {
  const parsed = parseCloudWatch('DeleteDashboards', input)
  const names = [...new Set(parsed.DashboardNames)]
  for (const [index, name] of parsed.DashboardNames.entries()) dashboardOf(world, name, `DashboardNames[${index}]`)
  return command(world, 'cloudWatch.deleteDashboards', parsed, (cause) => {
    apply(world, { changes: names.map((name) => removed('dashboard.dropped', name, 'CW-39')), timers: [] }, cause)
    return {}
  })
}

function dashboardOf(world: WorldView, name: string, path: string): Readonly<Dashboard> {
  const dashboard = world.tables.dashboards.get(name)
  if (dashboard !== undefined) return dashboard
  return refuse('DashboardNotFoundError', `${path}: Dashboard ${show(name)} does not exist`, {
    path,
    expected: 'the name of a dashboard',
    found: show(name),
    rule: 'CW-39',
  })
}

function checkDashboardName(path: string, name: string): void {
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) invalid(path, '1 to 255 letters, digits, hyphens and underscores', name)
}

/** An object with a list of widgets, each of which has a type; what is in them is not looked at. */
function checkBody(body: string): void {
  const found = parsedBody(body)
  const { widgets } = isObject(found) ? found : refuseBody('DashboardBody', 'a JSON object', body)
  if (!Array.isArray(widgets)) refuseBody('DashboardBody.widgets', 'a list of widgets', widgets)
  if (widgets.length > MOST_WIDGETS)
    refuseBody('DashboardBody.widgets', `at most ${MOST_WIDGETS} widgets`, `${widgets.length} widgets`)
  for (const [index, widget] of widgets.entries())
    if (!isObject(widget) || typeof widget.type !== 'string')
      refuseBody(`DashboardBody.widgets[${index}]`, 'an object with a type', widget)
}

function parsedBody(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** In one form, under the exception of dashboards. */
function refuseBody(path: string, expected: string, found: unknown): never {
  const text = show(found)
  const message = `The dashboard body is invalid. ${path}: expected ${expected}, found ${text}.`
  return refuse('DashboardInvalidInputError', message, { path, expected, found: text, rule: 'CW-39' })
}
