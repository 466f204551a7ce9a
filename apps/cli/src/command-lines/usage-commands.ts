// Command lines of usage: what comes in, and what waits.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { oneOrMore, wholeNumber } from '../whole-number.ts'
import { addRerate } from './rerate-commands.ts'

export function addUsage(program: Command, terminal: Terminal): void {
  const usage = program
    .command('usage')
    .summary('usage records')
    .description('Usage records: what was called, sent and moved.')
  addImport(usage, terminal)
  addInbox(usage, terminal)
  addQuarantine(usage, terminal)
  addRerate(usage, terminal)
  addReconcile(usage, terminal)
  addStatistics(usage, terminal)
}

function addImport(usage: Command, terminal: Terminal): void {
  usage
    .command('import')
    .argument('<files...>', "usage files, gzip or not; '-' reads stdin")
    .summary('rate usage files and keep what is new')
    .description(
      'Every line is rated, duplicate, quarantined or filtered. The same file again changes nothing; an import that broke off goes on.'
    )
    .requiredOption(
      '--format <code>',
      'format of the files: asterisk, csv, what a plugin brings, or a name that the rules declare'
    )
    .option('--strict', 'end with 1 where lines went to quarantine')
    .option('--json', 'print one JSON line per file')
    .action(async (files, options) =>
      (await import('../commands/usage-import.ts')).usageImport(files, options, terminal)
    )
}

function addInbox(usage: Command, terminal: Terminal): void {
  usage
    .command('inbox')
    .summary('take the files of the inbox now')
    .description(
      'Imports every file of FARTHING_INBOX that stands still, from the folder named like its format, and moves it to done/ or failed/ beside it under the number of its import. A server or worker does so every minute. Exit code 1 when a file failed or a folder has the name of no format.'
    )
    .option('--list', 'only say what waits, and why')
    .option('--json', 'print it as JSON')
    .action(async options => (await import('../commands/usage-inbox.ts')).usageInbox(options, terminal))
  usage
    .command('imports')
    .argument('[number]', 'only this one, with its reasons')
    .summary('what was imported, newest first')
    .description(
      'Imports of files, of the inbox and of streams, and retries: where each came from and what became of its lines. One whose process was killed has broken off: import the same file again, and it goes on.'
    )
    .option('--limit <count>', 'how many', oneOrMore, 20)
    .option('--json', 'print one JSON line per import')
    .action(async (number, options) =>
      (await import('../commands/usage-imports.ts')).usageImports(number, options, terminal)
    )
}

function addQuarantine(usage: Command, terminal: Terminal): void {
  const quarantine = chosen(usage.command('quarantine'))
    .summary('lines that could not be rated')
    .description(
      'The lines that wait, each with its file, line, field and reason, and as it came. Mend the cause (a rule, a subscriber), then --retry; give up what nobody can mend with drop.'
    )
    .option('--limit <count>', 'how many lines', oneOrMore, 50)
    .option(
      '--retry',
      'rate them again, all of them or those that are chosen; what may be billed twice (session-closed, unknown-session) only by --reason or --event'
    )
    .action(async options => (await import('../commands/usage-quarantine.ts')).usageQuarantine(options, terminal))
  quarantine
    .command('summary')
    .summary('how much waits for what, since when')
    .option('--json', 'print it as JSON')
    .action(async (_, command: Command) =>
      (await import('../commands/usage-quarantine.ts')).quarantineSummary(command.optsWithGlobals(), terminal)
    )
  quarantine
    .command('drop')
    .summary('give lines up: never rated, kept with who and why')
    .description(
      'Takes the chosen lines out without rating them. Choose by --reason, --import, --service, --event or --older-than.'
    )
    .requiredOption('--why <text>', 'kept with every line')
    .option('--by <name>', 'who decides it', process.env['USER'] ?? 'operator')
    .action(async (_, command: Command) =>
      (await import('../commands/usage-quarantine.ts')).quarantineDrop(command.optsWithGlobals(), terminal)
    )
}

function addReconcile(usage: Command, terminal: Terminal): void {
  usage
    .command('reconcile')
    .argument('<file>', "a vendor's file, gzip or not; '-' reads stdin")
    .summary("compare a vendor's bill with own usage")
    .description(
      'Every line is matched, different, missing here, of another zone than the rule names, malformed or filtered, and every own event of the days and of the zones of the rule matched, different or missing there: as reconcile of the published rules says. Nothing is rated or changed.'
    )
    .requiredOption('--format <code>', 'format of the file; it names the rule')
    .option('--rule <name>', 'the rule, where several have the format')
    .option('--from <date>', 'the first day that is compared (default: from the first line)')
    .option('--until <date>', 'the day after the last one (default: to the last line)')
    .option('--limit <count>', 'how many differences are shown', oneOrMore, 20)
    .option('--strict', 'end with 1 where anything differs, is missing or cannot be read')
    .option('--json', 'print it as JSON: the comparison, then each difference on a line')
    .action(async (file, options) =>
      (await import('../commands/usage-reconcile.ts')).usageReconcile(file, options, terminal)
    )
  usage
    .command('reconciliations')
    .argument('[number]', 'only this one, with its differences')
    .summary("what was compared with vendors' bills, newest first")
    .description('Comparisons that were made, with what came of their lines; one of them with its differences.')
    .option('--limit <count>', 'how many', oneOrMore, 20)
    .option('--csv <file>', 'write all differences of one comparison into this file, for the vendor')
    .option('--json', 'print one JSON line each')
    .action(async (number, options) =>
      (await import('../commands/usage-reconcile.ts')).usageReconciliations(number, options, terminal)
    )
}

function addStatistics(usage: Command, terminal: Terminal): void {
  usage
    .command('statistics')
    .summary('usage, and what it costs at tariff, by plan, service, zone, day and hour')
    .description(
      'Sums of rated usage, out of hours that are kept up to date. Amounts are before allowances and tiers; what was billed is in the ledger.'
    )
    .option('--by <words>', 'plan, service, zone, day, hour, with commas', 'service')
    .option('--from <date>', 'the first day (default: 30 days before --until)')
    .option('--until <date>', 'the day after the last one (default: tomorrow where the operator is)')
    .option('--json', 'print it as JSON')
    .action(async options => (await import('../commands/usage-statistics.ts')).usageStatistics(options, terminal))
}

function chosen(command: Command): Command {
  return command
    .option('--reason <reason>', 'only those of one reason')
    .option('--import <number>', 'only those of one import', wholeNumber)
    .option('--service <name>', 'only those of one service')
    .option('--event <id>', 'only this one; may be given several times', (id: string, before: string[] = []) => [
      ...before,
      id
    ])
    .option('--older-than <days>', 'only those that have waited for so many days', wholeNumber)
    .option('--json', 'print it as JSON, a line each')
}
