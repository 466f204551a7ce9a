// An adjustment that is approved: its legal number, its postings, and what its invoice asks for from now on.
import { creditNotePostings, documentNumber, postedLines, type PostedLine } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { adjustInvoice } from '../payments/index.ts'
import { Clock, Ids, KernelSettings, Outbox, takeNumbers } from '../persistence/index.ts'
import { writeDecision } from './adjustment-book.ts'
import type { AdjustmentWithLines } from './adjustment.ts'

export interface Decision {
  readonly by: string
  readonly decision: string | null
}

const SERIES = { 'credit-note': 'CN' } as const

/** Within the caller's transaction, under the account's lock. */
@Injectable()
export class Approvals {
  constructor(
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async approve(client: ClientBase, made: AdjustmentWithLines, decision: Decision): Promise<AdjustmentWithLines> {
    const { account, id, invoice, total, zone } = made
    const on = this.clock.today(zone)
    const adjusted = { tenant: this.settings.tenant, account, invoice, adjustment: id, on, amount: total }
    const owedNoMore = await adjustInvoice(client, adjusted, { ids: this.ids, facts: this.facts })
    return this.issue(client, made, { ...decision, owedNoMore, lines: postedLines(made) })
  }

  /** Leaves alone what its invoice asks for. */
  async issue(
    client: ClientBase,
    made: AdjustmentWithLines,
    { by, decision, ...posting }: Decision & { readonly owedNoMore: bigint; readonly lines: readonly PostedLine[] }
  ): Promise<AdjustmentWithLines> {
    const { tenant } = this.settings
    const { account, accountNumber, currency, id, invoiceNumber: invoice, kind, reason, total, zone } = made
    const number = documentNumber(SERIES[kind], Number(await takeNumbers(client, tenant, SERIES[kind])))
    const date = this.clock.today(zone)
    const decidedAt = this.clock.now()
    const approved = { ...made, status: 'approved', number, date, decidedBy: by, decidedAt, decision } as const
    await writeDecision(client, tenant, approved)
    const posted = creditNotePostings({ id, number, invoice, account: accountNumber, date, currency, ...posting })
    if (posted !== null) await this.ledger.post(client, tenant, [{ ...posted, account }])
    const payload = { number, account, invoice, reason, total: total.toString(), currency }
    await this.outbox.add(client, tenant, [{ topic: `${kind}.issued`, subject: id, payload }])
    return approved
  }
}
