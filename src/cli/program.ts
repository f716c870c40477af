// Which commands and options are there, and which exit status does each end with? A command's own code, and with it the simulation, is
// loaded when the command is called: help and version need none of it.
import { Command, CommanderError, Option } from 'commander'
import type { ExplainOptions } from './explain-command.ts'
import { FIRST_FILE } from './first-scenario.ts'
import type { InitOptions } from './init-command.ts'
import type { Io } from './io.ts'
import type { PlanOptions } from './plan-command.ts'
import type { RunOptions } from './run-command.ts'
import type { TimelineOptions } from './timeline-command.ts'
import type { ValidateOptions } from './validate-command.ts'

const EXIT = {
  ok: 0,
  /** The scenario does not complete, or an expectation is not met. */
  unmet: 1,
  /** Bad input or usage. */
  usage: 2,
  /** A defect of ours (EX_SOFTWARE of sysexits.h). */
  defect: 70,
} as const

/** Runs the command line. Never throws. Returns the exit status. */
export async function runProgram(args: readonly string[], io: Io): Promise<number> {
  let status: number = EXIT.ok
  const program = programOf(io)
  addPlan(program, async (after, options) => {
    const { planCommand } = await import('./plan-command.ts')
    status = (await planCommand(after, options, io)) ? EXIT.ok : EXIT.unmet
  })
  addRun(program, async (scenario, options) => {
    const { runCommand } = await import('./run-command.ts')
    status = (await runCommand(scenario, options, io)) ? EXIT.ok : EXIT.unmet
  })
  addExplain(program, async (scenario, options) => {
    const { explainCommand } = await import('./explain-command.ts')
    await explainCommand(scenario, options, io)
  })
  addTimeline(program, async (scenario, options) => {
    const { timelineCommand } = await import('./timeline-command.ts')
    await timelineCommand(scenario, options, io)
  })
  addValidate(program, async (files, options) => {
    const { validateCommand } = await import('./validate-command.ts')
    status = (await validateCommand(files, options, io)) ? EXIT.ok : EXIT.usage
  })
  addInit(program, async (path, options) => {
    const { initCommand } = await import('./init-command.ts')
    initCommand(path, options, io)
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return status
  } catch (error) {
    return await statusOf(error, io)
  }
}

function programOf(io: Io): Command {
  return new Command('drydock')
    .description('Rehearses what Amazon ECS would do, offline: will this deployment complete, and if not, why?')
    .version(io.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride()
}

const SCENARIO = ['<scenario>', 'a scenario in YAML or JSON; - reads standard input'] as const
const JSON_TEXT = ['--json', 'print one JSON document instead of text'] as const
const SEED = ['--seed <seed>', 'decide every draw of chance by this text, not by the one of the scenario'] as const
const NO_COLOR = ['--no-color', 'print no colours; so does NO_COLOR=1, or an output that is no terminal'] as const

function addPlan(program: Command, plan: (after: string, options: PlanOptions) => Promise<void>): void {
  const command = program
    .command('plan')
    .summary('rehearse a change: will it complete, and if not, why, and what would help?')
    .description(
      'Rehearses a change of what runs on ECS: a new version of a CloudFormation template, a scenario, or JSON of the AWS CLI. ' +
        'Without --before or --live, rehearses the creation of a template, and then an ordinary release of every service.',
    )
    .argument('<after>', 'a template, a scenario, or the input of a call of the AWS CLI; - reads standard input')
    .addOption(new Option('--before <template>', 'the version that is there').conflicts('live'))
    .option('--live <folder>', 'what is there, as the AWS CLI has printed it (docs/LIVE.md)')
    .option('--service <name>', 'report on this service; may be given more than once', listed)
  addTemplateOptions(command)
    .option('--image-size <MB>', 'compressed size of every image')
    .option('--boot-time <time>', 'how long the app of a new task takes to answer: 45s')
    .option(
      '--missing-image <repository:tag>',
      'an image that its registry does not have; may be given more than once',
      listed,
    )
    .option(
      '--requests-per-second <count>',
      'requests to each service behind a load balancer, to count those that fail',
    )
    .option('--request-duration <time>', 'how long each of them is open; 1s when absent')
    .option(
      '--load <rps|file>',
      'what is asked of services: requests a second to each, or a file with profiles (docs/LOAD.md)',
    )
    .option(
      '--keep-healthy <percent>',
      'tasks that must stay healthy; minimumHealthyPercent of each service when absent',
    )
    .option('--within <time>', 'how long the change may take: 10m')
    .option('--at-most <time>', 'when to give up; 3h when absent')
    .option('--behavior <profile>', "which year's ECS: latest or 2023-06")
    .option('--seed <seed>', 'decide every draw of chance by this text')
    .option('--runs <count>', 'runs with different draws; 20 when latencies vary, else 1')
    .option('--vary <sigma>', 'how far latencies vary about their defaults, 0 to 3; 0.25 with several runs, else 0')
    .option('--no-fixes', 'do not look for fixes')
    .option('--allow-not-rehearsed', 'end with status 0 although a service could not be rehearsed')
    .addOption(new Option(...JSON_TEXT).conflicts('markdown'))
    .option('--markdown', 'print Markdown, fit for a comment on a pull request')
    .option('-q, --quiet', 'print the verdict, its causes and the fixes, nothing else')
    .option(...NO_COLOR)
    .addHelpText('after', PLAN_HELP)
    .action((after: string, options: PlanOptions) => plan(after, options))
}

/** What a template needs to be told; one meaning, whichever command it is for. */
function addTemplateOptions(command: Command): Command {
  return command
    .option('--parameter <name=value>', 'a parameter of the templates; may be given more than once', listed)
    .option('--import <name=value>', 'what another stack exports; may be given more than once', listed)
    .option('--stack-name <name>', 'the name of the stack; that of the file when absent')
    .option('--region <region>', 'the Region of the stack')
    .option('--account <id>', 'the account of the stack, twelve digits')
}

function listed(value: string, values: readonly string[] = []): string[] {
  return [...values, value]
}

const PLAN_HELP = `
Exit status:
  0   it completes, and nothing fell below what was asked
  1   it does not, or a service could not be rehearsed (unless --allow-not-rehearsed)
  2   bad input or usage
  70  a defect of drydock itself`

function addRun(program: Command, run: (scenario: string, options: RunOptions) => Promise<void>): void {
  program
    .command('run')
    .summary('play a scenario and judge how it ends')
    .description('Plays a scenario, prints what happens, and judges how it ends.')
    .argument(...SCENARIO)
    .option(...JSON_TEXT)
    .option(...SEED)
    .option('-q, --quiet', 'print the verdict and the expectations that are not met, nothing else')
    .option(...NO_COLOR)
    .addHelpText('after', RUN_HELP)
    .action((scenario: string, options: RunOptions) => run(scenario, options))
}

function addExplain(program: Command, explain: (scenario: string, options: ExplainOptions) => Promise<void>): void {
  program
    .command('explain')
    .summary('play a scenario and tell why tasks are where they are')
    .description(
      'Plays a scenario, and tells why the next task of each service that waits for room finds none; draws the fleet when none waits.',
    )
    .argument(...SCENARIO)
    .addOption(
      new Option('--task <id>', 'tell why this task is where it is; its ARN, id, or the beginning of the id').conflicts(
        'service',
      ),
    )
    .option('--service <name>', 'tell where the next task of this service would go; NAME or CLUSTER/NAME')
    .option('--at <time>', 'look at the world as it was: 2m30s on the clock of the scenario, or an instant')
    .option(...JSON_TEXT)
    .option(...SEED)
    .option(...NO_COLOR)
    .addHelpText('after', EXPLAIN_HELP)
    .action((scenario: string, options: ExplainOptions) => explain(scenario, options))
}

function addTimeline(program: Command, draw: (scenario: string, options: TimelineOptions) => Promise<void>): void {
  program
    .command('timeline')
    .summary('play a scenario and draw the life of a task')
    .description(
      'Plays a scenario, draws the life of one of its tasks, container by container, and tells where the time went.',
    )
    .argument(...SCENARIO)
    .requiredOption('--task <id>', 'the task: its ARN, id, or the beginning of the id')
    .option(...JSON_TEXT)
    .option(...SEED)
    .option(...NO_COLOR)
    .addHelpText('after', TIMELINE_HELP)
    .action((scenario: string, options: TimelineOptions) => draw(scenario, options))
}

function addValidate(program: Command, validate: (files: string[], options: ValidateOptions) => Promise<void>): void {
  const command = program
    .command('validate')
    .summary('check scenarios, templates and folders of AWS CLI JSON')
    .description(
      'Reads each file for what it is (a scenario, a template, a change for the AWS CLI, a folder that the AWS CLI has printed), ' +
        'sets up what it says, and tells what is there. No time passes: run and plan tell what would happen.',
    )
    .argument('<files...>', 'scenarios, templates, folders; - reads standard input')
  addTemplateOptions(command)
    .option(...JSON_TEXT)
    .addHelpText('after', VALIDATE_HELP)
    .action((files: string[], options: ValidateOptions) => validate(files, options))
}

function addInit(program: Command, init: (path: string, options: InitOptions) => Promise<void>): void {
  program
    .command('init')
    .summary('write a first scenario, with comments')
    .description('Writes a scenario that plays as it is, with a comment to everything that one would change first.')
    .argument('[file]', 'where to write it; - for standard output', FIRST_FILE)
    .option('--force', 'overwrite a file that is there already')
    .action((path: string, options: InitOptions) => init(path, options))
}

const VALIDATE_HELP = `
Exit status:
  0   every file is in order
  2   one is not, or bad usage
  70  a defect of drydock itself`

const TIMELINE_HELP = `
Exit status:
  0   it is drawn
  2   bad input or usage
  70  a defect of drydock itself`

const EXPLAIN_HELP = `
Exit status:
  0   it is explained
  2   bad input or usage
  70  a defect of drydock itself`

const RUN_HELP = `
Exit status:
  0   it completes, and every expectation is met
  1   it does not, or one is not
  2   bad input or usage
  70  a defect of drydock itself`

async function statusOf(error: unknown, io: Io): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  const { LivelockError, UsageError } = await import('../index.ts')
  if (error instanceof UsageError || error instanceof LivelockError) {
    io.err(`error: ${error.message}\n`)
    return EXIT.usage
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  io.err(`This is a defect of drydock, not of your scenario. Please report it with what follows.\n${trace}\n`)
  return EXIT.defect
}
