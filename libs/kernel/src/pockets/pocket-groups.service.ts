// Groups of accounts and subscriptions that use pockets together: made, joined and left.
import { documentNumber } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { AccountsService, NamedSubscriptions } from '../accounts/index.ts'
import type { Outcome, Refusal } from '../http/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { beginKnown, Clock, Ids, KernelSettings, Persistence, sql, takeNumbers } from '../persistence/index.ts'
import { referredGroup } from './referred-group.ts'
import { addGroup, groupNumbered, groupsOf, type MemberDays, type PocketGroup, putMember } from './pocket-group-book.ts'

export interface NewMember {
  /** Id or number. */
  readonly account: string
  /** Its id, or what it holds on the first day. Null: all of the account. */
  readonly subscription: string | null
  /** Days of the member's zone, half-open, past ones too; null: from today on, without end. */
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
}

export type GroupRefusal =
  | 'unknown-group'
  | 'unknown-account'
  | 'unknown-subscription'
  | 'unknown-member'
  | 'already-member'
  | 'ends-before-it-begins'

type Changed = Outcome<PocketGroup, GroupRefusal>

@Injectable()
export class PocketGroups {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(NamedSubscriptions) private readonly named: NamedSubscriptions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Its owner, by id or number, is no member by that. */
  async make(owner: string, name: string): Promise<Outcome<PocketGroup, 'unknown-account'>> {
    const account = await this.accounts.find(owner)
    if (account === undefined) return unknownAccount(owner)
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const number = documentNumber('G', await takeNumbers(client, tenant, 'pocket-group'))
      await addGroup(client, tenant, { number, name, owner: account.id, madeAt: this.clock.now() })
      const value = { number, name, owner: account.id, ownerNumber: account.number, members: [] }
      return { ok: true as const, value }
    })
  }

  /** By its number, or its name where only one has it. */
  find(reference: string): Promise<Outcome<PocketGroup, 'unknown-group'>> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => this.#referred(client, reference))
  }

  /** Those that an account owns or is in, or was; undefined: no such account. */
  async of(reference: string): Promise<PocketGroup[] | undefined> {
    const account = await this.accounts.find(reference)
    if (account === undefined) return undefined
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => groupsOf(client, tenant, account.id))
  }

  /** Nobody is in a group twice on one day: neither an account beside one of its subscriptions. */
  async join(reference: string, member: NewMember): Promise<Changed> {
    const account = await this.accounts.find(member.account)
    if (account === undefined) return unknownAccount(member.account)
    const from = member.from ?? this.clock.today(account.zone)
    const named = await this.named.idOf(account.id, member.subscription, from)
    if (!named.ok) return named
    const { until } = member
    const { value: subscription } = named
    return this.#changed(reference, async (client, group) => {
      await lockAccounts(client, account.tenant, [account.id])
      const known = await this.#known(client)
      const days = { id: this.ids.next(), account: account.id, subscription, from, until, known }
      const refusal =
        (await refusedMember(client, account, subscription)) ??
        (await refusedDays(client, { ...group, tenant: this.settings.tenant }, days))
      if (refusal === undefined) await putMember(client, account.tenant, group, days)
      return refusal
    })
  }

  /** Ends a membership, moves its end, or opens it again with null. What is held for a use that began within it is still used. */
  leave(reference: string, id: string, until: Temporal.PlainDate | null): Promise<Changed> {
    const { tenant } = this.settings
    return this.#changed(reference, async (client, group) => {
      const member = group.members.find(each => each.id === id)
      if (member === undefined)
        return { ok: false, reason: 'unknown-member', detail: `Group ${group.number} has no member ${id}.` }
      await lockAccounts(client, tenant, [member.account])
      const known = await this.#known(client)
      const days = { ...member, from: Temporal.PlainDate.from(member.from), until, known }
      const refusal = await refusedDays(client, { ...group, tenant: this.settings.tenant }, days)
      if (refusal === undefined) await putMember(client, tenant, group, days)
      return refusal
    })
  }

  /** Policies that count over groups look at its members then. */
  async #known(client: ClientBase): Promise<Temporal.Instant> {
    await beginKnown(client, this.settings.tenant)
    return this.clock.now()
  }

  async #referred(client: ClientBase, reference: string): Promise<Outcome<PocketGroup, 'unknown-group'>> {
    const { tenant } = this.settings
    const number = await referredGroup(client, tenant, reference)
    if (!number.ok) return number
    const group = await groupNumbered(client, tenant, number.value)
    if (group === undefined) throw new Error(`group ${number.value} went away`)
    return { ok: true, value: group }
  }

  #changed(
    reference: string,
    work: (client: ClientBase, group: PocketGroup) => Promise<Refusal<GroupRefusal> | undefined>
  ): Promise<Changed> {
    const { tenant } = this.settings
    return this.persistence.bulk<Changed>(tenant, async client => {
      const group = await this.#referred(client, reference)
      if (!group.ok) return group
      const refusal = await work(client, group.value)
      return refusal ?? { ok: true, value: (await groupNumbered(client, tenant, group.value.number)) ?? group.value }
    })
  }
}

const unknownAccount = (reference: string) =>
  ({ ok: false, reason: 'unknown-account', detail: `There is no account ${reference}.` }) as const

async function refusedMember(
  client: ClientBase,
  { id, number, tenant }: { readonly tenant: string; readonly id: string; readonly number: string },
  subscription: string | null
): Promise<Refusal<GroupRefusal> | undefined> {
  if (subscription === null) return undefined
  const query = 'select from subscription where tenant = $1 and account = $2 and id = $3'
  if ((await sql(client, query, [tenant, id, subscription])).length > 0) return undefined
  const detail = `Account ${number} has no subscription ${subscription}.`
  return { ok: false, reason: 'unknown-subscription', detail }
}

/** Under the member's account's lock, which comes before this statement, so that it sees whoever joined meanwhile. */
async function refusedDays(
  client: ClientBase,
  { number, tenant }: PocketGroup & { readonly tenant: string },
  { account, from, id, subscription, until }: MemberDays
): Promise<Refusal<GroupRefusal> | undefined> {
  if (until !== null && Temporal.PlainDate.compare(until, from) < 0)
    return { ok: false, reason: 'ends-before-it-begins', detail: `${until} is before ${from}.` }
  const [other] = await sql<{ from_day: string; until_day: string | null }>(
    client,
    `select from_day::text, until_day::text from pocket_group_member
     where tenant = $7 and account = $1 and pocket_group = $2 and id <> $3
       and (subscription is null or $4::uuid is null or subscription = $4)
       and daterange(from_day, until_day) && daterange($5::date, $6::date) limit 1`,
    [account, number, id, subscription, from.toString(), until?.toString() ?? null, tenant]
  )
  if (other === undefined) return undefined
  const detail = `It is in group ${number} from ${other.from_day} ${other.until_day === null ? 'on' : `to ${other.until_day}`}: end that first.`
  return { ok: false, reason: 'already-member', detail }
}
