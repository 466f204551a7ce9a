import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { AccountsService } from '../accounts/index.ts'
import { Answers, found, GivenNumber } from '../http/index.ts'
import { balanceView, LedgerBalanceView, LedgerService } from '../ledger/index.ts'
import { KernelSettings } from '../persistence/index.ts'
import { InvoicesService } from './invoices.service.ts'
import {
  ExplainedLineView,
  explainedLineView,
  FullInvoiceView,
  fullInvoiceView,
  InvoiceQuery,
  InvoiceView,
  invoiceView
} from './invoices.views.ts'

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
  @Answers(InvoiceView, {
    list: true,
    summary: 'Invoices of a run, of an account, or all, in the order in which they were made.'
  })
  async list(@Query({ schema: InvoiceQuery }) query: z.output<typeof InvoiceQuery>): Promise<InvoiceView[]> {
    const { account } = query
    if (account !== undefined) found(await this.accounts.find(account), 'account', account)
    return (await this.invoices.list(query)).map(invoiceView)
  }

  @Get('invoices/:invoice')
  @Answers(FullInvoiceView, {
    summary: 'One invoice by number (or id while it has none), every line with its explanation.'
  })
  async one(@Param('invoice') reference: string): Promise<FullInvoiceView> {
    return fullInvoiceView(found(await this.invoices.find(reference), 'invoice', reference))
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
