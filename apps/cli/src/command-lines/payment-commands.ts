// Command lines of money that came in and goes out again.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { oneOrMore } from '../whole-number.ts'

const ACCOUNT = 'its number, such as A-000001'

export function addPaymentCommands(program: Command, terminal: Terminal): void {
  addRefund(program, terminal)
  addPayments(program, terminal)
}

function addRefund(program: Command, terminal: Terminal): void {
  program
    .command('refund')
    .argument('<account>', ACCOUNT)
    .argument('[amount]', "in the account's currency, such as 20.00 (default: all the credit that is free)")
    .summary('pay credit out to a customer')
    .description(
      'Pays credit that an account holds out to the customer: a bond that went back, an overpayment, a credit note of a paid invoice. Never more than is held, less what open invoices ask for.'
    )
    .requiredOption('--reason <text>', 'why')
    .option('--method <method>', 'how it is paid: bank, card, cash, or another name in lower case', 'bank')
    .option('--reference <text>', 'what the bank calls it')
    .option('--on <date>', 'when it was paid (default: today where the account is)')
    .option('--json', 'print it as JSON')
    .action(async (account, amount, options) =>
      (await import('../commands/payments.ts')).refund(account, amount, options, terminal)
    )
}

function addPayments(program: Command, terminal: Terminal): void {
  const payment = program
    .command('payment')
    .summary('payments and refunds')
    .description('Money that came in from customers and went out to them.')
  payment
    .command('list')
    .argument('<account>', ACCOUNT)
    .summary('payments and refunds of an account, newest first')
    .option('--limit <count>', 'at most so many', oneOrMore, 50)
    .option('--json', 'print them as JSON')
    .action(async (account, options) =>
      (await import('../commands/payments.ts')).paymentList(account, options, terminal)
    )
  payment
    .command('reverse')
    .argument('<payment>', 'its number: PAY-000001, or RF-000001 of a refund')
    .summary('take a payment back, or a refund that came back')
    .description(
      'Takes a payment back: its invoices are open again, and credit of it that was paid out is on the next invoice. What a refund paid out is credit again.'
    )
    .requiredOption('--reason <text>', 'why')
    .option('--on <date>', 'when (default: today where the account is)')
    .option('--json', 'print it as JSON')
    .action(async (reference, options) =>
      (await import('../commands/payments.ts')).paymentReverse(reference, options, terminal)
    )
}
