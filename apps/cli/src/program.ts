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
  addRules(program, terminal)
  addOffline(program, terminal)
  addPublishing(program, terminal)
  addBills(program, terminal)
  addInvoices(program, terminal)
  addBooks(program, terminal)
  addServing(program, terminal)
  return program
}

function addRules(program: Command, terminal: Terminal): void {
  program
    .command('check')
    .argument('[rules]', 'folder of rules, or one rule file', 'rules')
    .summary('say everything that is wrong with rules')
    .description(
      'Checks rules: every mistake at once, each with its place, what was expected and a fix. Needs no database.'
    )
    .option('--json', 'print the diagnostics as JSON')
    .action(async (path, options) => (await import('./commands/check.ts')).check(path, options, terminal))
  program
    .command('fmt')
    .argument('[paths...]', "folders of rules or rule files; '-' formats stdin to stdout", ['rules'])
    .summary('write rule files the one way')
    .description('Formats rule files in place; a statement that cannot be read is only indented. Needs no database.')
    .option('--check', 'only look: exit code 1 when a file would be rewritten')
    .option('--json', 'print what was rewritten as JSON')
    .action(async (paths, options) => (await import('./commands/fmt.ts')).fmt(paths, options, terminal))
  program
    .command('test')
    .argument('[rules]', 'folder of rules, or one rule file', 'rules')
    .summary('run the examples that stand beside rules')
    .description("Plays each example as a customer's life and compares what comes out. Needs no database.")
    .option('--only <text>', 'only examples with this text in their title')
    .option('--json', 'print the reports as JSON')
    .action(async (path, options) => (await import('./commands/test.ts')).test(path, options, terminal))
}

function addOffline(program: Command, terminal: Terminal): void {
  program
    .command('rate')
    .argument('<file>', "usage file, gzip or not; '-' reads stdin")
    .summary('rate a usage file without a database')
    .description(
      'Prints what became of each usage record: rated, duplicate, quarantined or filtered. Amounts are before allowances.'
    )
    .requiredOption('--format <code>', 'format of the file: asterisk, csv, or what a plugin brings')
    .option('--rules <folder>', 'folder of rules', 'rules')
    .option('--subscribers <file>', 'CSV of who holds which number: number,account,subscription,plan[,from,until]')
    .option('--plan <name>', 'rate everything as a subscriber of this plan')
    .option('--tariff <name>', 'rate everything by this tariff')
    .option('--now <instant>', 'when the rating is done, for what is too old or in the future (default: now)')
    .option('--strict', 'exit code 1 when a record is quarantined')
    .option('--json', 'print one JSON line per record')
    .action(async (file, options) => (await import('./commands/rate.ts')).rate(file, options, terminal))
  program
    .command('simulate')
    .argument('<life>', "JSON of an account and its facts; '-' reads stdin")
    .summary("play a customer's life without a database")
    .description('Plays facts on a movable clock: invoices, rated usage, balances, services and the journal come out.')
    .option('--rules <folder>', 'folder of rules', 'rules')
    .option('--json', 'print everything as JSON')
    .action(async (life, options) => (await import('./commands/simulate.ts')).simulate(life, options, terminal))
}

function addPublishing(program: Command, terminal: Terminal): void {
  program
    .command('publish')
    .argument('[rules]', 'folder of rules', 'rules')
    .summary('let rules hold from a day on')
    .description(
      'Keeps an immutable version of the rules, named by its content. Refuses rules that are wrong and examples that fail.'
    )
    .option('--from <date>', 'first day on which they hold (default: since ever for the first rules, else today)')
    .option('-m, --message <text>', 'why')
    .option('--author <name>', 'who (default: the user of this machine)')
    .option('--json', 'print what was published as JSON')
    .action(async (path, options) => (await import('./commands/publish.ts')).publish(path, options, terminal))
}

