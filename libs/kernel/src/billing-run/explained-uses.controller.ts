import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { Answers, valueOf } from '../http/index.ts'
import { ExplainedUses } from './explained-uses.service.ts'
import { ExplainedUseView, explainedUseView, WhyNotUsedView, whyNotUsedView } from './explained-uses.views.ts'

const WhyNotUsedQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe('At most so many rules of each kind: a deck has many rows.')
})

@ApiTags('usage')
@Controller('usage/:event')
export class ExplainedUsesController {
  constructor(@Inject(ExplainedUses) private readonly uses: ExplainedUses) {}

  @Get('explanation')
  @Answers(ExplainedUseView, {
    summary: 'Why an event costs what it costs: its rate, and what allowances, packs, offers and caps made of it.'
  })
  async explain(@Param('event') event: string): Promise<ExplainedUseView> {
    return explainedUseView(valueOf(await this.uses.explain(event), { 'unknown-usage': 404, quarantined: 404 }))
  }

  @Get('why-not')
  @Answers(WhyNotUsedView, {
    summary: 'Every rule that could have had a part in the price of an event, and the condition that it failed.'
  })
  async whyNot(
    @Param('event') event: string,
    @Query({ schema: WhyNotUsedQuery }) { limit }: z.output<typeof WhyNotUsedQuery>
  ): Promise<WhyNotUsedView> {
    const found = await this.uses.whyNot(event, limit)
    return whyNotUsedView(valueOf(found, { 'unknown-usage': 404, quarantined: 404, parked: 409 }))
  }
}
