// Command lines of charges of other systems.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { oneOrMore, wholeNumber } from '../whole-number.ts'

export function addChargeCommands(program: Command, terminal: Terminal): void {
  const charges = program
    .command('charges')
    .summary('charges of other systems, from files')
    .description('Charges of other systems: files of them, and the lines that were refused.')
  charges
    .command('import')
    .argument('<files...>', "CSV, or a JSON object a line, gzip or not; '-' reads stdin")
    .summary('take files of charges')
    .description(
      'Columns: account (its number or id), id, amount, description; and if wanted source, currency, day, category, subscription. Every line is taken, duplicate or refused; the same line again is a duplicate, whichever file it is in.'
    )
    .option('--source <name>', 'the source of lines that name none, as the rules call it')
    .option('--json', 'print one JSON line per file')
    .action(async (files, options) =>
      (await import('../commands/charge-imports.ts')).chargesImport(files, options, terminal)
    )
  charges
    .command('imports')
    .summary('what was sent, newest first')
    .option('--limit <count>', 'how many', oneOrMore, 20)
    .option('--json', 'print one JSON line per file')
    .action(async options => (await import('../commands/charge-imports.ts')).chargesImports(options, terminal))
  charges
    .command('refused')
    .argument('<import>', 'its number', wholeNumber)
    .summary('its lines that were not taken, and why')
    .option('--retry', 'send them again, when what refused them is mended')
    .option('--limit <count>', 'how many', oneOrMore, 50)
    .option('--json', 'print one JSON line per line')
    .action(async (number, options) =>
      (await import('../commands/charge-imports.ts')).chargesRefused(number, options, terminal)
    )
}