function addBills(program: Command, terminal: Terminal): void {
  const bill = program
    .command('bill')
    .summary('bill runs')
    .description('Bill runs: generate, review, accept or cancel, issue.')
  bill
    .command('run')
    .summary('generate the invoices of everybody who is due')
    .description(
      'Generates invoices for review. Works here, beside any number of workers; begun again after a crash it goes on.'
    )
    .requiredOption('--date <date>', 'the bill date: usage before it, periods that begin on it')
    .option('--account <numbers...>', 'only these accounts')
    .option('--issue', 'accept and issue at once, without review')
    .option('--json', 'print the run as JSON')
    .action(async options => (await import('./commands/bill.ts')).billRun(options, terminal))
  const deeds = {
    show: 'where a run stands, what it bills, which accounts it parked',
    accept: 'accept all drafts of a run',
    cancel: 'drop what is not issued; the next run brings its charges again',
    issue: 'number and post what was accepted'
  } as const
  for (const deed of ['show', 'accept', 'cancel', 'issue'] as const) {
    bill
      .command(deed)
      .argument('<run>', 'id of the run')
      .summary(deeds[deed])
      .option('--json', 'print the run as JSON')
      .action(async (run, options) => (await import('./commands/bill.ts')).billDeed(deed, run, options, terminal))
  }
  bill
    .command('list')
    .summary('the latest runs')
    .option('--json', 'print them as JSON')
    .action(async options => (await import('./commands/bill.ts')).billList(options, terminal))
}

function addInvoices(program: Command, terminal: Terminal): void {
  const invoice = program.command('invoice').summary('invoices').description('Invoices, once generated.')
  invoice
    .command('list')
    .summary('heads of invoices')
    .option('--account <number>', 'of this account')
    .option('--run <id>', 'of this bill run')
    .option('--limit <count>', 'at most so many', '100')
    .option('--json', 'print them as JSON')
    .action(async options => (await import('./commands/invoice-list.ts')).invoiceList(options, terminal))
  invoice
    .command('show')
    .argument('<invoice>', 'its number, or its id while it is a draft')
    .summary('one invoice with its lines')
    .option('--json', 'print it as JSON')
    .action(async (number, options) =>
      (await import('./commands/invoice-show.ts')).invoiceShow(number, options, terminal)
    )
  program
    .command('explain')
    .argument('<invoice>', 'its number, or its id while it is a draft')
    .argument('[line]', 'which line (default: all)')
    .summary('say which rule made a line, and how')
    .description('Names rule, file, line and version, the inputs and every step, and the usage behind a line.')
    .option('--events <count>', 'usage records to show, at most', '20')
    .option('--json', 'print it as JSON')
    .action(async (number, line, options) =>
      (await import('./commands/explain.ts')).explain(number, line, options, terminal)
    )
}

function addBooks(program: Command, terminal: Terminal): void {
  const ledger = program.command('ledger').summary('the books').description('The ledger: double entry, append-only.')
  ledger
    .command('export')
    .summary('write the ledger as an hledger journal')
    .description('Writes every transaction as hledger reads it, in order of date.')
    .option('-o, --output <file>', 'file to write (default: stdout)')
    .option('--json', 'with --output: print what was written as JSON')
    .action(async options => (await import('./commands/ledger-export.ts')).ledgerExport(options, terminal))
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
      await (await import('./commands/serve.ts')).serve(options, terminal)
    })
  program
    .command('worker')
    .summary('take jobs until told to stop; any number may run')
    .description(
      'Takes bill runs and other jobs from the queues, beside a server or other workers of the same database.'
    )
    .option('--json', 'print the process id as JSON')
    .action(async options => (await import('./commands/worker.ts')).worker(options, terminal))
}

/** Asked before the program is loaded, so that a second server of one installation is refused at once. */
async function refuseSecond(): Promise<void> {
  const { DATABASE_URL, FARTHING_DATA } = process.env
  if (!DATABASE_URL) (await import('@farthing/kernel/data-folder')).refuseIfInUse(FARTHING_DATA || 'data')
}
