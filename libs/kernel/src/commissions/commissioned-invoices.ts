// The standing invoices of an account, with what is paid of them and what notes took of their lines.
import { type CommissionedInvoice, type CommissionedLine, DISCOUNTED, typeOfKey } from '@farthing/billing-core'
import { sql, type Writer } from '../persistence/index.ts'

export interface PaidInvoice extends CommissionedInvoice {
  /** Numbers of the payments that pay it now. */
  readonly payments: readonly string[]
  /** Bonds and their interest, less what notes took of them: untaxed, and nobody's revenue. Micro. */
  readonly notRevenue: bigint
}

interface HeadRow {
  readonly id: string
  readonly number: string
  readonly bill_date: string
  readonly currency: string
  readonly total: string
  readonly paid: string
  readonly noted: string
  readonly payments: readonly string[]
}

interface LineRow {
  readonly invoice: string
  readonly line: number
  readonly ledger: 'revenue' | 'bond' | 'expense'
  readonly subscription: string | null
  readonly type: string
  readonly category: string
  /** Key of the charge that it is taken off. */
  readonly discounts: string | null
  readonly from_date: string
  readonly until_date: string
  readonly net: string
  readonly credited: string
}

/** A write-off is no payment, and what was given up is asked for all the same. */
const HEADS = `select i.id, i.number, i.bill_date::text, i.currency, i.total::text,
    coalesce(sum(a.amount) filter (where a.adjustment is null), 0)::text as paid,
    coalesce(sum(a.amount) filter (where d.kind in ('credit-note', 'debit-note')), 0)::text as noted,
    coalesce(array_agg(distinct p.number order by p.number) filter (where p.number is not null), '{}') as payments
  from invoice i
  left join payment_allocation a on a.tenant = i.tenant and a.account = i.account and a.invoice = i.id and a.released_on is null
  left join adjustment d on d.tenant = i.tenant and d.account = i.account and d.id = a.adjustment
  left join payment p on p.tenant = i.tenant and p.account = i.account and p.id = a.payment
  where i.tenant = $1 and i.account = $2 and i.status = 'issued'
  group by i.tenant, i.account, i.id order by i.issued_at, length(i.number), i.number`

/** Revenue of the account itself; what is no revenue of all whose lines stand on its invoices, for it pays that too. */
const LINES = `with noted as (
    select d.invoice, l.invoice_line as line, sum(case d.kind when 'debit-note' then -l.net else l.net end) as net
    from adjustment_line l join adjustment d on d.tenant = l.tenant and d.account = l.account and d.id = l.adjustment
    where l.tenant = $1 and l.account = $2 and d.status = 'approved' and l.invoice_line is not null
    group by d.invoice, l.invoice_line)
  select l.invoice, l.line, l.ledger, l.subscription, l.type, l.category, l.explanation->'inputs'->>$4::text as discounts, l.from_date::text, l.until_date::text,
    coalesce(l.net, (select sum(part.amount) from invoice_line part where part.tenant = $1 and part.account = l.account
      and part.invoice = l.invoice and part.line = l.line))::text as net, coalesce(n.net, 0)::text as credited
  from invoice_line l
  join invoice i on i.tenant = $1 and i.account = $2 and i.id = l.invoice and i.status = 'issued'
  left join noted n on n.invoice = l.invoice and n.line = l.line
  where l.tenant = $1 and l.part = $3 and (l.account = $2 or l.ledger <> 'revenue') and l.account = any(array(
    select $2::uuid union select unnest(of.accounts) from invoice of where of.tenant = $1 and of.account = $2 and of.status = 'issued'))
  order by l.invoice, l.line`

/** The first part of a line speaks for it. */
const FIRST_PART = 1

export async function paidInvoices(writer: Writer, tenant: string, account: string): Promise<PaidInvoice[]> {
  const heads = await sql<HeadRow>(writer, HEADS, [tenant, account])
  const lines = await sql<LineRow>(writer, LINES, [tenant, account, FIRST_PART, DISCOUNTED])
  const byInvoice = Map.groupBy(lines, ({ invoice }) => invoice)
  return heads.map(head => {
    const own = byInvoice.get(head.id) ?? []
    return {
      invoice: head.id,
      number: head.number,
      billDate: Temporal.PlainDate.from(head.bill_date),
      currency: head.currency,
      asked: BigInt(head.total) - BigInt(head.noted),
      paid: BigInt(head.paid),
      payments: head.payments,
      notRevenue: own.filter(({ ledger }) => ledger !== 'revenue').reduce((sum, line) => sum + leftOf(line), 0n),
      lines: own.filter(({ ledger }) => ledger === 'revenue').map(lineOf)
    }
  })
}

function leftOf({ credited, net }: LineRow): bigint {
  return BigInt(net) - BigInt(credited)
}

function lineOf({ category, discounts, line, subscription, type, ...row }: LineRow): CommissionedLine {
  return {
    discounts: discounts === null ? null : typeOfKey(discounts),
    ...{ line, subscription, type, category, net: BigInt(row.net), credited: BigInt(row.credited) },
    from: Temporal.PlainDate.from(row.from_date),
    until: Temporal.PlainDate.from(row.until_date)
  }
}
