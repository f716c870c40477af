// Which commands and options are there, and which exit status does each end with?
import { Command, CommanderError, Option } from 'commander'
import { LivelockError, UsageError } from '../index.ts'
import type { Io } from './io.ts'
import { type RunOptions, runCommand } from './run-command.ts'

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
  const program = programOf(io, async (scenario, options) => {
    status = (await runCommand(scenario, options, io)) ? EXIT.ok : EXIT.unmet
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return status
  } catch (error) {
    return statusOf(error, io)
  }
}

function programOf(io: Io, run: (scenario: string, options: RunOptions) => Promise<void>): Command {
  const program = new Command('drydock')
    .description('Rehearses what Amazon ECS would do, offline: will this deployment complete, and if not, why?')
    .version(io.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride()
  program
    .command('run')
    .summary('play a scenario and judge how it ends')
    .description('Plays a scenario, prints what happens, and judges how it ends.')
    .argument('<scenario>', 'a scenario in YAML or JSON; - reads standard input')
    .option('--json', 'print one JSON document instead of text')
    .option('--seed <seed>', 'decide every draw of chance by this text, not by the one of the scenario')
    .option('-q, --quiet', 'print the verdict and the expectations that are not met, nothing else')
    .addOption(new Option('--no-color', 'print no colours; so does NO_COLOR=1, or an output that is no terminal'))
    .addHelpText('after', RUN_HELP)
    .action((scenario: string, options: RunOptions) => run(scenario, options))
  return program
}

const RUN_HELP = `
Exit status:
  0   it completes, and every expectation is met
  1   it does not, or one is not
  2   bad input or usage
  70  a defect of drydock itself`

function statusOf(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (error instanceof UsageError || error instanceof LivelockError) {
    io.err(`error: ${error.message}\n`)
    return EXIT.usage
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  io.err(`This is a defect of drydock, not of your scenario. Please report it with what follows.\n${trace}\n`)
  return EXIT.defect
}
