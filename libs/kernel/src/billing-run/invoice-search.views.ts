// The shapes of searching invoices over HTTP.
import { formatDecimal, parseDecimal } from '@farthing/billing-core/values'
import { z } from 'zod'
import { GivenTag } from '../accounts/index.ts'
import { dayAfter, GivenAccount, GivenAmount, GivenCurrency, GivenDay, GivenText } from '../http/index.ts'
import type { InvoiceHead } from './invoice-queries.ts'
import type { InvoicePage, InvoiceSearch } from './invoice-search.ts'
import { invoiceLeft, InvoiceStatusView, InvoiceView, invoiceView } from './invoices.views.ts'

const WORD = /[\p{L}\p{N}]/u

export const InvoiceQuery = z
  .strictObject({
    number: z.string().trim().min(1).max(100).optional().describe('The legal number.'),
    status: InvoiceStatusView.optional(),
    payment: z
      .enum(['unpaid', 'open', 'part-paid', 'paid', 'overdue'])
      .optional()
      .describe('Of issued ones. unpaid: open or part-paid; overdue: those of them whose due date has gone by.'),
    sent: z
      .enum(['yes', 'no'])
      .optional()
      .describe('Issued ones that were sent to the customer, or those that were not.'),
    adjusted: z.stringbool().optional().describe('Whether notes or write-offs changed what it asks for.'),
    dispute: z.enum(['open']).optional().describe('Those of which something is disputed.'),
    currency: GivenCurrency.optional(),
    totalMin: GivenAmount.optional().describe('Totals of this or more.'),
    totalMax: GivenAmount.optional().describe('Totals of this or less.'),
    from: GivenDay.optional().describe('Bill dates from this day on.'),
    until: GivenDay.optional().describe('... and before this day.'),
    dueFrom: GivenDay.optional().describe('Due dates from this day on.'),
    dueUntil: GivenDay.optional().describe('... and before this day.'),
    account: GivenAccount.optional(),
    text: GivenText.max(100)
      .refine(text => WORD.test(text), 'has no letter and no digit to look for')
      .optional()
      .describe("Words of the account's name, number or e-mail address, or their beginnings; all of them."),
    line: GivenText.max(100)
      .refine(text => WORD.test(text), 'has no letter and no digit to look for')
      .optional()
      .describe("Words of a line's description, or their beginnings; all of them. In order of date."),
    group: GivenText.max(200).optional().describe('Those of this invoice group.'),
    tag: GivenTag.optional().describe('Of the account.'),
    billDay: z.coerce.number().int().min(1).max(31).optional().describe("The account's cycle."),
    run: z.uuid().optional(),
    sort: z
      .enum(['date', 'number', 'amount'])
      .default('date')
      .describe('number: those that have one, shorter ones first, so that each series stands in order.'),
    order: z.enum(['asc', 'desc']).default('asc'),
    after: z.string().max(500).optional().describe('`next` of the page before; same `sort` and `order`.'),
    limit: z.coerce.number().int().min(1).max(200).default(50)
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    error: dayAfter('from', 'until'),
    path: ['until']
  })
  .refine(({ dueFrom, dueUntil }) => dueFrom === undefined || dueUntil === undefined || dueFrom < dueUntil, {
    error: dayAfter('dueFrom', 'dueUntil'),
    path: ['dueUntil']
  })
  .refine(({ line, sort }) => line === undefined || sort === 'date', {
    error: 'what lines say is found in order of date: sort=date',
    path: ['sort']
  })
  .refine(({ totalMax: max, totalMin: min }) => min === undefined || max === undefined || !less(max, min), {
    error: 'less than totalMin: no total is both',
    path: ['totalMax']
  })

function less(a: string, b: string): boolean {
  return parseDecimal(a) < parseDecimal(b)
}

export const InvoicePageView = z
  .object({
    invoices: z.array(InvoiceView),
    totals: z
      .array(z.object({ currency: z.string(), invoices: z.int(), total: z.string(), outstanding: z.string() }))
      .describe('Of this page.'),
    next: z
      .string()
      .nullable()
      .describe(
        'Give it as `after` for the next page; null on the last. A page that had to look at very many invoices ends early, even with none.'
      )
  })
  .meta({ id: 'InvoicePage' })
export type InvoicePageView = z.infer<typeof InvoicePageView>

export function givenSearch(query: z.output<typeof InvoiceQuery>): InvoiceSearch {
  const { dueFrom, dueUntil, from, totalMax, totalMin, until, ...rest } = query
  return {
    ...rest,
    from: day(from),
    until: day(until),
    dueFrom: day(dueFrom),
    dueUntil: day(dueUntil),
    totalMin: totalMin === undefined ? undefined : parseDecimal(totalMin),
    totalMax: totalMax === undefined ? undefined : parseDecimal(totalMax)
  }
}

function day(text: string | undefined): Temporal.PlainDate | undefined {
  return text === undefined ? undefined : Temporal.PlainDate.from(text)
}

export function invoicePageView({ invoices, next }: InvoicePage): InvoicePageView {
  const totals = [...Map.groupBy(invoices, ({ currency }) => currency)].map(([currency, own]) => ({
    currency,
    invoices: own.length,
    total: formatDecimal(sum(own, ({ total }) => total)),
    outstanding: formatDecimal(sum(own, invoiceLeft))
  }))
  return { invoices: invoices.map(invoiceView), totals, next }
}

function sum(invoices: readonly InvoiceHead[], of: (invoice: InvoiceHead) => bigint): bigint {
  return invoices.reduce((total, invoice) => total + of(invoice), 0n)
}
