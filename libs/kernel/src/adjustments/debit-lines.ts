// The lines of a debit note: what is asked, priced and taxed.
import {
  accountHistory,
  type DebitAsked,
  type DebitRefusal,
  type DebitTaxing,
  drawDebit,
  type NoteLine
} from '@farthing/billing-core'
import { debitTaxes } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { BillingRules, type InvoiceHead, invoiceLines } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings } from '../persistence/index.ts'

@Injectable()
export class DebitLines {
  constructor(
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async of(
    client: ClientBase,
    invoice: InvoiceHead,
    asked: readonly DebitAsked[]
  ): Promise<Outcome<readonly NoteLine[], DebitRefusal>> {
    const { currency, number, total, zone } = invoice
    const lines = await invoiceLines(client, this.settings.tenant, invoice)
    const isBeside = asked.some(({ line }) => line === null)
    const taxing = await this.#taxing(client, invoice, isBeside)
    const debited = { number: number ?? '', currency, total, lines }
    return drawDebit(asked, debited, { on: this.clock.today(zone), ...taxing })
  }

  /** What is told of the account is read where a charge is asked for that is no line's. */
  async #taxing(
    client: ClientBase,
    { account, billDate, currency }: InvoiceHead,
    isBeside: boolean
  ): Promise<DebitTaxing> {
    const now = this.clock.now()
    const { books, registry } = await this.rules.asKnownAt(now)
    const facts = isBeside ? await this.facts.of(client, this.settings.tenant, account) : []
    const history = isBeside ? accountHistory(account, facts, now) : null
    return debitTaxes({ history, ruleBook: books.in(currency), registry, billDate })
  }
}
