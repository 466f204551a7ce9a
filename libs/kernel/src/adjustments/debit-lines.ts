// The lines of a debit note: what is asked, priced and taxed.
import {
  accountHistory,
  type DebitAsked,
  type DebitRefusal,
  drawDebit,
  type NoteLine,
  type TaxDecision
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
    const taxOf = isBeside ? await this.#taxesBeside(client, invoice) : untaxed
    return drawDebit(asked, { number: number ?? '', currency, total, lines }, { on: this.clock.today(zone), taxOf })
  }

  async #taxesBeside(
    client: ClientBase,
    { account, billDate }: InvoiceHead
  ): Promise<(category: string) => TaxDecision> {
    const now = this.clock.now()
    const { books, registry } = await this.rules.asKnownAt(now)
    const facts = await this.facts.of(client, this.settings.tenant, account)
    const history = accountHistory(account, facts, now)
    const ruleBook = history === null ? books.own : books.in(history.currency)
    return debitTaxes({ history, ruleBook, registry, billDate })
  }
}

function untaxed(): TaxDecision {
  return { ok: true, treatment: null }
}
