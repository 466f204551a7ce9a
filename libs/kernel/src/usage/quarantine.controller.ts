import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { Answers, GivenNumber, GivenText, valueOf } from '../http/index.ts'
import { readCursor, writeCursor } from './page-cursor.ts'
import { MISNAMED } from './quarantine-names.ts'
import { UsageQuarantine } from './quarantine.service.ts'
import { QUARANTINE_BEGIN, type QuarantinePlace } from './quarantine-book.ts'
import {
  DropBody,
  DroppedView,
  QuarantinePageView,
  quarantinedView,
  QuarantineQueryInput,
  RetryBody,
  SummaryView,
  summaryView
} from './quarantine.views.ts'
import { ImportView, importView } from './usage.views.ts'

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
    const { limit, import: importId, after: cursor, ...filter } = query
    valueOf(await this.quarantine.known({ importId, reason: filter.reason }), MISNAMED)
    const after = cursor === undefined ? QUARANTINE_BEGIN : placeOf(cursor)
    const lines = await this.quarantine.list({ ...filter, importId, after, limit: limit + 1 })
    const page = lines.slice(0, limit)
    const last = lines.length > limit ? page.at(-1) : undefined
    return {
      lines: page.map(quarantinedView),
      next: last === undefined ? null : writeCursor([last.importId, last.line, last.event]),
      open: await this.quarantine.open()
    }
  }

  @Get('summary')
  @Answers(SummaryView, { summary: 'How much waits, by reason, since when, and which limits that passes.' })
  async summary(): Promise<SummaryView> {
    return summaryView(await this.quarantine.summary())
  }

  @Post('drop')
  @Answers(DroppedView, {
    status: 201,
    summary: 'Takes a selection of open lines out without rating them; they are kept with who did it and why.'
  })
  async drop(@Body({ schema: DropBody }) body: z.output<typeof DropBody>): Promise<DroppedView> {
    const { import: importId, by, why, ...filter } = body
    valueOf(await this.quarantine.known({ ...filter, importId }), MISNAMED)
    return { dropped: await this.quarantine.drop({ ...filter, importId }, { by, why }) }
  }

  @Post('retry')
  @Answers(ImportView, {
    status: 201,
    summary:
      'Rates a selection of open lines again, all of them when nothing is said. Lines that may be billed twice (session-closed, unknown-session) only where their reason or their events are named: `notes` says how many were left.'
  })
  async retry(@Body({ schema: RetryBody }) body: z.output<typeof RetryBody>): Promise<ImportView> {
    const { import: importId, ...filter } = body
    valueOf(await this.quarantine.known({ ...filter, importId }), MISNAMED)
    const retried = await this.quarantine.retry({ ...filter, importId })
    return importView(valueOf(retried, { 'no-rules-published': 409 }))
  }
}

function placeOf(cursor: string): QuarantinePlace {
  const [importId, line, event] = readCursor(cursor, Place)
  return { importId, line, event }
}
