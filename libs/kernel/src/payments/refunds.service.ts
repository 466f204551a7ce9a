// Credit that an account holds is paid out to the customer: by a person, out of what no invoice has used.
import {
  documentNumber,
  freeCredit,
  paymentPostings,
  type RefundRefusal as AboveCredit,
  refusedRefund
} from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { type AccountRow, AccountsService } from '../accounts/index.ts'
import { type Outcome, refuse } from '../http/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { Clock, Ids, KernelSettings, Outbox, Persistence, takeNumbers, toldAmount } from '../persistence/index.ts'
import { creditsHeld, lockAccounts } from './credits-held.ts'
import { owedBy } from './open-invoices.ts'
import type { Payment, PaymentHead } from './payment-queries.ts'
import { insertPayment, postedPayment } from './write-payment.ts'

export interface NewRefund {
  /** Id or number. */
  readonly account: string
  /** Micro, positive; all the credit that is free when left out. */
  readonly amount?: bigint | undefined
  readonly method: string
  readonly reference?: string | undefined
  readonly reason: string
  /** Today in the account's zone when left out. */
  readonly paidOn?: Temporal.PlainDate | undefined
}

export type RefundRefusal = 'unknown-account' | 'paid-in-future' | 'paid-before-opened' | AboveCredit

@Injectable()
export class RefundsService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Whoever asks at once waits: together they get no more than is there. */
  async refund(refund: NewRefund): Promise<Outcome<Payment, RefundRefusal>> {
    const account = await this.accounts.find(refund.account)
    if (account === undefined) return refuse('unknown-account', `There is no account ${refund.account}.`)
    const today = this.clock.today(account.zone)
    const { paidOn = today } = refund
    if (Temporal.PlainDate.compare(paidOn, today) > 0)
      return refuse('paid-in-future', `It is ${today} in ${account.zone}: nothing was paid out on ${paidOn}.`)
    if (Temporal.PlainDate.compare(paidOn, account.openedOn) < 0) {
      const detail = `Account ${account.number} was opened on ${account.openedOn}: nothing was paid out on ${paidOn}.`
      return refuse('paid-before-opened', detail)
    }
    const { tenant } = this.settings
    return this.persistence.bulk<Outcome<Payment, RefundRefusal>>(tenant, async client => {
      await lockAccounts(client, tenant, [account.id])
      const { currency, id } = account
      const credit = (await creditsHeld(client, tenant, [{ account: id, currency }])).get(id) ?? 0n
      const open = await owedBy(client, tenant, id)
      const { amount = freeCredit({ credit, open }) } = refund
      const refused = refusedRefund(amount, { credit, open, currency })
      return refused ?? { ok: true, value: await this.#payOut(client, account, { ...refund, amount, paidOn }) }
    })
  }

  async #payOut(
    client: ClientBase,
    account: AccountRow,
    { amount, method, paidOn, reason, reference = '' }: NewRefund & { amount: bigint; paidOn: Temporal.PlainDate }
  ): Promise<Payment> {
    const { tenant } = this.settings
    const head: PaymentHead = {
      id: this.ids.next(),
      number: documentNumber('RF', await takeNumbers(client, tenant, 'refund')),
      ...{ account: account.id, accountNumber: account.number, zone: account.zone, currency: account.currency },
      ...{ receivedOn: paidOn, amount: -amount, method, reference }
    }
    await insertPayment(client, head, { tenant, recordedAt: this.clock.now(), reason })
    await this.ledger.post(client, tenant, [{ ...paymentPostings(postedPayment(head, 0n)), account: account.id }])
    const { currency, id, number } = head
    const payload = { number, account: account.id, amount: toldAmount(amount), currency, reason }
    await this.outbox.add(client, tenant, [{ topic: 'payment.refunded', subject: id, payload }])
    return { ...head, reason, allocations: [], unallocated: -amount, reversedOn: null }
  }
}
