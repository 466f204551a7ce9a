// Command lines of accounts above accounts.
import { type Command, Option } from 'commander'
import type { Terminal } from '../terminal.ts'

const CHILD = 'the account below, such as A-000002'
const FROM = 'the first day, past or to come; today when left out'

export function addHierarchyCommands(program: Command, terminal: Terminal): void {
  const hierarchy = program
    .command('hierarchy')
    .argument('<account>', 'its number, such as A-000001')
    .summary('which accounts stand above and below one, and who pays')
    .description("An account's parents and children, past and to come.")
    .option('--json', 'print them as JSON')
    .action(async (account, options) =>
      (await import('../commands/hierarchy.ts')).hierarchyList({ ...options, account }, terminal)
    )
  addSet(hierarchy, terminal)
  addEnds(hierarchy, terminal)
}

function addSet(hierarchy: Command, terminal: Terminal): void {
  const set = hierarchy
    .command('set')
    .argument('<account>', CHILD)
    .argument('<parent>', 'the account above it')
    .summary('give an account a parent from a day on')
    .description('Holds until the next entry of the account. A bill is paid by whoever is its parent on its last day.')
    .addOption(
      new Option(
        '--billing <way>',
        "billed by itself; its own invoice, owed by the parent; or lines on the parent's invoice"
      )
        .choices(['separate', 'parent-pays', 'consolidated'])
        .default('separate')
    )
    .option('--from <day>', FROM)
    .option('--json', 'print all entries as JSON')
    .action(async () => {
      const [account = '', parent = ''] = set.args
      const { hierarchySet } = await import('../commands/hierarchy.ts')
      await hierarchySet({ ...set.optsWithGlobals(), account, parent }, terminal)
    })
}

function addEnds(hierarchy: Command, terminal: Terminal): void {
  const end = hierarchy
    .command('end')
    .argument('<account>', CHILD)
    .summary('end what an account has as a parent')
    .option('--from <day>', 'the first day without; today when left out')
    .option('--json', 'print all entries as JSON')
    .action(async () => {
      const [account = ''] = end.args
      const { hierarchySet } = await import('../commands/hierarchy.ts')
      await hierarchySet({ ...end.optsWithGlobals(), account, parent: null }, terminal)
    })
  const withdraw = hierarchy
    .command('withdraw')
    .argument('<account>', CHILD)
    .argument('<entry>', 'its id, as the list shows it')
    .summary('take an entry back, as if it had never been made')
    .option('--json', 'print all entries as JSON')
    .action(async () => {
      const [account = '', entry = ''] = withdraw.args
      const { hierarchyWithdraw } = await import('../commands/hierarchy.ts')
      await hierarchyWithdraw({ ...withdraw.optsWithGlobals(), account, entry }, terminal)
    })
}
