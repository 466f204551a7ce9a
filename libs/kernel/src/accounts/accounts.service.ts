import { accountHistory, documentNumber, labelOn } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import {
  beginKnown,
  Clock,
  Ids,
  KernelSettings,
  Outbox,
  Persistence,
  takeNumbers,
  type Transaction
} from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import {
  accountIds,
  findAccount,
  listAccounts,
  lockAccount,
  type AccountPage,
  type AccountSearch
} from './account-queries.ts'
import { AccountTable, type AccountRow } from './accounts.tables.ts'
import { BilledCurrency } from './billed-currency.ts'
import { changeBillDay } from './change-bill-day.ts'
import { FactBook } from './fact-book.ts'
import { goesOn } from './goes-on.ts'
import { checkNewAccount, isBillDay, tagsOf, type AccountRefusal, type NewAccount } from './new-account.ts'
import { lockBelow, lockParents, paidFor } from './parent-book.ts'

/** What may be changed at any time, because no charge depends on it. */
export interface ContactChange {
  readonly name?: string | undefined
  readonly address?: readonly string[] | undefined
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly tags?: readonly string[] | undefined
  /** Micro; null: the operator's. */
  readonly invoiceMinimum?: bigint | null | undefined
}

export type MoveRefusal = 'unknown-account' | 'bill-day-out-of-range' | 'before-account-opened' | 'follows-parent'
export type CloseRefusal = 'unknown-account' | 'subscriptions-active' | 'charges-active' | 'pays-for-others'

@Injectable()
export class AccountsService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BilledCurrency) private readonly currency: BilledCurrency,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async open(account: NewAccount): Promise<Outcome<AccountRow, AccountRefusal>> {
    const { tenant } = this.settings
    const billed = await this.currency.current()
    return this.persistence.transaction(tenant, async tx => {
      const checked = checkNewAccount(account, billed)
      if (!checked.ok) return checked
      const openedOn = account.openedOn ?? this.clock.today(account.zone)
      const number = documentNumber('A', await takeNumbers(tx, tenant, 'account'))
      const row = tx.create(AccountTable, {
        tenant,
        id: this.ids.next(),
        number,
        name: account.name.trim(),
        address: [...(account.address ?? [])],
        email: account.email ?? null,
        phone: account.phone ?? null,
        billDay: account.billDay,
        zone: account.zone,
        currency: account.currency,
        status: 'active',
        tags: tagsOf(account.tags),
        invoiceMinimum: null,
        openedOn,
        createdAt: this.clock.now()
      })
      await tx.flush()
      const { billDay, zone, currency } = account
      await this.facts.append(tx, tenant, [
        { account: row.id, fact: { kind: 'account-opened', effective: openedOn, billDay, zone, currency } }
      ])
      await this.outbox.add(tx, tenant, [{ topic: 'account.opened', subject: row.id, payload: { number } }])
      return { ok: true, value: row }
    })
  }

  /** By id or number; undefined when this tenant has none. */
  find(reference: string): Promise<AccountRow | undefined> {
    return this.persistence.read(this.settings.tenant, tx => findAccount(tx, this.settings.tenant, reference))
  }

  /** Ids by the references that were given, each an id or a number; those of which there is no account are left out. */
  idsOf(references: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => accountIds(tx, tenant, references))
  }

  list(search: AccountSearch): Promise<AccountPage> {
    return this.persistence.read(this.settings.tenant, tx => listAccounts(tx, this.settings.tenant, search))
  }

  changeContact(reference: string, change: ContactChange): Promise<Outcome<AccountRow, 'unknown-account'>> {
    return this.#withAccount(reference, async (tx, account) => {
      const { name, address, email, phone, tags, invoiceMinimum } = change
      if (name !== undefined) account.name = name.trim()
      if (address !== undefined) account.address = [...address]
      if (email !== undefined) account.email = email
      if (phone !== undefined) account.phone = phone
      if (tags !== undefined) account.tags = tagsOf(tags)
      if (invoiceMinimum !== undefined) account.invoiceMinimum = invoiceMinimum
      await tx.flush()
      return { ok: true, value: account }
    })
  }

  moveBillDay(
    reference: string,
    billDay: number,
    effective: Temporal.PlainDate
  ): Promise<Outcome<AccountRow, MoveRefusal>> {
    return this.#withAccount<MoveRefusal>(reference, async (tx, account) => {
      if (!isBillDay(billDay)) {
        return { ok: false, reason: 'bill-day-out-of-range', detail: `A bill day is 1..31, not ${billDay}.` }
      }
      if (Temporal.PlainDate.compare(effective, account.openedOn) < 0) {
        return {
          ok: false,
          reason: 'before-account-opened',
          detail: `${account.number} was opened on ${account.openedOn}.`
        }
      }
      const { tenant } = account
      await lockParents(tx, tenant)
      await lockBelow(tx, tenant, account.id)
      await beginKnown(tx, tenant)
      const fact = { kind: 'bill-day-changed' as const, effective, billDay, known: this.clock.now() }
      const changed = await changeBillDay(tx, account, { from: effective, fact }, this.facts)
      if (!changed.ok) return changed
      await tx.refresh(account)
      return { ok: true, value: account }
    })
  }

  /** An account with a subscription or a charge that has no end stays open, and so does one that pays for others. */
  close(reference: string): Promise<Outcome<AccountRow, CloseRefusal>> {
    return this.#withAccount<CloseRefusal>(reference, async (tx, account) => {
      await lockParents(tx, account.tenant)
      await lockAccount(tx, account)
      const history = accountHistory(account.id, await this.facts.of(tx, account.tenant, account.id))
      const active = history?.subscriptions.filter(each => each.terminated === null) ?? []
      const today = this.clock.today(account.zone)
      if (active.length > 0) {
        const names = active.map(each => labelOn(each, today)).join(', ')
        return { ok: false, reason: 'subscriptions-active', detail: `Terminate first: ${names}.` }
      }
      const charges = goesOn(this.plugins, history)
      if (charges.length > 0) {
        const names = charges.map(({ name, since }) => `${name}, since ${since}`).join('; ')
        return { ok: false, reason: 'charges-active', detail: `End first: ${names}.` }
      }
      const others = await paidFor(tx, account, today)
      if (others.length > 0)
        return { ok: false, reason: 'pays-for-others', detail: `End first what it pays for: ${others.join(', ')}.` }
      account.status = 'closed'
      await tx.flush()
      return { ok: true, value: account }
    })
  }

  #withAccount<Reason extends string>(
    reference: string,
    work: (tx: Transaction, account: AccountRow) => Promise<Outcome<AccountRow, Reason | 'unknown-account'>>
  ): Promise<Outcome<AccountRow, Reason | 'unknown-account'>> {
    const { tenant } = this.settings
    return this.persistence.transaction(tenant, async tx => {
      const account = await findAccount(tx, tenant, reference)
      if (!account) return { ok: false, reason: 'unknown-account', detail: `There is no account ${reference}.` }
      return work(tx, account)
    })
  }
}
