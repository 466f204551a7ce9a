// Command lines of vouchers: codes that fill pockets, or do deeds.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { anyWholeNumber, oneOrMore, wholeNumber } from '../whole-number.ts'

export function addVoucherCommands(program: Command, terminal: Terminal): void {
  const voucher = program
    .command('voucher')
    .summary('codes that fill pockets, or give a discount or an item')
    .description('Vouchers: made in batches, redeemed for accounts, and what became of them.')
  addMake(voucher, terminal)
  addRedeem(voucher, terminal)
  addList(voucher, terminal)
}

function addMake(voucher: Command, terminal: Terminal): void {
  voucher
    .command('make')
    .argument('<count>', 'how many', anyWholeNumber)
    .argument('[amount]', 'that each use fills a pocket with, such as 20.00')
    .argument('[unit]', 'its unit: AUD, GB, min, points')
    .summary('make vouchers and print their codes as CSV, this once')
    .description('Prints serial and code of each as CSV. Only hashes are kept: nobody can print the codes again.')
    .requiredOption('--name <text>', 'what they are for: the pockets that they fill say so')
    .option('--deed <name>', 'what each use does in place of filling a pocket, such as grant-discount')
    .option('--fields <json>', 'what is said of the deed, such as {"discount":"loyal"}')
    .option('--currency <code>', "of the deed's amounts; may be left out where rules bill in one")
    .option(
      '--days <count>',
      'how long a pocket lasts after the day of the use; without end when left out',
      anyWholeNumber
    )
    .option('--for <services>', 'what alone the pocket pays for: voice, or sms,mms; all in its unit when left out')
    .option('--priority <number>', 'of the pocket: 1 is used first; 100 when left out', anyWholeNumber)
    .option('--until <instant>', 'when no code is taken any more; never when left out')
    .option('--uses <count>', 'how often each code may be used', anyWholeNumber, 1)
    .option('--per-account <count>', 'how often by one account', anyWholeNumber, 1)
    .option('--json', 'print the batch and the codes as JSON')
    .action(async (count, amount, unit, options) =>
      (await import('../commands/voucher-make.ts')).voucherMake({ count, amount, unit, ...options }, terminal)
    )
}

function addRedeem(voucher: Command, terminal: Terminal): void {
  voucher
    .command('redeem')
    .argument('<account>', 'its number, such as A-000001')
    .argument('<code>', 'in any case, with any blanks and hyphens')
    .summary('fill a pocket by a code, or have it do what it is for')
    .option('--subscription <which>', 'by id or number: whose use alone it is to pay, or to which the deed is done')
    .option('--group <number>', 'of a group that the account owns, whose members it is to pay for')
    .option('--json', 'print the voucher and what it gave as JSON')
    .action(async (account, code, options) =>
      (await import('../commands/voucher-redeem.ts')).voucherRedeem({ account, code, ...options }, terminal)
    )
}

function addList(voucher: Command, terminal: Terminal): void {
  voucher
    .command('list')
    .summary('batches of vouchers, newest first')
    .description('Batches with how many of their uses are used, left, expired and blocked.')
    .option('--limit <count>', 'how many', oneOrMore, 20)
    .option('--json', 'print one JSON line per batch')
    .action(async options => (await import('../commands/voucher-list.ts')).voucherList(options, terminal))
  voucher
    .command('block')
    .argument('<batch>', 'its number', wholeNumber)
    .argument('[serial]', 'one voucher of it; all of them when left out', wholeNumber)
    .requiredOption('--reason <text>', 'told to whoever tries a code of them')
    .summary('take no code of a batch any more, or not that of one voucher')
    .option('--json', 'print the batch as JSON')
    .action(async (batch, serial, options) =>
      (await import('../commands/voucher-list.ts')).voucherBlock({ batch, serial, ...options }, terminal)
    )
}
