import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { AccountsService } from '../accounts/index.ts'
import { Answers, found, GivenNumber, valueOf } from '../http/index.ts'
import { balanceView, LedgerBalanceView, LedgerService } from '../ledger/index.ts'
import { KernelSettings } from '../persistence/index.ts'
import { givenSearch, InvoicePageView, invoicePageView, InvoiceQuery } from './invoice-search.views.ts'
import { InvoicesService } from './invoices.service.ts'
import { ExplainedLineView, explainedLineView, FullInvoiceView, fullInvoiceView } from './invoices.views.ts'

@ApiTags('invoices')
@Controller()
export class InvoicesController {
  constructor(
    @Inject(InvoicesService) private readonly invoices: InvoicesService,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  @Get('invoices')
  @Answers(InvoicePageView, { summary: 'Searches invoices, page by page.' })
  async search(@Query({ schema: InvoiceQuery }) query: z.output<typeof InvoiceQuery>): Promise<InvoicePageView> {
    const { account } = query
    const named = account === undefined ? undefined : found(await this.accounts.find(account), 'account', account)
    const page = await this.invoices.search({ ...givenSearch(query), account: named?.id })
    return invoicePageView(valueOf(page, { 'bad-cursor': [400, 'after'], 'too-many-texts': [422, 'line'] }))
  }

  @Get('invoices/:invoice')
  @Answers(FullInvoiceView, {
    summary:
      'One invoice by number (or id while it has none): its lines with their explanations, what paid it, notes, history.'
  })
  async one(@Param('invoice') reference: string): Promise<FullInvoiceView> {
    return fullInvoiceView(found(await this.invoices.whole(reference), 'invoice', reference))
  }

  @Get('invoices/:invoice/lines/:line')
  @Answers(ExplainedLineView, { summary: 'One line: which rule of which file, and the usage events behind it.' })
  async explain(
    @Param('invoice') reference: string,
    @Param('line', { schema: GivenNumber }) line: number
  ): Promise<ExplainedLineView> {
    return explainedLineView(
      found(await this.invoices.explain(reference, line), 'invoice-line', `${reference} line ${line}`)
    )
  }

  @Get('accounts/:account/balances')
  @Answers(LedgerBalanceView, { list: true, summary: 'What an account owes, holds in credit and has left as a bond.' })
  async balances(@Param('account') reference: string): Promise<LedgerBalanceView[]> {
    const account = found(await this.accounts.find(reference), 'account', reference)
    return (await this.ledger.accountBalances(this.settings.tenant, account.id)).map(balanceView)
  }
}
