import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { Answers, found, GivenText } from '../http/index.ts'
import { readCursor, writeCursor } from './page-cursor.ts'
import { RatedUsage, type UsageQuery } from './rated-usage.service.ts'
import { UsagePageView, UsageQueryInput, usageView } from './usage.views.ts'

/** Start and event. */
const Place = z.tuple([z.iso.datetime(), GivenText])

@ApiTags('usage')
@Controller('usage')
export class RatedUsageController {
  constructor(@Inject(RatedUsage) private readonly usage: RatedUsage) {}

  @Get()
  @Answers(UsagePageView, { summary: 'Lists the rated usage of an account in order of its start.' })
  async list(@Query({ schema: UsageQueryInput }) query: z.output<typeof UsageQueryInput>): Promise<UsagePageView> {
    const { account, limit } = query
    const after = query.after === undefined ? undefined : placeOf(query.after)
    const usage = found(await this.usage.list({ account, after, limit: limit + 1 }), 'account', account)
    const page = usage.slice(0, limit)
    const last = usage.length > limit ? page.at(-1) : undefined
    const next = last === undefined ? null : writeCursor([last.startedAt.toString(), last.event])
    return { usage: page.map(usageView), next }
  }
}

function placeOf(cursor: string): NonNullable<UsageQuery['after']> {
  const [startedAt, event] = readCursor(cursor, Place)
  return { startedAt: Temporal.Instant.from(startedAt), event }
}
