import { Controller, Get, Header, Inject, Query, StreamableFile } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { formatParts } from '@farthing/billing-core/values'
import { z } from 'zod'
import { Answers, AnswersFile } from '../http/index.ts'
import { KernelSettings } from '../persistence/index.ts'
import { LedgerService, type LedgerBalance } from './ledger.service.ts'

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
  @AnswersFile('text/plain', 'The whole ledger as an hledger journal, streamed.')
  journal(): StreamableFile {
    const stream = new PassThrough()
    const write = async (text: string): Promise<void> => {
      if (!stream.write(text)) await once(stream, 'drain', { signal: closed(stream) })
    }
    this.ledger.writeJournal(this.settings.tenant, write).then(
      () => stream.end(),
      (error: Error) => stream.destroy(error)
    )
    return new StreamableFile(stream, { type: 'text/plain; charset=utf-8' })
  }
}

export function balanceView({ ledgerAccount, unit, amount }: LedgerBalance): LedgerBalanceView {
  return { ledgerAccount, unit, amount: formatParts(amount, unit) }
}

/** Aborts when the reader has gone away, so that the cursor is let go. */
function closed(stream: PassThrough): AbortSignal {
  const controller = new AbortController()
  if (stream.destroyed) controller.abort()
  stream.once('close', () => controller.abort())
  return controller.signal
}
