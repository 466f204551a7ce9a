// Command lines of disputes: what customers say is wrong with invoices.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { oneOrMore, wholeNumber } from '../whole-number.ts'

export function addDisputeCommands(program: Command, terminal: Terminal): void {
  const dispute = program
    .command('dispute')
    .summary('disputes of invoices')
    .description(
      'What customers say is wrong with invoices: told apart of what is due, until it is credited or rejected.'
    )
  dispute
    .command('open')
    .argument('<invoice>', 'its number')
    .summary('an invoice or a line of it is disputed')
    .requiredOption('--amount <amount>', 'that is disputed, taxes included')
    .option('--line <number>', 'a line of the invoice', wholeNumber)
    .requiredOption('--reason <code>', 'a code, such as wrong-price')
    .option('--remark <text>', 'in the words of the customer', '')
    .requiredOption('--by <name>', 'who says so')
    .option('--json', 'print it as JSON')
    .action(async (invoice, options) =>
      (await import('../commands/dispute.ts')).disputeOpen(invoice, options, terminal)
    )
  addEnds(dispute, terminal)
  dispute
    .command('list')
    .summary('disputes, newest first')
    .option('--account <number>', 'of this account')
    .option('--invoice <number>', 'of this invoice')
    .option('--open', 'only those that are open')
    .option('--limit <count>', 'at most so many', oneOrMore, 50)
    .option('--json', 'print them as JSON')
    .action(async options => (await import('../commands/dispute.ts')).disputeList(options, terminal))
}

function addEnds(dispute: Command, terminal: Terminal): void {
  dispute
    .command('credit')
    .argument('<dispute>', 'its id, as list shows it')
    .summary('end it by a credit note')
    .option('--amount <amount>', 'taxes included; what is disputed when left out')
    .requiredOption('--reason <code>', 'what for: a code of the rules, such as goodwill')
    .option('--remark <text>', 'for the customer: it is printed', '')
    .requiredOption('--by <name>', 'who says so')
    .option('--json', 'print it as JSON')
    .action(async (id, options) => (await import('../commands/dispute.ts')).disputeCredit(id, options, terminal))
  dispute
    .command('reject')
    .argument('<dispute>', 'its id, as list shows it')
    .summary('end it: the invoice asks for what it asked for')
    .requiredOption('--why <text>', 'for who looks at it later')
    .requiredOption('--by <name>', 'who says so')
    .option('--json', 'print it as JSON')
    .action(async (id, options) => (await import('../commands/dispute.ts')).disputeReject(id, options, terminal))
}
