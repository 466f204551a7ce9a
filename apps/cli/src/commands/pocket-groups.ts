// Groups whose members use pockets together: made, joined, left and listed.
import {
  AccountsService,
  Clock,
  groupView,
  NamedSubscriptions,
  NewGroupBody,
  NewMemberBody,
  PocketGroups
} from '@farthing/kernel'
import { asked, options } from '../asked.ts'
import { dateOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { FoundProblem, valueOf } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

type Group = Parameters<typeof groupView>[0]
type Member = Group['members'][number]

export interface Membership {
  readonly group: string
  readonly account: string
  readonly subscription?: string
  readonly from?: string
  readonly until?: string
  readonly json?: true
}

/** `farthing pockets group make Family A-000001`. */
export async function groupMake(
  { json, ...fields }: { readonly name: string; readonly owner: string; readonly json?: true },
  terminal: Terminal
): Promise<void> {
  const { name, owner } = asked(NewGroupBody, fields)
  const made = await withKernel({ command: 'farthing pockets group make' }, async kernel =>
    valueOf(await kernel.get(PocketGroups).make(owner, name))
  )
  show([made], json, terminal)
}

/** `farthing pockets group add G-000001 A-000002 --from 2026-03-01`. */
export async function groupAdd({ group, json, ...fields }: Membership, terminal: Terminal): Promise<void> {
  const names = options('from', 'subscription', 'until')
  const { account, from, subscription = null, until } = asked(NewMemberBody, fields, names)
  const days = { from: dayOf(from, '--from'), until: dayOf(until, '--until') }
  const changed = await withKernel({ command: 'farthing pockets group add' }, async kernel =>
    valueOf(await kernel.get(PocketGroups).join(group, { account, subscription, ...days }))
  )
  show([changed], json, terminal)
}

/** `farthing pockets group remove G-000001 A-000002`: from today on, or from a day. */
export async function groupRemove(membership: Membership, terminal: Terminal): Promise<void> {
  const { account: holder, group: reference, json, until } = membership
  const day = dayOf(until, '--until')
  const changed = await withKernel({ command: 'farthing pockets group remove' }, async kernel => {
    const groups = kernel.get(PocketGroups)
    const group = valueOf(await groups.find(reference))
    const account = await kernel.get(AccountsService).find(holder)
    if (account === undefined) throw new FoundProblem(`There is no account ${holder}.`)
    const on = day ?? kernel.get(Clock).today(account.zone)
    const subscription = valueOf(await kernel.get(NamedSubscriptions).idOf(account.id, membership.subscription, on))
    const { id } = memberOf(group, { account: account.number, subscription })
    return valueOf(await groups.leave(group.number, id, on))
  })
  show([changed], json, terminal)
}

/** `farthing pockets group list A-000001`: those that it owns, is in or was in. */
export async function groupList(
  { account, json }: { readonly account: string; readonly json?: true },
  terminal: Terminal
): Promise<void> {
  const groups = await withKernel({ command: 'farthing pockets group list' }, kernel =>
    kernel.get(PocketGroups).of(account)
  )
  if (groups === undefined) throw new FoundProblem(`There is no account ${account}.`)
  if (groups.length === 0 && !json) terminal.out(`${account} owns no group and is in none\n`)
  else show(groups, json, terminal)
}

/** The membership that has no end yet, else the last one. */
function memberOf(
  { members, number }: Group,
  { account, subscription }: { readonly account: string; readonly subscription: string | null }
): Member {
  const theirs = members.filter(each => each.accountNumber === account && each.subscription === subscription)
  const found = theirs.find(({ until }) => until === null) ?? theirs.at(-1)
  if (found !== undefined) return found
  const who = subscription === null ? account : `subscription ${subscription} of ${account}`
  throw new FoundProblem(`Group ${number} has no member ${who}: see 'farthing pockets group list ${account}'.`)
}

function dayOf(text: string | undefined, option: string): Temporal.PlainDate | null {
  return text === undefined ? null : dateOption(text, option)
}

function show(groups: readonly Group[], json: true | undefined, terminal: Terminal): void {
  if (json) terminal.out(groups.map(group => `${JSON.stringify(groupView(group))}\n`).join(''))
  else for (const group of groups) terminal.out(groupText(group))
}

function groupText({ members, name, number, ownerNumber }: Group): string {
  const rows = members.map(({ accountNumber, from, subscription, until }) => {
    const who = subscription === null ? 'all subscriptions' : `subscription ${subscription}`
    return ['', accountNumber, who, `from ${from}${until === null ? '' : ` until ${until}`}`]
  })
  return `${number}  ${name}  owned by ${ownerNumber}\n${members.length === 0 ? '  no members\n' : table(rows)}`
}
