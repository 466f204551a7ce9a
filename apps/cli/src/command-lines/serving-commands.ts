// Command lines of long-running processes: the demo, the server, workers.
import { type Command, Option } from 'commander'
import type { Terminal } from '../terminal.ts'

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug']

export function addServingCommands(program: Command, terminal: Terminal): void {
  addDemo(program, terminal)
  addServing(program, terminal)
}

function addDemo(program: Command, terminal: Terminal): void {
  program
    .command('demo')
    .summary('bill a month of an invented operator, then serve')
    .description(
      'Publishes rules, opens 2,000 accounts, imports a month of usage, bills it, explains three lines and writes their PDFs.'
    )
    .option('--once', 'end after the summary')
    .option('--rules <folder>', 'folder of rules', 'rules')
    .option('--seed <number>', 'another seed makes other customers')
    .option('--accounts <count>', 'how many accounts (default: 2000)')
    .option('--host <address>', 'address to serve on (default: 127.0.0.1, or FARTHING_HOST)')
    .option('--port <number>', 'port to serve on, 0 for a free one (default: 3000, or FARTHING_PORT)')
    .option('--json', 'print the summary as one JSON document')
    .action(async options => {
      await refuseSecond()
      return (await import('../commands/demo.ts')).demo(options, terminal)
    })
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
    .action(async options => {
      await refuseSecond()
      await (await import('../commands/serve.ts')).serve(options, terminal)
    })
  program
    .command('worker')
    .summary('take jobs until told to stop; any number may run')
    .description(
      'Takes bill runs and other jobs from the queues, beside a server or other workers of the same database.'
    )
    .option('--json', 'print the process id as JSON')
    .action(async options => (await import('../commands/worker.ts')).worker(options, terminal))
}

/** Asked before the program is loaded, so that a second server of one installation is refused at once. */
async function refuseSecond(): Promise<void> {
  const { DATABASE_URL, FARTHING_DATA } = process.env
  if (!DATABASE_URL) (await import('@farthing/kernel/data-folder')).refuseIfInUse(FARTHING_DATA || 'data')
}
