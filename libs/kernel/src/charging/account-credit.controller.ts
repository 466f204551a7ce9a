import { formatDecimal } from '@farthing/billing-core/values'
import { Controller, Get, Inject, Param } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { Answers, found } from '../http/index.ts'
import { ChargingCredits, type CreditOfCycle } from './charging-credits.ts'

const CreditView = z
  .object({
    subscription: z.string(),
    plan: z.string(),
    cycle: z.iso.date().describe('The first day of the cycle that goes on: the credit is new in each.'),
    pockets: z.boolean().describe('Whether pockets pay first, and the bill what they do not.'),
    limit: z.string().nullable().describe('That the plan says, taxes included; null: the bill takes any amount.'),
    owed: z
      .string()
      .describe(
        'Charged while it was used, and not paid by pockets, at the price of then with its taxes: on the bill of the cycle. Usage that came in files or as events, rent and items are on the bill too, and are not in it.'
      ),
    held: z.string().describe('Granted to uses that go on, beyond what pockets hold for them.'),
    free: z.string().nullable().describe('What may still be granted; null: any amount.')
  })
  .meta({ id: 'CycleCredit' })
type CreditView = z.infer<typeof CreditView>

@ApiTags('charging')
@Controller('accounts/:account')
export class AccountCreditController {
  constructor(@Inject(ChargingCredits) private readonly credits: ChargingCredits) {}

  @Get('credit')
  @Answers(CreditView, {
    list: true,
    summary:
      'How much of the credit of its subscriptions is used and free, in the cycle that goes on: by what is charged while it happens, whatever else is on the bill.'
  })
  async list(@Param('account') account: string): Promise<CreditView[]> {
    return found(await this.credits.of(account), 'account', account).map(creditView)
  }
}

function creditView({ cycle, free, held, limit, owed, plan, pockets, subscription }: CreditOfCycle): CreditView {
  return {
    ...{ subscription, plan, cycle, pockets, limit: limit === null ? null : formatDecimal(limit) },
    ...{ owed: formatDecimal(owed), held: formatDecimal(held), free: free === null ? null : formatDecimal(free) }
  }
}
