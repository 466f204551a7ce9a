// Accounts above accounts: listed, set, ended and taken back.
import { AccountParents, NewParentBody, type ToldParent } from '@farthing/kernel'
import { asked, options } from '../asked.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { FoundProblem, valueOf } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

interface OfAccount {
  readonly account: string
  readonly json?: true
}

/** `farthing hierarchy A-000001`. */
export async function hierarchyList({ account, json }: OfAccount, terminal: Terminal): Promise<void> {
  const entries = await withKernel({ command: 'farthing hierarchy' }, kernel => kernel.get(AccountParents).of(account))
  if (entries === undefined) throw new FoundProblem(`There is no account ${account}.`)
  if (entries.length === 0 && !json) terminal.out(`${account} has no parent and no children\n`)
  else show(entries, json, terminal)
}

/** `farthing hierarchy set A-000002 A-000001 --billing consolidated`; `parent` null: it ends. */
export async function hierarchySet(
  { account, json, ...given }: OfAccount & { readonly parent: string | null; readonly from?: string },
  terminal: Terminal
): Promise<void> {
  const { billing, from, parent } = asked(NewParentBody, given, options('billing', 'from'))
  const day = from === undefined ? undefined : Temporal.PlainDate.from(from)
  const entries = await withKernel({ command: 'farthing hierarchy set' }, async kernel =>
    valueOf(await kernel.get(AccountParents).set(account, { parent, billing, from: day }))
  )
  show(entries, json, terminal)
}

/** `farthing hierarchy withdraw A-000002 ENTRY`. */
export async function hierarchyWithdraw(
  { account, entry, json }: OfAccount & { readonly entry: string },
  terminal: Terminal
): Promise<void> {
  const entries = await withKernel({ command: 'farthing hierarchy withdraw' }, async kernel =>
    valueOf(await kernel.get(AccountParents).withdraw(account, entry))
  )
  show(entries, json, terminal)
}

const WAYS = {
  separate: 'billed by itself',
  'parent-pays': 'its own invoice, owed by the parent',
  consolidated: "on the parent's invoice"
}

function show(entries: readonly ToldParent[], json: true | undefined, terminal: Terminal): void {
  terminal.out(json ? `${JSON.stringify(entries)}\n` : table(entries.map(entryRow)))
}

function entryRow({ account, billing, from, id, parent, withdrawn }: ToldParent): string[] {
  const [above, way] = parent === null ? ['no parent', ''] : [`under ${parent}`, WAYS[billing]]
  return [account, `from ${from}`, above, way, withdrawn === null ? '' : 'withdrawn', id]
}
