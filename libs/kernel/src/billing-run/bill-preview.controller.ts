import { formatDecimal } from '@farthing/billing-core/values'
import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { Answers, GivenDay, valueOf } from '../http/index.ts'
import { BillPreview, type PreviewedBill, type PreviewedInvoice } from './bill-preview.service.ts'
import { InvoiceLineView, invoiceLineView, TaxView, taxView } from './invoices.views.ts'

const Day = z.iso.date()
const PreviewQuery = z.strictObject({
  on: GivenDay.optional().describe('Day of the bill; left out: today where the account is.')
})

const PreviewInvoiceView = z
  .object({
    group: z.string().nullable().describe('Its invoice group; null: the main invoice of the bill, or the only one.'),
    from: Day,
    due: Day,
    currency: z.string(),
    lines: z.array(InvoiceLineView),
    net: z.string(),
    taxes: z.array(TaxView),
    total: z.string()
  })
  .meta({ id: 'PreviewedInvoice' })
type PreviewInvoiceView = z.infer<typeof PreviewInvoiceView>

const PreviewView = z
  .object({
    account: z.string(),
    accountNumber: z.string(),
    payer: z.string().describe('Id of the account that will owe the invoice: its own, or one above it.'),
    billDate: Day,
    nextBillDay: Day.describe(
      'The first bill day of the account from `billDate` on. Another day: no run of bill days makes this bill, and the draft of the bill day has another hash.'
    ),
    knownAt: z.string().describe('Facts and usage that arrive later are not in it.'),
    carriedForward: z
      .boolean()
      .describe(
        'It comes to less than the minimum: a bill run leaves it open until a later bill day; asked for by hand it is made.'
      ),
    hash: z.string().describe('The invoice carries the same, if nothing more becomes known before it is made.'),
    invoice: PreviewInvoiceView.nullable().describe('The first one; null: the bill comes to nothing.'),
    further: z.array(PreviewInvoiceView).describe('More, where subscriptions are in invoice groups.')
  })
  .meta({ id: 'BillPreview' })
type PreviewView = z.infer<typeof PreviewView>

@ApiTags('invoices')
@Controller('accounts/:account/preview')
export class BillPreviewController {
  constructor(@Inject(BillPreview) private readonly preview: BillPreview) {}

  @Get()
  @Answers(PreviewView, { summary: 'The bill of an account as it would be made now; nothing is written.' })
  async of(
    @Param('account') account: string,
    @Query({ schema: PreviewQuery }) { on }: z.output<typeof PreviewQuery>
  ): Promise<PreviewView> {
    const day = on === undefined ? undefined : Temporal.PlainDate.from(on)
    const later = { 'billed-already': [409, 'on'], 'billed-with-another': 409 } as const
    const statuses = { 'unknown-account': 404, parked: 409, ...later } as const
    return previewView(valueOf(await this.preview.of(account, day), statuses))
  }
}

function previewView({ billDate, further, invoice, knownAt, nextBillDay, ...rest }: PreviewedBill): PreviewView {
  return {
    ...rest,
    ...{ billDate: billDate.toString(), nextBillDay: nextBillDay.toString(), knownAt: knownAt.toString() },
    invoice: invoice && invoiceView(invoice),
    further: further.map(invoiceView)
  }
}

function invoiceView({
  currency,
  dueDate,
  from,
  group,
  lines,
  net,
  taxes,
  total
}: PreviewedInvoice): PreviewInvoiceView {
  return {
    group,
    from: from.toString(),
    due: dueDate.toString(),
    currency,
    lines: lines.map(invoiceLineView),
    net: formatDecimal(net),
    taxes: taxes.map(taxView),
    total: formatDecimal(total)
  }
}
