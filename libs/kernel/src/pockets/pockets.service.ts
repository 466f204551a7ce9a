// What accounts hold in advance: granted, topped up, debited, passed on, and as it was at any instant.
import { counterpart, isCurrency, type Piece, pocketLedgerAccount, spend } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { type AccountRow, AccountsService, type NamedRefusal, NamedSubscriptions } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { lockAccounts, type NewPayment, type Payment, type PaymentRefusal, PaymentsService } from '../payments/index.ts'
import { Clock, Ids, KernelSettings, Persistence, sql } from '../persistence/index.ts'
import { FilledPockets, type NewPocket } from './filled-pocket.ts'
import { heldBeside } from './held-beside.ts'
import { paysFor } from './pays-for.ts'
import { balancesAt, changePockets, listPockets, lockPockets, type PocketRow } from './pocket-book.ts'
import { takenByOwner } from './taken-by-owner.ts'
import { checkedPocket, closedForPockets, type PocketRefusal } from './pocket-refusals.ts'
import { isOutOf, type Taken, tooLittle } from './too-little.ts'

export interface Debit extends Taken {
  /** Category of the revenue that money becomes: 'usage', 'content'. */
  readonly category: string
  readonly reason: string
  /** The same debit again is not taken twice. */
  readonly key: string
}

export interface Debited {
  readonly pieces: readonly Piece[]
  /** The pockets that gave them, as they were before; none when it was taken earlier, under the same key. */
  readonly used: readonly PocketRow[]
}

export interface Transfer extends Taken {
  /** Id or number of the account that receives it. */
  readonly to: string
  readonly reason: string
}

export type TransferRefusal =
  | NamedRefusal
  | 'account-closed'
  | 'insufficient-balance'
  | 'same-account'
  | 'other-currency'

export interface ToppedUp {
  readonly payment: Payment
  readonly pocket: PocketRow
}

export type TopUp = Omit<NewPayment, 'account' | 'invoices'> &
  Pick<NewPocket, 'expiresAt' | 'group' | 'priority' | 'services' | 'subscription'>

const UNKNOWN = (reference: string) =>
  ({ ok: false, reason: 'unknown-account', detail: `There is no account ${reference}.` }) as const

