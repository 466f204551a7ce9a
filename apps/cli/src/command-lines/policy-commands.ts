// Command lines that list what policies did.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { oneOrMore } from '../whole-number.ts'

export function addPolicyCommands(program: Command, terminal: Terminal): void {
  program
    .command('services')
    .summary('what is barred and throttled')
    .description('Parts of services that are barred or throttled, since when, by which rule or person and why.')
    .option('--account <number>', 'of this account')
    .option('--problems', 'accounts about which policies could not be asked instead, and why')
    .option('--limit <count>', 'at most so many', oneOrMore, 100)
    .option('--json', 'print them as JSON')
    .action(async options => (await import('../commands/services.ts')).services(options, terminal))
  program
    .command('messages')
    .summary('what customers are to be told')
    .description('Messages that are due, oldest first: the day, the channel, the rule that wants it, and the text.')
    .option('--account <number>', 'to this account')
    .option('--limit <count>', 'at most so many', oneOrMore, 100)
    .option('--json', 'print them as JSON, with their facts')
    .action(async options => (await import('../commands/messages.ts')).messages(options, terminal))
}
