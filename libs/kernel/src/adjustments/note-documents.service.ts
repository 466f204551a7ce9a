// What a printed note says beside its lines.
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import {
  accountOf,
  accountsNamed,
  billedTo,
  BillingRules,
  findInvoice,
  type InvoiceDocument,
  type InvoiceHead,
  invoiceLines
} from '../billing-run/index.ts'
import { KernelSettings, Persistence } from '../persistence/index.ts'
import { findAdjustment } from './adjustment-book.ts'
import { AdjustmentRules } from './adjustment-rules.ts'
import type { AdjustmentWithLines } from './adjustment.ts'

export interface NoteDocument extends Pick<InvoiceDocument, 'account' | 'operator'> {
  readonly note: AdjustmentWithLines
  readonly invoice: InvoiceHead
  /** Number and name of the account whose line of the invoice it is, by line; empty where all are of who owes it. */
  readonly accounts: ReadonlyMap<number, string>
  /** What it is for, as the rules print it; '' where they say nothing. */
  readonly reason: string
}

@Injectable()
export class NoteDocuments {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(AdjustmentRules) private readonly adjustmentRules: AdjustmentRules,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** By number or id. */
  find(reference: string): Promise<NoteDocument | undefined> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const note = await findAdjustment(client, tenant, reference)
      const invoice = note && (await findInvoice(client, tenant, note.invoice))
      if (note === undefined || invoice === undefined) return undefined
      const { books } = await this.rules.asKnownAt(note.decidedAt ?? note.proposedAt)
      const { operator } = books.own.at(invoice.billDate) ?? {}
      const billed = await billedTo(client, tenant, { ...note, table: 'adjustment' })
      const account = await accountOf(client, tenant, { ...note, billed })
      const said = { name: operator?.name ?? '', zone: operator?.zone ?? invoice.zone }
      const accounts = await lineAccounts(client, tenant, { ...invoice, billed })
      return {
        note,
        invoice,
        account,
        accounts,
        operator: said,
        reason: await this.adjustmentRules.titleOf(note.reason)
      }
    })
  }
}

async function lineAccounts(
  client: ClientBase,
  tenant: string,
  invoice: Parameters<typeof accountsNamed>[2] & Pick<InvoiceHead, 'id'>
): Promise<ReadonlyMap<number, string>> {
  const names = await accountsNamed(client, tenant, invoice)
  if (names.size === 0) return new Map()
  const lines = await invoiceLines(client, tenant, invoice)
  return new Map(lines.map(({ account, line }) => [line, names.get(account) ?? '']))
}
