import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { Answers, GivenNumber, GivenText, valueOf } from '../http/index.ts'
import { readCursor, writeCursor } from './page-cursor.ts'
import { UsageQuarantine } from './quarantine.service.ts'
import { QUARANTINE_BEGIN, type QuarantinePlace } from './quarantine-book.ts'
import {
  ImportView,
  importView,
  QuarantinePageView,
  quarantinedView,
  QuarantineQueryInput,
  RetryBody
} from './usage.views.ts'

/** Import, line, event. */
const Place = z.tuple([GivenNumber, GivenNumber, GivenText])

@ApiTags('usage')
@Controller('usage/quarantine')
export class QuarantineController {
  constructor(@Inject(UsageQuarantine) private readonly quarantine: UsageQuarantine) {}

  @Get()
  @Answers(QuarantinePageView, { summary: 'Lists lines that could not be rated, with file, line, field and reason.' })
  async list(
    @Query({ schema: QuarantineQueryInput }) query: z.output<typeof QuarantineQueryInput>
  ): Promise<QuarantinePageView> {
    const { state, reason, limit } = query
    const after = query.after === undefined ? QUARANTINE_BEGIN : placeOf(query.after)
    const lines = await this.quarantine.list({ state, reason, importId: query.import, after, limit: limit + 1 })
    const page = lines.slice(0, limit)
    const last = lines.length > limit ? page.at(-1) : undefined
    return {
      lines: page.map(quarantinedView),
      next: last === undefined ? null : writeCursor([last.importId, last.line, last.event]),
      open: await this.quarantine.open()
    }
  }

  @Post('retry')
  @Answers(ImportView, {
    status: 201,
    summary: 'Rates a selection of open lines again, all of them when nothing is said.'
  })
  async retry(@Body({ schema: RetryBody }) body: z.output<typeof RetryBody>): Promise<ImportView> {
    const { reason, events } = body
    const retried = await this.quarantine.retry({ reason, events, importId: body.import })
    return importView(valueOf(retried, { 'no-rules-published': 409 }))
  }
}

function placeOf(cursor: string): QuarantinePlace {
  const [importId, line, event] = readCursor(cursor, Place)
  return { importId, line, event }
}
