// Payments recorded by hand: what they settle, what stays as credit, and their reversal.
import {
  allocate,
  allocationPostings,
  documentNumber,
  paymentPostings,
  reversalPostings,
  shareOut,
  unlessGivenUp
} from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { type AccountRow, AccountsService, FactBook } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { Clock, Ids, KernelSettings, Outbox, Persistence, sql, takeNumbers, toldAmount } from '../persistence/index.ts'
import { creditsHeld, lockAccounts } from './credits-held.ts'
import { type PaymentRefusal, refusalOf, refusedReversal, type ReversalRefusal } from './payment-refusals.ts'
import { namedInvoices } from './named-invoices.ts'
import { openInvoices } from './open-invoices.ts'
import { PaymentPurposes } from './payment-purposes.ts'
import { listPayments, type Payment, type PaymentHead, paymentOf } from './payment-queries.ts'
import { releaseAllocations, settleInvoices } from './settle-invoices.ts'
import { takeBackCredit } from './take-back-credit.ts'
import { insertPayment, postedPayment } from './write-payment.ts'
import { recoverWrittenOff, writtenOffInvoices } from './written-off.ts'

export interface NewPayment {
  /** Id or number. */
  readonly account: string
  /** Micro, positive. */
  readonly amount: bigint
  /** For those who want it checked: the account's. */
  readonly currency?: string | undefined
  readonly method: string
  readonly reference?: string | undefined
  /** Today in the account's zone when left out. */
  readonly receivedOn?: Temporal.PlainDate | undefined
  /** Numbers of invoices to settle, in this order; the oldest first when left out. */
  readonly invoices?: readonly string[] | undefined
}

/** What money is for, beside invoices. */
export interface Purpose<Checked, Value, Reason extends string> {
  /** Under the account's lock, before anything is written. */
  check(client: ClientBase): Promise<Outcome<Checked, Reason>>
  use(client: ClientBase, recorded: Payment, checked: Checked): Promise<Value>
}

