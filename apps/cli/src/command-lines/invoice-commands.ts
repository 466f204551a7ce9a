// Command lines of invoices: search, look at one, print it.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { oneOrMore } from '../whole-number.ts'

export function addInvoiceCommands(program: Command, terminal: Terminal): void {
  const invoice = program.command('invoice').summary('invoices').description('Invoices, once generated.')
  addList(invoice, terminal)
  invoice
    .command('show')
    .argument('<invoice>', 'its number, or its id while it is a draft')
    .summary('one invoice with its lines')
    .option('--json', 'print it as JSON')
    .action(async (number, options) =>
      (await import('../commands/invoice-show.ts')).invoiceShow(number, options, terminal)
    )
  addSend(invoice, terminal)
  invoice
    .command('pdf')
    .argument('[invoice]', 'its number, or its id while it is a draft; left out with --run')
    .summary('write an invoice as a PDF, or all of a run')
    .option('-o, --output <file>', 'file to write (default: the number, here)')
    .option('--run <id>', 'all issued invoices of this run, each by its number')
    .option('--out <folder>', 'with --run: where to (default: here)')
    .option('--html', 'write the page instead, as a browser shows it')
    .option('--json', 'print what was written as JSON')
    .action(async (number, options) =>
      (await import('../commands/invoice-pdf.ts')).invoicePdf(number, options, terminal)
    )
}

function addSend(invoice: Command, terminal: Terminal): void {
  invoice
    .command('send')
    .argument('<invoice>', 'its number')
    .summary('send an issued invoice to its customer')
    .option('--again', 'also when it was sent before')
    .option('--json', 'print it as JSON')
    .action(async (number, options) =>
      (await import('../commands/send-invoices.ts')).invoiceSend(number, options, terminal)
    )
}

function addList(invoice: Command, terminal: Terminal): void {
  invoice
    .command('list')
    .summary('search invoices')
    .description('Searches invoices: every condition that is given holds. Totals in the end are of what is shown.')
    .option('--number <number>', 'the legal number')
    .option('--account <number>', 'of this account')
    .option('--text <words>', "words of the account's name, number or e-mail address, or their beginnings")
    .option('--line <words>', 'words of the description of a line, or their beginnings')
    .option('--group <group>', 'of this invoice group')
    .option('--tag <tag>', 'of accounts with this tag')
    .option('--bill-day <day>', 'of accounts with this bill day')
    .option('--run <id>', 'of this bill run')
    .option('--status <status>', 'draft, accepted, issued, cancelled')
    .option('--payment <state>', 'of issued ones: unpaid (open or part-paid), open, part-paid, paid, overdue')
    .option('--sent <yes|no>', 'of issued ones: those that were sent, or were not')
    .option('--adjusted', 'changed by notes or write-offs')
    .option('--dispute <state>', 'open: of which something is disputed')
    .option('--currency <code>', 'in this currency')
    .option('--total-min <amount>', 'totals of this or more')
    .option('--total-max <amount>', 'totals of this or less')
    .option('--from <date>', 'bill dates from this day on')
    .option('--until <date>', '... and before this day')
    .option('--due-from <date>', 'due dates from this day on')
    .option('--due-until <date>', '... and before this day')
    .option('--sort <order>', 'date, number or amount', 'date')
    .option('--desc', 'the other way round')
    .option('--after <next>', 'go on where an earlier list ended')
    .option('--limit <count>', 'at most so many', oneOrMore, 100)
    .option('--json', 'print them as JSON')
    .action(async options => (await import('../commands/invoice-list.ts')).invoiceList(options, terminal))
}
