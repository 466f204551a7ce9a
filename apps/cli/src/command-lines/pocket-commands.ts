// Command lines of what accounts hold in advance.
import { type Command, Option } from 'commander'
import type { Terminal } from '../terminal.ts'
import { anyWholeNumber, wholeNumber } from '../whole-number.ts'

const ACCOUNT = 'its number, such as A-000001'
const AMOUNT = 'of the unit, such as 20.00'
const UNIT = 'a currency or a unit of the rules: AUD, GB, min, points'

export function addPocketCommands(program: Command, terminal: Terminal): void {
  const pockets = program
    .command('pockets')
    .argument('<account>', ACCOUNT)
    .summary('what an account holds in advance')
    .description('Pockets of an account: money, minutes, data, points; why it has them, until when, and what is left.')
    .option('--at <instant>', 'as the books had them then, such as 2026-03-31T12:00:00+11:00')
    .option('--json', 'print them as JSON')
    .action(async (account, options) => (await import('../commands/pockets.ts')).pockets(account, options, terminal))
  addGrant(pockets, terminal)
  addMoves(pockets, terminal)
  addGroups(pockets, terminal)
  addTopUp(program, terminal)
}

function addTopUp(program: Command, terminal: Terminal): void {
  const topUp = program
    .command('top-up')
    .argument('<account>', ACCOUNT)
    .argument('<amount>', "in the account's currency, such as 20.00")
    .summary('a payment that fills a pocket')
    .description(
      'Records a payment and opens a pocket with it, which pays for use while it happens. It settles no invoice.'
    )
    .addOption(new Option('--method <method>', 'how it was paid').choices(['bank', 'card', 'cash']).default('cash'))
    .option('--reference <text>', 'what the payer or the bank calls it')
    .option('--json', 'print the payment and the pocket as JSON')
  withTerms(topUp).action(async (account, amount, options) =>
    (await import('../commands/top-up.ts')).topUp(account, amount, options, terminal)
  )
}

function addGrant(pockets: Command, terminal: Terminal): void {
  const grant = pockets
    .command('grant')
    .argument('<account>', ACCOUNT)
    .argument('<amount>', AMOUNT)
    .argument('<unit>', UNIT)
    .summary('give an account a pocket: a bonus, a package, goodwill')
    .requiredOption('--reason <text>', 'stands beside the pocket and in the books')
    .option('--json', 'print the pocket as JSON')
  withTerms(grant).action(async () => {
    const [account = '', amount = '', unit = ''] = grant.args
    const { pocketGrant } = await import('../commands/pocket-moves.ts')
    await pocketGrant({ ...grant.optsWithGlobals(), account, amount, unit }, terminal)
  })
}

function addMoves(pockets: Command, terminal: Terminal): void {
  const transfer = pockets
    .command('transfer')
    .argument('<account>', 'whose pockets it is taken from')
    .argument('<to>', 'the account that receives it')
    .argument('<amount>', AMOUNT)
    .argument('<unit>', UNIT)
    .summary('move an amount into a new pocket of another account')
    .description('Taken exactly or not at all, never out of a pocket of a group; it ends as the first of them would.')
    .requiredOption('--reason <text>', 'stands beside the new pocket and in both books')
    .option(
      '--subscription <which>',
      'what this one, by id or number, may use is taken; without it, what all of the account may'
    )
    .option('--for <services>', 'out of pockets for exactly these services; out of those for all when left out')
    .option('--json', 'print the new pocket as JSON')
    .action(async () => {
      const [account = '', to = '', amount = '', unit = ''] = transfer.args
      const { pocketTransfer } = await import('../commands/pocket-moves.ts')
      await pocketTransfer({ ...transfer.optsWithGlobals(), account, to, amount, unit }, terminal)
    })
  pockets
    .command('end')
    .argument('<account>', ACCOUNT)
    .argument('<number>', 'of the pocket, as the list of pockets has it', wholeNumber)
    .summary('end a pocket now: what is left in it lapses')
    .requiredOption('--reason <text>', 'stands in the books beside what lapses')
    .option('--json', 'print the pocket as JSON')
    .action(async (account, number, _, command: Command) =>
      (await import('../commands/pocket-moves.ts')).pocketEnd(
        { ...command.optsWithGlobals(), account, number },
        terminal
      )
    )
}

function addGroups(pockets: Command, terminal: Terminal): void {
  const group = pockets
    .command('group')
    .summary('accounts and subscriptions that use pockets together')
    .description('Groups: the owner has their pockets on its books, the members use them.')
  group
    .command('make')
    .argument('<name>', 'such as Family')
    .argument('<owner>', 'the account whose its pockets are')
    .summary('make a group; its owner is a member only when added')
    .option('--json', 'print it as JSON')
    .action(async (name, owner, _, command: Command) =>
      (await import('../commands/pocket-groups.ts')).groupMake({ ...command.optsWithGlobals(), name, owner }, terminal)
    )
  addMembers(group, terminal)
  group
    .command('list')
    .argument('<account>', ACCOUNT)
    .summary('the groups that an account owns, is in or was in')
    .option('--json', 'print one JSON line each')
    .action(async (account, _, command: Command) =>
      (await import('../commands/pocket-groups.ts')).groupList({ ...command.optsWithGlobals(), account }, terminal)
    )
}

function addMembers(group: Command, terminal: Terminal): void {
  withMember(group.command('add'), 'when it begins, in its zone, past days too; today when left out')
    .summary('take an account, or one subscription, into a group')
    .option('--until <date>', 'the first day outside; without end when left out')
    .action(async (number, account, _, command: Command) =>
      (await import('../commands/pocket-groups.ts')).groupAdd(
        { ...command.optsWithGlobals(), group: number, account },
        terminal
      )
    )
  withMember(group.command('remove'))
    .summary('end a membership, or move its end')
    .option('--until <date>', 'the first day outside; today when left out')
    .action(async (number, account, _, command: Command) =>
      (await import('../commands/pocket-groups.ts')).groupRemove(
        { ...command.optsWithGlobals(), group: number, account },
        terminal
      )
    )
}

function withTerms(command: Command): Command {
  return command
    .option('--until <instant>', 'when what is left of it lapses; never when left out')
    .option('--priority <number>', '1 is used first', anyWholeNumber, 100)
    .option('--subscription <which>', 'whose use alone it pays, by id or number; all of the account when left out')
    .option(
      '--for <services>',
      'what alone it pays for: voice, or sms,mms; all that is counted in its unit when left out'
    )
    .option('--group <number>', 'of a group that the account owns, whose members it pays for')
}

function withMember(command: Command, from?: string): Command {
  const member = command
    .argument('<group>', 'its number, such as G-000001')
    .argument('<account>', 'whose membership it is')
    .option('--subscription <which>', 'one subscription of it alone, by id or number')
    .option('--json', 'print the group as JSON')
  return from === undefined ? member : member.option('--from <date>', from)
}