@Injectable()
export class PocketsService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(PaymentsService) private readonly payments: PaymentsService,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(FilledPockets) private readonly filled: FilledPockets,
    @Inject(NamedSubscriptions) private readonly named: NamedSubscriptions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** In the order in which they were opened. With `at`, as they were then, the used up included; undefined: no such account. */
  async list(reference: string, at?: Temporal.Instant): Promise<PocketRow[] | undefined> {
    const account = await this.accounts.find(reference)
    if (account === undefined) return undefined
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const pockets = await listPockets(client, tenant, { account: account.id, empty: at !== undefined })
      if (at === undefined) return pockets
      const then = await balancesAt(client, tenant, { account: account.id, at })
      const opened = pockets.filter(({ openedAt }) => Temporal.Instant.compare(openedAt, at) <= 0)
      return opened.map(pocket => {
        const balance = then.get(pocketLedgerAccount(account.number, pocket)) ?? 0n
        return { ...pocket, balance, reserved: 0n }
      })
    })
  }

  /** Given away: a welcome bonus, an allowance of another system, goodwill. */
  async grant(reference: string, asked: NewPocket): Promise<Outcome<PocketRow, PocketRefusal>> {
    const named = await this.#named(reference, asked)
    if (!named.ok) return named
    const pocket = named.value
    return this.#within<PocketRow, PocketRefusal>(reference, async (client, account) => {
      await lockAccounts(client, this.settings.tenant, [account.id])
      const checked = await checkedPocket(client, account, pocket, this.clock.now())
      if (!checked.ok) return checked
      const key = `pocket-grant:${this.ids.next()}`
      return { ok: true, value: await this.filled.open(client, account, checked.value, { key }) }
    })
  }

  /** A payment that becomes a pocket of the account's currency, in one transaction with it. It settles no invoices. */
  async topUp(
    reference: string,
    { expiresAt, group = null, priority, services = null, subscription: said, ...payment }: TopUp
  ): Promise<Outcome<ToppedUp, PaymentRefusal | PocketRefusal>> {
    const account = await this.accounts.find(reference)
    if (account === undefined) return UNKNOWN(reference)
    const named = await this.named.idOf(reference, said)
    if (!named.ok) return named
    const { value: subscription } = named
    const { currency: unit, number } = account
    const terms = { expiresAt, group, priority, services, subscription }
    const pocket = { amount: payment.amount, unit, ...terms, reason: 'top-up' }
    return this.payments.recordFor<typeof pocket, ToppedUp, PocketRefusal>(
      { ...payment, account: account.id, invoices: [] },
      {
        check: client => checkedPocket(client, account, pocket, this.clock.now()),
        use: async (client, paid, checked) => {
          const filling = { key: `top-up:${paid.id}`, from: `unallocated:${number}` }
          return { payment: paid, pocket: await this.filled.open(client, account, checked, filling) }
        }
      }
    )
  }

  /** Takes an amount, exactly or not at all, out of the account's pockets of the unit and those of its groups, in the order of their use. */
  async debit(reference: string, asked: Debit): Promise<Outcome<Debited, NamedRefusal | 'insufficient-balance'>> {
    const named = await this.#named(reference, asked)
    if (!named.ok) return named
    const debit = named.value
    const key = `pocket-debit:${debit.key}`
    return this.#within(reference, async (client, account) => {
      const against = counterpart('used', debit.unit, debit.category)
      return this.#take(client, account, { ...debit, key, against, groups: true })
    })
  }

  /** Out of pockets of one account, none of them a group's, into a new one of another, which lasts as long as the first of them. */
  async transfer(reference: string, asked: Transfer): Promise<Outcome<PocketRow, TransferRefusal>> {
    const target = await this.accounts.find(asked.to)
    if (target === undefined) return UNKNOWN(asked.to)
    const named = await this.#named(reference, asked)
    if (!named.ok) return named
    const transfer = named.value
    const { amount, reason, services = null, unit } = transfer
    return this.#within<PocketRow, TransferRefusal>(reference, async (client, account) => {
      if (account.id === target.id)
        return { ok: false, reason: 'same-account', detail: `${account.number} already holds it.` }
      if (isCurrency(unit) && unit !== target.currency) return otherCurrency(target, unit)
      await lockAccounts(client, this.settings.tenant, [account.id, target.id])
      const closed = await closedForPockets(client, target)
      if (closed !== undefined) return closed
      const [key, against] = [this.ids.next(), counterpart('transfer', unit)]
      const taken = await this.#take(client, account, {
        ...transfer,
        key: `pocket-out:${key}`,
        against,
        groups: false
      })
      if (!taken.ok) return taken
      const { used } = taken.value
      const ends = used.flatMap(({ expiresAt }) => expiresAt ?? []).toSorted(Temporal.Instant.compare)
      const priority = Math.min(...used.map(each => each.priority))
      const terms = { priority, expiresAt: ends[0] ?? null, services, subscription: null }
      const pocket = { amount, unit, reason, ...terms }
      const value = await this.filled.open(client, target, pocket, { key: `pocket-in:${key}`, from: against })
      return { ok: true, value }
    })
  }

  async #take(
    client: ClientBase,
    account: AccountRow,
    debit: Taking
  ): Promise<Outcome<Debited, 'insufficient-balance'>> {
    const { tenant } = this.settings
    const all = await lockPockets(client, tenant, [account.id])
    const before = await takenBefore(client, tenant, account.id, debit.key)
    if (before) return { ok: true, value: { pieces: [], used: [] } }
    const at = this.clock.now()
    const spender = { account: account.id, subscription: debit.subscription, at: at.epochMilliseconds }
    const mine = all.filter(
      each => each.unit === debit.unit && (debit.groups || !each.shared) && paysFor(each, spender)
    )
    const pockets = mine.filter(each => isOutOf(each, debit))
    const spent = spend(pockets, debit.amount, at)
    if (!spent.ok) {
      const others = all.filter(each => each.unit === debit.unit && !mine.includes(each))
      const beside = await heldBeside(client, tenant, { at, pockets: others, unit: debit.unit })
      const detail = [tooLittle(account.number, debit, mine, at), ...beside].join(' ')
      return { ok: false, reason: 'insufficient-balance', detail }
    }
    const { pieces } = spent
    const amounts = new Map(pieces.map(({ amount, pocket }) => [pocket, amount]))
    const used = pockets.filter(({ id }) => amounts.has(id))
    const changes = used.map(({ account: owner, id: pocket }) => ({
      ...{ account: owner, pocket, balance: -(amounts.get(pocket) ?? 0n), reserved: 0n }
    }))
    await changePockets(client, tenant, changes)
    const { against, key, reason: description } = debit
    await this.ledger.post(client, tenant, takenByOwner(used, pieces, { key, description, against, at }))
    return { ok: true, value: { pieces, used } }
  }

  /** The same with the id of the subscription. */
  async #named<Asked extends { readonly subscription: string | null }>(
    reference: string,
    asked: Asked
  ): Promise<Outcome<Asked, NamedRefusal>> {
    const named = await this.named.idOf(reference, asked.subscription)
    return named.ok ? { ok: true, value: { ...asked, subscription: named.value } } : named
  }

  async #within<Value, Reason extends string>(
    reference: string,
    work: (client: ClientBase, account: AccountRow) => Promise<Outcome<Value, Reason>>
  ): Promise<Outcome<Value, Reason | 'unknown-account'>> {
    const account = await this.accounts.find(reference)
    if (account === undefined) return UNKNOWN(reference)
    return this.persistence.bulk<Outcome<Value, Reason>>(this.settings.tenant, client => work(client, account))
  }
}

interface Taking extends Taken, Pick<Debit, 'key' | 'reason'> {
  readonly against: string
  readonly groups: boolean
}

async function takenBefore(client: ClientBase, tenant: string, account: string, key: string): Promise<boolean> {
  const query = `select from ledger_transaction where tenant = $1 and key = $3 and account = any(array(select $2::uuid
    union select owner from pocket_group_member where tenant = $1 and account = $2))`
  const found = await sql(client, query, [tenant, account, key])
  return found.length > 0
}

/** Nothing that the account uses would ever be paid with it. */
function otherCurrency({ currency, number }: AccountRow, unit: string) {
  const detail = `Account ${number} is kept in ${currency}, and pays nothing with ${unit}.`
  return { ok: false, reason: 'other-currency', detail } as const
}
