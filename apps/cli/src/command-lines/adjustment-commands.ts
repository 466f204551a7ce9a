// Command lines of adjustments: what a person corrects of issued invoices.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { oneOrMore, wholeNumber } from '../whole-number.ts'

export function addAdjustmentCommands(program: Command, terminal: Terminal): void {
  const adjust = program
    .command('adjust')
    .summary('credit notes, debit notes, write-offs')
    .description('Corrects issued invoices by hand. What is above the limit of the rules waits for another person.')
  addNotes(adjust, terminal)
  addDecisions(adjust, terminal)
  addList(adjust, terminal)
}

/** What every correction says of itself. */
function withOccasion(command: Command): Command {
  return command
    .requiredOption('--reason <code>', 'what for: a code of the rules, such as goodwill')
    .option('--remark <text>', 'for the customer: it is printed', '')
    .requiredOption('--by <name>', 'who says so')
    .option('--json', 'print it as JSON')
}

function addNotes(adjust: Command, terminal: Terminal): void {
  const credit = adjust
    .command('credit')
    .argument('<invoice>', 'its number')
    .summary('credit an invoice: all that is left, an amount, or lines')
    .option('--amount <amount>', 'taxes included, spread over what is left; with --line: of that line, as it is priced')
    .option('--line <number>', 'a line of the invoice', wholeNumber)
  withOccasion(credit).action(async (invoice, options) =>
    (await import('../commands/adjust.ts')).adjustCredit(invoice, options, terminal)
  )
  const debit = adjust
    .command('debit')
    .argument('<invoice>', 'its number')
    .argument('<amount>', 'as priced, such as 12.50')
    .summary('charge more beside an invoice')
    .option('--line <number>', 'more of a line of the invoice', wholeNumber)
    .option('--description <text>', 'what is charged; that of the line when left out')
    .option('--category <name>', 'what rates of tax and revenue go by, where it is no line; item when left out')
  withOccasion(debit).action(async (invoice, amount, options) =>
    (await import('../commands/adjust.ts')).adjustDebit(invoice, { amount, ...options }, terminal)
  )
  const writeOff = adjust
    .command('write-off')
    .argument('<invoice>', 'its number')
    .summary('give up what is open of an invoice')
    .option('--amount <amount>', 'a part of it')
  withOccasion(writeOff).action(async (invoice, options) =>
    (await import('../commands/adjust.ts')).adjustWriteOff(invoice, options, terminal)
  )
}

function addDecisions(adjust: Command, terminal: Terminal): void {
  for (const deed of ['approve', 'reject'] as const) {
    adjust
      .command(deed)
      .argument('<adjustment>', 'its id, as list shows it')
      .summary(`${deed} what another person proposed`)
      .requiredOption('--by <name>', 'who says so')
      .option('--remark <text>', 'why')
      .option('--json', 'print it as JSON')
      .action(async (adjustment, options) =>
        (await import('../commands/adjust.ts')).adjustDecide(deed, { adjustment, ...options }, terminal)
      )
  }
  adjust
    .command('rebill')
    .argument('<invoice>', 'its number: the newest one of its account')
    .summary('credit an invoice whole, and bill it anew by what is known now')
    .requiredOption('--reason <code>', 'why: a reason of the rules, where they have some')
    .requiredOption('--by <name>', 'who says so')
    .option('--json', 'print both numbers as JSON')
    .action(async (invoice, options) => (await import('../commands/adjust.ts')).rebill(invoice, options, terminal))
}

function addList(adjust: Command, terminal: Terminal): void {
  adjust
    .command('list')
    .summary('adjustments, newest first')
    .option('--waiting', 'only those that wait for approval')
    .option('--limit <count>', 'at most so many', oneOrMore, 50)
    .option('--json', 'print them as JSON')
    .action(async options => (await import('../commands/adjust.ts')).adjustList(options, terminal))
}
