// Command lines of what accounts hold in advance.
import { type Command, Option } from 'commander'
import type { Terminal } from '../terminal.ts'

export function addPocketCommands(program: Command, terminal: Terminal): void {
  program
    .command('pockets')
    .argument('<account>', 'its number, such as A-000001')
    .summary('what an account holds in advance')
    .description('Pockets of an account: money, minutes, data, points; why it has them, until when, and what is left.')
    .option('--at <instant>', 'as the books had them then, such as 2026-03-31T12:00:00+11:00')
    .option('--json', 'print them as JSON')
    .action(async (account, options) => (await import('../commands/pockets.ts')).pockets(account, options, terminal))
  program
    .command('top-up')
    .argument('<account>', 'its number, such as A-000001')
    .argument('<amount>', "in the account's currency, such as 20.00")
    .summary('a payment that fills a pocket')
    .description(
      'Records a payment and opens a pocket with it, which pays for use while it happens. It settles no invoice.'
    )
    .addOption(new Option('--method <method>', 'how it was paid').choices(['bank', 'card', 'cash']).default('cash'))
    .option('--reference <text>', 'what the payer or the bank calls it')
    .option('--until <instant>', 'when what is left of it lapses; never when left out')
    .option('--json', 'print the payment and the pocket as JSON')
    .action(async (account, amount, options) =>
      (await import('../commands/top-up.ts')).topUp(account, amount, options, terminal)
    )
}
