// What a person corrects of an issued invoice: proposed, approved by another where it is much, or rejected.
import {
  type CreditAsked,
  type CreditRefusal,
  type DebitAsked,
  type DebitRefusal,
  drawCredit,
  notedLines,
  refusedWriteOff,
  type WriteOffRefusal
} from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import type { InvoiceHead } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import { Clock, Ids, KernelSettings, Persistence } from '../persistence/index.ts'
import { type AdjustmentSearch, findAdjustment, insertAdjustment, listAdjustments } from './adjustment-book.ts'
import { AdjustmentRules } from './adjustment-rules.ts'
import type { Adjustment, AdjustmentWithLines } from './adjustment.ts'
import { Approvals, type Decision } from './approvals.ts'
import { Cancellations } from './cancellations.service.ts'
import { decidedAlone } from './decided-alone.ts'
import { DebitLines } from './debit-lines.ts'
import { leftToCredit } from './left-to-credit.ts'
import { type InvoiceRefusal, lockedInvoice } from './locked-invoice.ts'
import { madeNote, type NoteDraft, type Occasion } from './made-note.ts'
import { isSameName } from './same-name.ts'
import { refusedNow, type StaleRefusal } from './refused-now.ts'
import { unnamed } from './unnamed.ts'

export type NoteRefusal = InvoiceRefusal | CreditRefusal | DebitRefusal | WriteOffRefusal | 'unknown-reason' | 'unnamed'
export type DecisionRefusal = 'unknown-adjustment' | 'already-decided' | 'own-proposal' | InvoiceRefusal | StaleRefusal

type Draw<Refusal extends string = never> = (
  client: ClientBase,
  invoice: InvoiceHead
) => Promise<Outcome<NoteDraft, NoteRefusal | Refusal>>

/** Why a credit is given. */
export interface CreditCause<Refusal extends string> {
  /** What it takes; under the account's lock. */
  readonly asked: (client: ClientBase, invoice: InvoiceHead) => Promise<Outcome<CreditAsked, Refusal>>
  /** Done before it counts. */
  readonly link?: ((client: ClientBase, made: AdjustmentWithLines) => Promise<unknown>) | undefined
}

type Made = Outcome<AdjustmentWithLines, NoteRefusal>
type Decided = Outcome<AdjustmentWithLines, DecisionRefusal>

