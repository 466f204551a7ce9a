// Every command line of `farthing`. Definitions only: what a command does is loaded when it is called, so that --help stays quick.
import { Command, Option } from 'commander'
import type { Terminal } from './terminal.ts'

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug']

export function buildProgram(terminal: Terminal): Command {
  const program = new Command('farthing')
    .description('Billing for telecom operators: rules as text, every line of a bill explained.')
    .version('0.1.0')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError("(run 'farthing help COMMAND' for what it takes)")
    .showSuggestionAfterError()
  addServing(program, terminal)
  return program
}

function addServing(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .summary('serve the API, and work on its jobs, until told to stop')
    .description(
      'Serves the HTTP API (described at /docs) and takes jobs. Without DATABASE_URL it runs PostgreSQL in ./data.'
    )
    .option('--host <address>', 'address to listen on (default: 127.0.0.1, or FARTHING_HOST)')
    .option('--port <number>', 'port to listen on, 0 for a free one (default: 3000, or FARTHING_PORT)')
    .addOption(new Option('--log-level <level>', 'how much to log, on stderr').choices(LOG_LEVELS).default('info'))
    .option('--json', 'print the address as JSON')
    .action(async options => (await import('./commands/serve.ts')).serve(options, terminal))
  program
    .command('worker')
    .summary('take jobs until told to stop; any number may run')
    .description(
      'Takes bill runs and other jobs from the queues, beside a server or other workers of the same database.'
    )
    .option('--json', 'print the process id as JSON')
    .action(async options => (await import('./commands/worker.ts')).worker(options, terminal))
}
