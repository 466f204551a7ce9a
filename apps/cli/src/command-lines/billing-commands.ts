// Command lines of the main job: publish, import, bill, explain, the books.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { addAdjustmentCommands } from './adjustment-commands.ts'
import { addDisputeCommands } from './dispute-commands.ts'
import { addInvoiceCommands } from './invoice-commands.ts'
import { addRetentionCommands } from './retention-commands.ts'
import { addUsage } from './usage-commands.ts'
import { addVersions, messageOption, publishOptions } from './version-commands.ts'
import { billDays } from '../whole-number.ts'

export function addBillingCommands(program: Command, terminal: Terminal): void {
  addPublishing(program, terminal)
  addVersions(program, terminal)
  addImpact(program, terminal)
  addUsage(program, terminal)
  addBills(program, terminal)
  addInvoiceCommands(program, terminal)
  addAdjustmentCommands(program, terminal)
  addDisputeCommands(program, terminal)
  addRetentionCommands(program, terminal)
  addExplain(program, terminal)
  addBooks(program, terminal)
}

function addPublishing(program: Command, terminal: Terminal): void {
  const publish = program
    .command('publish')
    .argument('[rules]', 'folder of rules', 'rules')
    .summary('let rules hold from a day on')
    .description(
      'Keeps an immutable version of the rules, named by its content. Refuses rules that are wrong, examples that fail and gates that break; a day before issued bills, and the loss of plans that are held, take an option.'
    )
  publish.requiredOption('-m, --message <text>', 'why: every version says so, with its author and date', messageOption)
  publishOptions(publish).action(async (path, options) =>
    (await import('../commands/publish.ts')).publish(path, options, terminal)
  )
}

function addImpact(program: Command, terminal: Terminal): void {
  program
    .command('impact')
    .argument('[rules]', 'the rules after: a folder, or a published version', 'rules')
    .summary('say what a change of rules does to real bills')
    .description(
      'Bills the same accounts and usage by two rule sets, each as if it had held since ever, and shows who pays more or less, and why. Writes nothing.'
    )
    .option('--before <rules>', 'the rules before: a folder, or a published version (default: the one in force)')
    .option('--usage <file>', 'a usage file, gzip or not, instead of the database')
    .option(
      '--format <code>',
      'format of the usage file: asterisk, csv, what a plugin brings, or a name that the rules declare'
    )
    .option(
      '--subscribers <file>',
      'CSV of who holds which number: number,account,subscription,plan[,from,until,bill_day]'
    )
    .option('--from <date>', 'bills dated after this day are compared (default: a month before --until)')
    .option(
      '--until <date>',
      '... up to and including this day (default: the newest bill date, or the end of the month of the usage file)'
    )
    .option('--on <date>', 'both as they are on this day: for prices that are dated inside a file')
    .option('--currency <code>', "of the customers that are compared (default: the operator's own)")
    .option(
      '--fail-if <gate...>',
      'exit code 1 beyond it: "account +20%", "account +5.00", "plan +10%", "total -1%", "unrated 0"'
    )
    .option('--gates <file>', 'a file of such gates, one a line')
    .option('--top <count>', 'how many of the biggest rises and falls to explain', '5')
    .option('--json', 'print everything as JSON')
    .action(async (rules, options) => (await import('../commands/impact.ts')).impact(rules, options, terminal))
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
      'Generates invoices for review. Works here, beside any number of workers. A run of this date that was broken off is gone on with.'
    )
    .requiredOption('--date <date>', 'the bill date: usage before it, periods that begin on it')
    .option('--account <numbers...>', 'only these accounts, whatever their bill day')
    .option('--bill-day <days...>', 'only accounts with these bill days', billDays)
    .option('--plan <plans...>', 'only accounts that had one of these plans since their last bill')
    .option('--tag <tags...>', 'only accounts with one of these tags')
    .option('--issue', 'accept and issue at once, without review')
    .option('--json', 'print the run as JSON')
    .action(async options => (await import('../commands/bill.ts')).billRun(options, terminal))
  addReview(bill, terminal)
  addSend(bill, terminal)
  bill
    .command('preview')
    .argument('<account>', 'number of the account')
    .summary('the bill of an account as it would be made now')
    .description(
      'Computes it by the function that makes it, and writes nothing. A day to come is billed by what is known so far.'
    )
    .option('--on <date>', 'day of the bill (default: today where the account is)')
    .option('--json', 'print it as JSON')
    .action(async (account, options) =>
      (await import('../commands/bill-preview.ts')).billPreview(account, options, terminal)
    )
  bill
    .command('list')
    .summary('the latest runs')
    .option('--json', 'print them as JSON')
    .action(async options => (await import('../commands/bill.ts')).billList(options, terminal))
}