@Injectable()
export class AdjustmentsService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(AdjustmentRules) private readonly rules: AdjustmentRules,
    @Inject(DebitLines) private readonly debits: DebitLines,
    @Inject(Approvals) private readonly approvals: Approvals,
    @Inject(Cancellations) private readonly cancellations: Cancellations,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** By number or id. */
  find(reference: string): Promise<AdjustmentWithLines | undefined> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => findAdjustment(client, tenant, reference))
  }

  list(search: AdjustmentSearch): Promise<Adjustment[]> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => listAdjustments(client, tenant, search))
  }

  /** What was paid of it already becomes credit of the account. */
  credit(reference: string, asked: CreditAsked, occasion: Occasion): Promise<Made> {
    return this.creditFor(reference, occasion, { asked: () => Promise.resolve({ ok: true, value: asked }) })
  }

  /** A credit note that ends something else too, in its transaction. */
  creditFor<Refusal extends string = never>(
    reference: string,
    occasion: Occasion,
    { asked, link }: CreditCause<Refusal>
  ): Promise<Outcome<AdjustmentWithLines, NoteRefusal | Refusal>> {
    const draw = async (
      client: ClientBase,
      invoice: InvoiceHead
    ): Promise<Outcome<NoteDraft, NoteRefusal | Refusal>> => {
      const wanted = await asked(client, invoice)
      if (!wanted.ok) return wanted
      const left = await leftToCredit(client, this.settings.tenant, invoice)
      const drawn = drawCredit(wanted.value, left)
      return drawn.ok ? { ok: true, value: { kind: 'credit-note', lines: notedLines(drawn.value, left.shown) } } : drawn
    }
    return this.#propose<Refusal>(reference, occasion, { draw, link })
  }

  /** Charged beside the invoice, which asks for more from now on. */
  debit(reference: string, asked: readonly DebitAsked[], occasion: Occasion): Promise<Made> {
    const draw: Draw = async (client, invoice) => {
      const lines = await this.debits.of(client, invoice, asked)
      return lines.ok ? { ok: true, value: { kind: 'debit-note', lines: lines.value } } : lines
    }
    return this.#propose(reference, occasion, { draw })
  }

  /** Gives up what is open of an invoice, or a part of it. Money that comes after all takes it back. */
  writeOff(reference: string, amount: bigint | null, occasion: Occasion): Promise<Made> {
    const draw: Draw = (_, invoice) => {
      const open = invoice.total - invoice.paid - invoice.adjusted
      const total = amount ?? open
      const draft: NoteDraft = { kind: 'write-off', lines: [], total }
      const refused = refusedWriteOff(total, { currency: invoice.currency, open })
      return Promise.resolve(refused ?? { ok: true, value: draft })
    }
    return this.#propose(reference, occasion, { draw })
  }

  approve(reference: string, decision: Decision): Promise<Decided> {
    return this.#decide(reference, decision, async (client, invoice, made) => {
      if (made.cancels) return this.cancellations.approve(client, invoice, { made, decision })
      const refused = await refusedNow(client, this.settings.tenant, { invoice, made })
      return refused ?? { ok: true, value: await this.approvals.approve(client, made, decision) }
    })
  }

  reject(reference: string, decision: Decision): Promise<Decided> {
    return this.#decide(reference, decision, async (client, _, made) => {
      return { ok: true, value: await this.approvals.reject(client, made, decision) }
    })
  }

  async #propose<Refusal extends string = never>(
    reference: string,
    occasion: Occasion,
    { draw, link }: { readonly draw: Draw<Refusal>; readonly link?: CreditCause<Refusal>['link'] }
  ): Promise<Outcome<AdjustmentWithLines, NoteRefusal | Refusal>> {
    const reason = await this.rules.reason(occasion.reason)
    if (!reason.ok) return reason
    const { tenant } = this.settings
    return this.persistence.bulk<Outcome<AdjustmentWithLines, NoteRefusal | Refusal>>(tenant, async client => {
      const invoice = await lockedInvoice(client, tenant, reference)
      if (!invoice.ok) return invoice
      const drawn = await draw(client, invoice.value)
      if (!drawn.ok) return drawn
      const made = madeNote(invoice.value, occasion, { ...drawn.value, id: this.ids.next(), at: this.clock.now() })
      const waits = await this.rules.approvalOf(made.total + (await decidedAlone(client, tenant, made)), made.currency)
      if (waits !== null && occasion.by === '') return unnamed(waits)
      await insertAdjustment(client, tenant, made)
      await link?.(client, made)
      if (waits !== null) return { ok: true, value: made }
      return { ok: true, value: await this.approvals.approve(client, made, { by: occasion.by, decision: null }) }
    })
  }

  #decide(
    reference: string,
    { by }: Decision,
    work: (client: ClientBase, invoice: InvoiceHead, made: AdjustmentWithLines) => Promise<Decided>
  ): Promise<Decided> {
    const { tenant } = this.settings
    return this.persistence.bulk<Decided>(tenant, async client => {
      const seen = await findAdjustment(client, tenant, reference)
      if (seen === undefined)
        return { ok: false, reason: 'unknown-adjustment', detail: `There is no adjustment ${reference}.` }
      const invoice = await lockedInvoice(client, tenant, seen.invoice)
      const made = (await findAdjustment(client, tenant, reference)) ?? seen
      if (made.status !== 'proposed')
        return { ok: false, reason: 'already-decided', detail: `It was ${made.status} by ${made.decidedBy ?? ''}.` }
      if (isSameName(made.proposedBy, by))
        return { ok: false, reason: 'own-proposal', detail: `${by} proposed it: somebody else has to decide.` }
      return invoice.ok ? work(client, invoice.value, made) : invoice
    })
  }
}
