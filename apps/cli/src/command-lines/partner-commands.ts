// Command lines of partners: who they are, and who is above whom.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { oneOrMore } from '../whole-number.ts'

const CODE = 'its code, such as agent-7'

export function addPartnerCommands(program: Command, terminal: Terminal): void {
  const partners = program
    .command('partners')
    .summary('who sells, and who is above whom')
    .description('Partners who earn commission: listed, added, and put under another one from a day on.')
  partners
    .command('list')
    .summary('partners by their codes')
    .option('--after <code>', 'those that come after this one')
    .option('--limit <count>', 'at most so many', oneOrMore, 50)
    .option('--json', 'print a line of JSON for each')
    .action(async options => (await import('../commands/partners.ts')).partnerList(options, terminal))
  partners
    .command('add')
    .argument('<code>', CODE)
    .argument('<name>', 'as people know it')
    .summary('add a partner, under another one where one is named')
    .option('--under <code>', 'the partner above: its dealer, its master')
    .option('--from <date>', 'since when it is under that one; since ever when left out')
    .option('--json', 'print the partner as JSON')
    .action(async (code, name, { under: parent, ...options }) =>
      (await import('../commands/partners.ts')).partnerAdd({ code, name, parent, ...options }, terminal)
    )
  partners
    .command('put')
    .argument('<code>', CODE)
    .summary('put a partner under another one from a day on, or under nobody')
    .requiredOption('--from <date>', 'the day from which it holds')
    .option('--under <code>', 'the partner above; nobody when left out')
    .option('--json', 'print the partner as JSON')
    .action(async (code, { under: parent, ...options }) =>
      (await import('../commands/partners.ts')).partnerPut({ code, parent, ...options }, terminal)
    )
}
