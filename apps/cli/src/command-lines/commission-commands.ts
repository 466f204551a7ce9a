// Command lines of commissions: what partners earned, and the runs that pay them.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'

export function addCommissionCommands(program: Command, terminal: Terminal): void {
  const commissions = program
    .command('commissions')
    .summary('what partners earned, and the runs that pay them')
    .description('Commissions: the statement of a partner, and payment runs that are proposed, then paid or withdrawn.')
  commissions
    .command('statement')
    .argument('<partner>', 'its code, such as agent-7')
    .summary('what a partner earned and was paid')
    .description('Books what was earned since, then prints each entry, the sums, and whether the ledger agrees.')
    .option('--from <date>', 'the first day; since ever when left out')
    .option('--until <date>', 'the first day outside; without end when left out')
    .option('--json', 'print sums and entries as JSON')
    .action(async (partner, options) =>
      (await import('../commands/commissions.ts')).commissionStatement({ partner, ...options }, terminal)
    )
  addRuns(commissions, terminal)
}

function addRuns(commissions: Command, terminal: Terminal): void {
  commissions
    .command('propose')
    .summary('propose to pay partners what they are owed')
    .option('--method <name>', 'the way of paying: bank, cash', 'bank')
    .option('--least <amount>', 'partners who are owed less wait', '0')
    .option('--currency <code>', 'only what is owed in it')
    .option('--by <name>', 'who proposes it', '')
    .option('--json', 'print the run as JSON')
    .action(async options => (await import('../commands/commissions.ts')).commissionPropose(options, terminal))
  for (const verb of ['pay', 'withdraw'] as const) {
    commissions
      .command(verb)
      .argument('<run>', 'its number, such as CR-000001')
      .summary(verb === 'pay' ? 'pay a proposed run, once' : 'withdraw a proposed run')
      .option('--by <name>', 'who decides it', '')
      .option('--json', 'print the run as JSON')
      .action(async (run, options) =>
        (await import('../commands/commissions.ts')).commissionDecide({ verb, run, ...options }, terminal)
      )
  }
}
