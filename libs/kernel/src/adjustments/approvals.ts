// An adjustment that is approved: its number, its postings, and what its invoice asks for from now on.
import {
  creditNotePostings,
  debitNotePostings,
  documentNumber,
  NOTE_SERIES,
  type LedgerTransaction,
  type PostedLine,
  postedLines,
  writeOffPostings
} from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { addToInvoice, giveUpInvoice, takeOffInvoice, type TakenOff } from '../payments/index.ts'
import { Clock, Ids, KernelSettings, Outbox, takeNumbers, toldAmount } from '../persistence/index.ts'
import { writeDecision } from './adjustment-book.ts'
import type { Adjustment, AdjustmentWithLines } from './adjustment.ts'
import { creditedBy } from './credited-disputes.ts'

export interface Decision {
  readonly by: string
  readonly decision: string | null
}

/** What is posted: all lines of it, and the part that the account owes no longer. */
interface Posting extends TakenOff {
  readonly lines: readonly PostedLine[]
}

const NOTHING: TakenOff = { owedNoMore: 0n, recovered: [] }

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
    const taken = await this.#adjust(client, made)
    return this.issue(client, made, { ...decision, ...taken, lines: postedLines(made) })
  }

  /** Leaves alone what its invoice asks for. */
  async issue(
    client: ClientBase,
    made: AdjustmentWithLines,
    { by, decision, ...posting }: Decision & Posting
  ): Promise<AdjustmentWithLines> {
    const { tenant } = this.settings
    const { account, currency, id, invoiceNumber: invoice, kind, reason, total, zone } = made
    const number = documentNumber(NOTE_SERIES[kind], await takeNumbers(client, tenant, NOTE_SERIES[kind]))
    const date = this.clock.today(zone)
    const decidedAt = this.clock.now()
    const approved = { ...made, status: 'approved', number, date, decidedBy: by, decidedAt, decision } as const
    await writeDecision(client, tenant, approved)
    await this.ledger.post(client, tenant, [...posting.recovered, ...transactionsOf({ ...approved }, posting)])
    const payload = { number, account, invoice, reason, total: toldAmount(total), currency }
    const settled = kind === 'credit-note' ? await creditedBy(client, tenant, made) : []
    await this.outbox.add(client, tenant, [{ topic: `${kind}.issued`, subject: id, payload }, ...settled])
    return approved
  }

  async reject(
    client: ClientBase,
    made: AdjustmentWithLines,
    { by, decision }: Decision
  ): Promise<AdjustmentWithLines> {
    const rejected = { ...made, status: 'rejected', decidedBy: by, decidedAt: this.clock.now(), decision } as const
    await writeDecision(client, this.settings.tenant, rejected)
    return rejected
  }

  async #adjust(client: ClientBase, { account, id, invoice, kind, total, zone }: Adjustment): Promise<TakenOff> {
    const { facts, ids } = this
    const on = this.clock.today(zone)
    const adjusted = { tenant: this.settings.tenant, account, invoice, adjustment: id, on, amount: total }
    switch (kind) {
      case 'credit-note':
        return takeOffInvoice(client, adjusted, { ids, facts })
      case 'debit-note':
        await addToInvoice(client, adjusted, { ids, facts })
        return NOTHING
      case 'write-off':
        await giveUpInvoice(client, adjusted, { ids, facts })
        return NOTHING
    }
  }
}

function transactionsOf(
  { account, accountNumber, currency, date, id, invoiceNumber: invoice, kind, number, total }: Adjustment,
  { lines, owedNoMore }: Posting
): LedgerTransaction[] {
  if (date === null || number === null) throw new Error(`adjustment ${id} is posted before it is approved`)
  const named = { id, number, invoice, account: accountNumber, date, currency }
  const posted =
    kind === 'credit-note'
      ? creditNotePostings({ ...named, lines, owedNoMore })
      : kind === 'debit-note'
        ? debitNotePostings({ ...named, lines })
        : writeOffPostings({ ...named, amount: total })
  return posted === null ? [] : [{ ...posted, account }]
}
