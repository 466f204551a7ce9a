// Command lines of what plugins declare may be done to an account or a subscription.
import { type Command, InvalidArgumentError } from 'commander'
import type { Terminal } from '../terminal.ts'

export function addDeedCommands(program: Command, terminal: Terminal): void {
  const deed = program
    .command('deed')
    .summary('what may be done to an account or a subscription: done, listed, taken back')
    .description('Deeds are declared by plugins: a contract signed, an item bought, an invoice group set.')
  deed
    .command('kinds')
    .summary('which deeds there are, and what each wants to be told')
    .option('--json', 'print them as JSON')
    .action(async options => (await import('../commands/deeds.ts')).deedKinds(options, terminal))
  deed
    .command('list')
    .argument('<account>', 'its number, such as A-000001')
    .summary('what was done to an account and its subscriptions, and stands')
    .option('--json', 'print them as JSON')
    .action(async (account, options) =>
      (await import('../commands/deeds.ts')).deedList({ ...options, account }, terminal)
    )
  addDo(deed, terminal)
  deed
    .command('withdraw')
    .argument('<account>', 'its number, such as A-000001')
    .argument('<id>', 'of the deed, as the list shows it')
    .summary('take a deed back, as if it had never been done')
    .option('--json', 'print the fact that takes it back as JSON')
    .action(async (account, id, options) =>
      (await import('../commands/deeds.ts')).deedWithdraw({ ...options, account, id }, terminal)
    )
}

function addDo(deed: Command, terminal: Terminal): void {
  deed
    .command('do')
    .argument('<account>', 'its number, such as A-000001')
    .argument('<deed>', 'its name, such as set-invoice-group')
    .summary('do one from a day on: the next bill knows')
    .option('--subscription <which>', 'its id, number or name; of the account when left out')
    .option('--field <name=value>', 'what is said of it; may be given several times', readField, {})
    .option('--on <day>', 'the day from which it holds, past or to come; today when left out')
    .option('--json', 'print it as JSON')
    .action(async (account, name, options) =>
      (await import('../commands/deeds.ts')).deedDo({ ...options, account, deed: name }, terminal)
    )
}

function readField(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write it as NAME=VALUE, such as group=fleet.')
  const name = text.slice(0, at)
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`${name} is said twice.`)
  return { ...before, [name]: text.slice(at + 1) }
}
