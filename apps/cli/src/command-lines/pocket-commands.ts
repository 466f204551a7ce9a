// Command lines of what accounts hold in advance.
import type { Command } from 'commander'
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
}