function addSend(bill: Command, terminal: Terminal): void {
  bill
    .command('send')
    .argument('<run>', 'id of the run')
    .summary('send the invoices of a run to their customers')
    .description(
      'Writes a message for each issued invoice that was not sent yet: by the message "invoice-issued" of the rules, or in plain words. Broken off, the same command goes on.'
    )
    .option('--again', 'also those that were sent before')
    .option('--json', 'print the run as JSON')
    .action(async (run, options) => (await import('../commands/send-invoices.ts')).billSend(run, options, terminal))
}

/** Between generating and issuing. */
function addReview(bill: Command, terminal: Terminal): void {
  const deeds = {
    show: 'where a run stands, what it bills, which accounts it parked',
    accept: 'accept drafts: all, those of some accounts, or those that are no outliers',
    cancel: 'drop what is not issued; the next run brings its charges again',
    issue: 'number and post what was accepted',
    retry: 'bill what it parked again, in a run of its own',
    renew: 'make its drafts again from what is known now',
    hold: 'keep it open beyond its grace',
    release: 'let it be issued by itself when its grace is over'
  } as const
  const choosing: readonly string[] = ['accept', 'cancel', 'retry']
  for (const deed of ['show', 'accept', 'cancel', 'issue', 'retry', 'renew', 'hold', 'release'] as const) {
    const command = bill.command(deed).argument('<run>', 'id of the run').summary(deeds[deed])
    if (deed === 'hold') command.requiredOption('--by <name>', 'who holds it')
    if (choosing.includes(deed)) command.option('--account <numbers...>', 'only of these accounts')
    if (deed === 'accept') command.option('--without-outliers', 'only what the rules call no outlier')
    if (deed === 'cancel') command.option('--outliers', 'only what the rules call an outlier')
    command
      .option('--json', 'print the run as JSON')
      .action(async (run, options) => (await import('../commands/bill.ts')).billDeed(deed, run, options, terminal))
  }
  bill
    .command('compare')
    .argument('<run>', 'id of the run')
    .summary('the run beside the last bills, and its outliers')
    .description(
      'Sets the bills of a run beside the last ones of the same accounts, and lists those that the rules call outliers.'
    )
    .option('--json', 'print it as JSON')
    .action(async (run, options) => (await import('../commands/bill-compare.ts')).billCompare(run, options, terminal))
}

function addExplain(program: Command, terminal: Terminal): void {
  program
    .command('explain')
    .argument(
      '<what>',
      'number of an invoice (its id while it is a draft), id of a use, number of an account with --why-not CHARGE, or an error code such as R0141'
    )
    .argument('[line]', 'which line of the invoice (default: all)')
    .summary('say which rule made a line, and how; or what an error code means')
    .description(
      'Names rule, file, line and version, the inputs and every step, and the usage behind a line. Of an error code it prints the page.'
    )
    .option('--events <count>', 'usage records to show, at most', '20')
    .option(
      '--why-not [charge]',
      'of a use: each rule that could have priced it, and the condition that failed; of an account: why it is not charged rent, setup, bond'
    )
    .option('--on <date>', 'with --why-not: the day of the bill (default: today)')
    .option('--json', 'print it as JSON')
    .action(async (what: string, line, options) => {
      if (/^r\d{4}$/i.test(what))
        return (await import('../commands/explain-code.ts')).explainCode(what, options, terminal)
      if (options.whyNot === true)
        return (await import('../commands/explain-unapplied.ts')).explainUnapplied(what, options, terminal)
      return options.whyNot !== undefined
        ? (await import('../commands/explain-absence.ts')).explainAbsence(what, options, terminal)
        : (await import('../commands/explain.ts')).explain(what, line, options, terminal)
    })
}

function addBooks(program: Command, terminal: Terminal): void {
  const ledger = program.command('ledger').summary('the books').description('The ledger: double entry, append-only.')
  ledger
    .command('export')
    .summary('write the ledger as an hledger journal')
    .description('Writes every transaction as hledger reads it, in order of date.')
    .option('-o, --output <file>', 'file to write (default: stdout)')
    .option('--json', 'with --output: print what was written as JSON')
    .action(async options => (await import('../commands/ledger-export.ts')).ledgerExport(options, terminal))
  ledger
    .command('close <until>')
    .summary('close all days before one for good')
    .description(
      'Nothing is posted before that day any more: what is learned later is posted on it, and names the day that it corrects.'
    )
    .requiredOption('--by <name>', 'who closes it')
    .option('--json', 'print the closed period as JSON')
    .action(async (until, options) =>
      (await import('../commands/ledger-close.ts')).ledgerClose(until, options, terminal)
    )
  ledger
    .command('periods')
    .summary('list the periods that are closed')
    .option('--json', 'print them as JSON')
    .action(async options => (await import('../commands/ledger-close.ts')).ledgerPeriods(options, terminal))
}