@Injectable()
export class PaymentsService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings,
    @Inject(PaymentPurposes) private readonly purposes: PaymentPurposes
  ) {}

  /** Settles invoices as far as the money goes; the rest is held as the account's credit. */
  record(payment: NewPayment): Promise<Outcome<Payment, PaymentRefusal>> {
    const check = () => Promise.resolve({ ok: true, value: null } as const)
    return this.recordFor<null, Payment, PaymentRefusal>(payment, {
      check,
      use: (_, recorded) => Promise.resolve(recorded)
    })
  }

  /** The same, and what the money is for, in one transaction. */
  async recordFor<Checked, Value, Reason extends string>(
    payment: NewPayment,
    purpose: Purpose<Checked, Value, Reason>
  ): Promise<Outcome<Value, PaymentRefusal | Reason>> {
    const account = await this.accounts.find(payment.account)
    if (account === undefined)
      return { ok: false, reason: 'unknown-account', detail: `There is no account ${payment.account}.` }
    const refusal = refusalOf(payment, account, this.clock.today(account.zone))
    if (refusal !== undefined) return refusal
    const { tenant } = this.settings
    return this.persistence.bulk<Outcome<Value, PaymentRefusal | Reason>>(tenant, async client => {
      await lockAccounts(client, tenant, [account.id])
      const checked = await purpose.check(client)
      if (!checked.ok) return checked
      const recorded = await this.#record(client, account, payment)
      if (!recorded.ok) return recorded
      return { ok: true, value: await purpose.use(client, recorded.value, checked.value) }
    })
  }

  /** Credit that an account holds pays its open invoices, those named or the oldest first. Returns how much was used. */
  async useCredit(reference: string, invoices?: readonly string[]): Promise<Outcome<bigint, PaymentRefusal>> {
    const account = await this.accounts.find(reference)
    if (account === undefined)
      return { ok: false, reason: 'unknown-account', detail: `There is no account ${reference}.` }
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      await lockAccounts(client, tenant, [account.id])
      const held = await creditsHeld(client, tenant, [{ account: account.id, currency: account.currency }])
      const open = await openInvoices(client, tenant, account.id)
      const named = await namedInvoices(client, { tenant, account: account.id, open }, invoices)
      if (!named.ok) return named
      const { allocations, rest } = allocate(held.get(account.id) ?? 0n, open, named.value)
      const used = (held.get(account.id) ?? 0n) - rest
      if (used === 0n) return { ok: true, value: 0n }
      const on = this.clock.today(account.zone)
      const settlement = { tenant, account: account.id, payment: null, on }
      const settled = unlessGivenUp(allocations, await writtenOffInvoices(client, tenant, account.id))
      await settleInvoices(client, settlement, settled, { ids: this.ids, facts: this.facts })
      const { number, currency } = account
      const posted = allocationPostings({ id: this.ids.next(), account: number, date: on, currency, amount: used })
      await this.ledger.post(client, tenant, [{ ...posted, account: account.id }])
      return { ok: true, value: used }
    })
  }

  /** Takes a payment back: its invoices are open again, and what is left of a pocket that it filled is gone. */
  async reverse(
    reference: string,
    reversal: { readonly reason: string; readonly on?: Temporal.PlainDate }
  ): Promise<Outcome<Payment, ReversalRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const found = await paymentOf(client, tenant, reference)
      if (found === undefined)
        return { ok: false, reason: 'unknown-payment', detail: `There is no payment ${reference}.` }
      await lockAccounts(client, tenant, [found.account])
      const payment = (await paymentOf(client, tenant, reference)) ?? found
      const today = this.clock.today(payment.zone)
      const { on = today } = reversal
      const refusal = refusedReversal(payment, on, today)
      if (refusal !== undefined) return refusal
      await this.purposes.takeBack(client, payment, on)
      const { account, id } = payment
      const allocated = await releaseAllocations(client, { tenant, account, payment: id, on }, this.facts)
      await sql(
        client,
        'update payment set reversed_on = $4, reversal_reason = $5 where tenant = $1 and account = $2 and id = $3',
        [tenant, account, id, on.toString(), reversal.reason]
      )
      const posted = reversalPostings(postedPayment(payment, allocated), on)
      await this.ledger.post(client, tenant, [{ ...posted, account }])
      const { ids, facts, ledger, outbox } = this
      const gone = { ...payment, tenant, on, of: 'a reversed payment' }
      await takeBackCredit(client, gone, { ids, facts, ledger, outbox })
      await this.outbox.add(client, tenant, [
        {
          topic: 'payment.reversed',
          subject: id,
          payload: { number: payment.number, account, reason: reversal.reason }
        }
      ])
      return { ok: true, value: { ...payment, reversedOn: on, allocations: [], unallocated: 0n } }
    })
  }

  find(reference: string): Promise<Payment | undefined> {
    return this.persistence.bulk(this.settings.tenant, client => paymentOf(client, this.settings.tenant, reference))
  }

  /** Newest first; undefined when there is no such account. */
  async list(reference: string, limit = 50): Promise<Payment[] | undefined> {
    const account = await this.accounts.find(reference)
    if (account === undefined) return undefined
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => listPayments(client, tenant, account.id, limit))
  }

  /** Under the account's lock. */
  async #record(
    client: ClientBase,
    account: AccountRow,
    payment: NewPayment
  ): Promise<Outcome<Payment, PaymentRefusal>> {
    const { tenant } = this.settings
    const open = await openInvoices(client, tenant, account.id)
    const givenUp = await writtenOffInvoices(client, tenant, account.id)
    const known = [...open, ...givenUp.filter(({ invoice }) => !open.some(each => each.invoice === invoice))]
    const named = await namedInvoices(client, { tenant, account: account.id, open: known }, payment.invoices)
    if (!named.ok) return named
    const { allocations, recovered, rest } = shareOut(payment.amount, { open, givenUp, named: named.value })
    const head: PaymentHead = {
      id: this.ids.next(),
      number: documentNumber('PAY', await takeNumbers(client, tenant, 'payment')),
      account: account.id,
      accountNumber: account.number,
      zone: account.zone,
      receivedOn: payment.receivedOn ?? this.clock.today(account.zone),
      amount: payment.amount,
      currency: account.currency,
      method: payment.method,
      reference: payment.reference ?? ''
    }
    await insertPayment(client, head, { tenant, recordedAt: this.clock.now() })
    const settlement = { tenant, account: account.id, payment: head.id, on: head.receivedOn }
    for (const { amount, invoice } of recovered) {
      const recovery = { tenant, account: account.id, on: head.receivedOn, invoice, amount }
      await this.ledger.post(client, tenant, [await recoverWrittenOff(client, recovery, this.ids)])
    }
    await settleInvoices(client, settlement, allocations, { ids: this.ids, facts: this.facts })
    const posted = paymentPostings(postedPayment(head, payment.amount - rest))
    await this.ledger.post(client, tenant, [{ ...posted, account: account.id }])
    await this.#announce(client, head)
    const numbers = new Map(known.map(each => [each.invoice, each.number]))
    const shown = allocations.map(each => ({ ...each, invoice: numbers.get(each.invoice) ?? each.invoice }))
    return { ok: true, value: { ...head, allocations: shown, unallocated: rest, reversedOn: null, reason: null } }
  }

  async #announce(client: ClientBase, { id, number, account, amount, currency }: PaymentHead): Promise<void> {
    const payload = { number, account, amount: toldAmount(amount), currency }
    await this.outbox.add(client, this.settings.tenant, [{ topic: 'payment.recorded', subject: id, payload }])
  }
}
