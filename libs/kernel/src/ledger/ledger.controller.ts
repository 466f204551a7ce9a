import { Controller, Get, Header, Inject, Query, StreamableFile } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { PassThrough } from 'node:stream'
import { formatParts } from '@farthing/billing-core/values'
import { z } from 'zod'
import { Answers, AnswersFile } from '../http/index.ts'
import { KernelSettings } from '../persistence/index.ts'
import { LedgerService, type LedgerBalance } from './ledger.service.ts'
import { writerTo } from './reader-of-journal.ts'

/** A reader that stops holds one of few connections, and a snapshot for which PostgreSQL keeps what everybody else changes. */
const PATIENCE_MS = 60_000

const BalanceQuery = z.strictObject({
  kind: z
    .string()
    .max(200)
    .optional()
    .describe('A kind of ledger account such as receivable, or one of them by its full name.')
})

export const LedgerBalanceView = z
  .object({
    ledgerAccount: z.string(),
    unit: z.string(),
    amount: z.string().describe('Decimal; debits positive, credits negative.')
  })
  .meta({ id: 'LedgerBalance' })
export type LedgerBalanceView = z.infer<typeof LedgerBalanceView>

const LedgerTotals = z
  .object({ transactions: z.int(), postings: z.int(), balanced: z.boolean() })
  .meta({ id: 'LedgerTotals' })
type LedgerTotals = z.infer<typeof LedgerTotals>

@ApiTags('ledger')
@Controller('ledger')
export class LedgerController {
  constructor(
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  @Get('balances')
  @Answers(LedgerBalanceView, { list: true, summary: 'Balances by ledger account and unit.' })
  async balances(@Query({ schema: BalanceQuery }) query: z.output<typeof BalanceQuery>): Promise<LedgerBalanceView[]> {
    return (await this.ledger.balances(this.settings.tenant, query.kind)).map(balanceView)
  }

  @Get('totals')
  @Answers(LedgerTotals, { summary: 'How much the ledger holds, and whether it balances to zero per unit.' })
  totals(): Promise<LedgerTotals> {
    return this.ledger.totals(this.settings.tenant)
  }

  @Get('journal')
  @Header('content-type', 'text/plain; charset=utf-8')
  @AnswersFile(
    'text/plain',
    'The whole ledger as an hledger journal, streamed. A reader that reads nothing for a minute is cut off.'
  )
  journal(): StreamableFile {
    const stream = new PassThrough()
    this.ledger.writeJournal(this.settings.tenant, writerTo(stream, { patienceMs: PATIENCE_MS })).then(
      () => stream.end(),
      (error: Error) => stream.destroy(error)
    )
    return new StreamableFile(stream, { type: 'text/plain; charset=utf-8' })
  }
}

export function balanceView({ ledgerAccount, unit, amount }: LedgerBalance): LedgerBalanceView {
  return { ledgerAccount, unit, amount: formatParts(amount, unit) }
}
