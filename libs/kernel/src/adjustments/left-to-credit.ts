// What is left to credit of an issued invoice: its lines and taxes, less what notes and later corrections took.
import { type LeftToCredit, lineShares, sumOfGross, without, withoutAmounts } from '@farthing/billing-core'
import { minorUnit } from '@farthing/billing-core/values'
import { accountsOn, type InvoiceHead, invoiceLines, type InvoiceLineShown } from '../billing-run/index.ts'
import { sql, type Writer } from '../persistence/index.ts'
import { notedShares } from './adjustment-book.ts'

export interface CreditableInvoice extends LeftToCredit {
  /** As the invoice shows them. */
  readonly shown: readonly InvoiceLineShown[]
}

/** Under the account's lock. `butFor`: a note that waits for approval and is to be approved now. */
export async function leftToCredit(
  writer: Writer,
  tenant: string,
  invoice: InvoiceHead,
  butFor: string | null = null
): Promise<CreditableInvoice> {
  const all = await leftOfNotes(writer, tenant, invoice, butFor)
  const corrected = await correctedAmounts(writer, tenant, invoice)
  return { ...all, lines: withoutAmounts(all.lines, corrected, minorUnit(invoice.currency)) }
}

/** Less notes alone: of an invoice that is cancelled, later bills took back what its charges, billed again, will be. */
export async function leftOfNotes(
  writer: Writer,
  tenant: string,
  invoice: InvoiceHead,
  butFor: string | null = null
): Promise<CreditableInvoice> {
  const { account, currency, id, taxes, total } = invoice
  const shown = await invoiceLines(writer, tenant, invoice)
  const credited = await notedShares(writer, tenant, { account, invoice: id, butFor })
  const lines = without(lineShares(shown, taxes, minorUnit(currency)), credited)
  return { currency, lines, total: total - sumOfGross(credited), shown }
}

/** By line: what later bills took back of it, as priced. */
async function correctedAmounts(
  writer: Writer,
  tenant: string,
  invoice: InvoiceHead
): Promise<ReadonlyMap<number, bigint>> {
  const rows = await sql<{ line: number; amount: string }>(
    writer,
    `select l.corrects_line as line, (-sum(l.amount))::text as amount
     from invoice_line l join invoice i on i.tenant = l.tenant and i.id = l.invoice
     where l.tenant = $1 and l.account = any($2::uuid[]) and l.corrects_invoice = $3 and l.amount < 0 and i.status <> 'cancelled'
     group by l.corrects_line`,
    [tenant, accountsOn(invoice), invoice.id]
  )
  return new Map(rows.map(({ amount, line }) => [line, BigInt(amount)]))
}
