import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { Answers, GivenDay, valueOf } from '../http/index.ts'
import { RuleView } from './invoices.views.ts'
import { WhyNotService } from './why-not.service.ts'

const WhyNotQuery = z.strictObject({
  charge: z.string().trim().min(1).max(100).describe('Code of a charge type: rent, setup, bond.'),
  on: GivenDay.optional().describe('Day of the bill; left out: today.')
})

const WhyNotView = z
  .object({
    account: z.string(),
    charge: z.string(),
    on: z.iso.date(),
    verdicts: z.array(
      z.object({
        subscription: z.string(),
        label: z.string(),
        rule: RuleView.nullable(),
        charges: z.boolean(),
        condition: z.string()
      })
    )
  })
  .meta({ id: 'WhyNotCharged' })
type WhyNotView = z.infer<typeof WhyNotView>

@ApiTags('invoices')
@Controller('accounts/:account/why-not')
export class WhyNotController {
  constructor(@Inject(WhyNotService) private readonly whyNot: WhyNotService) {}

  @Get()
  @Answers(WhyNotView, {
    summary: 'Why a charge is not on the bill: every statement that could make it, and what failed.'
  })
  async explain(
    @Param('account') account: string,
    @Query({ schema: WhyNotQuery }) { charge, on }: z.output<typeof WhyNotQuery>
  ): Promise<WhyNotView> {
    const day = on === undefined ? undefined : Temporal.PlainDate.from(on)
    const found = valueOf(await this.whyNot.explain({ account, charge, on: day }), {
      'unknown-account': 404,
      'unknown-charge': [422, 'charge'],
      'no-rules': 409
    })
    return { ...found, on: found.on.toString(), verdicts: [...found.verdicts] }
  }
}
