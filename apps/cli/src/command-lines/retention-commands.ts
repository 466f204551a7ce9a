// Command lines of the retention desk: who asked for what a rule would forbid, what may be offered, and how it ends.
import { type Command, Option } from 'commander'
import type { Terminal } from '../terminal.ts'
import { oneOrMore, wholeNumber } from '../whole-number.ts'

const STATUSES = ['open', 'accepted', 'let-go', 'carried-out', 'withdrawn']

export function addRetentionCommands(program: Command, terminal: Terminal): void {
  const retention = program
    .command('retention')
    .summary('the work list of the retention desk')
    .description('Requests that a rule sent to the retention desk: made an offer, let go, or carried out on their day.')
  retention
    .command('list')
    .summary('requests, newest first')
    .option('--account <number>', 'of this account')
    .addOption(new Option('--status <status>', 'only those').choices(STATUSES))
    .option('--closes-before <day>', 'carried out by themselves before this day')
    .option('--before <id>', 'the page after the request of this id')
    .option('--limit <count>', 'at most so many', oneOrMore, 50)
    .option('--json', 'print them as JSON')
    .action(async options => (await import('../commands/retention.ts')).retentionList(options, terminal))
  retention
    .command('show')
    .argument('<request>', 'its id, as list shows it')
    .summary('one of them, with its offers')
    .option('--json', 'print it as JSON')
    .action(async (id, options) => (await import('../commands/retention.ts')).retentionShow(id, options, terminal))
  addEnds(retention, terminal)
}

function addEnds(retention: Command, terminal: Terminal): void {
  retention
    .command('accept')
    .argument('<request>', 'its id')
    .argument('<offer>', 'its number, as show says', wholeNumber)
    .summary('the customer takes an offer and stays')
    .requiredOption('--by <name>', 'who says so')
    .option('--why <text>', 'for who looks at it later')
    .option('--json', 'print it as JSON')
    .action(async (id, offer, options) =>
      (await import('../commands/retention.ts')).retentionAccept(id, { ...options, offer }, terminal)
    )
  retention
    .command('let-go')
    .argument('<request>', 'its id')
    .summary('what was asked for is done')
    .option('--effective <day>', 'the first day on which it holds; as asked for, or today if that has passed')
    .addOption(new Option('--pending <fate>', 'of a change that is pending by now').choices(['replace', 'keep']))
    .requiredOption('--by <name>', 'who says so')
    .option('--why <text>', 'for who looks at it later')
    .option('--json', 'print it as JSON')
    .action(async (id, options) => (await import('../commands/retention.ts')).retentionLetGo(id, options, terminal))
  retention
    .command('withdraw')
    .argument('<request>', 'its id')
    .summary('the customer does not ask for it any more')
    .requiredOption('--by <name>', 'who says so')
    .option('--why <text>', 'for who looks at it later')
    .option('--json', 'print it as JSON')
    .action(async (id, options) => (await import('../commands/retention.ts')).retentionWithdraw(id, options, terminal))
}
