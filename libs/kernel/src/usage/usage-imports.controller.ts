import { Readable } from 'node:stream'
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, GivenNumber, Refused, valueOf } from '../http/index.ts'
import { UsageImports } from './usage-imports.service.ts'
import { ImportPageView, ImportQuery, ImportsQuery, ImportView, importView } from './usage.views.ts'

@ApiTags('usage')
@Controller('usage/imports')
export class UsageImportsController {
  constructor(@Inject(UsageImports) private readonly imports: UsageImports) {}

  @Post()
  @ApiConsumes('text/csv', 'application/gzip', 'application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(ImportView, { status: 201, summary: 'Imports a usage file of any size, gzip or not, as it is sent.' })
  async import(
    @Query({ schema: ImportQuery }) query: z.output<typeof ImportQuery>,
    @Body() body: unknown
  ): Promise<ImportView> {
    if (!(body instanceof Readable)) {
      throw new Refused(
        415,
        'not-a-usage-file',
        'Send the file itself as text/csv, application/gzip or application/octet-stream.'
      )
    }
    const outcome = await this.imports.importStream(body, query.name, { format: query.format })
    const statuses = {
      'unknown-format': [400, 'format'],
      unreadable: 400,
      'no-rules-published': 409,
      'bad-header': 422,
      'not-utf-8': 422,
      damaged: 422,
      busy: 429
    } as const
    return importView(valueOf(outcome, statuses))
  }

  @Get()
  @Answers(ImportPageView, { summary: 'Lists imports and retries, newest first.' })
  async list(@Query({ schema: ImportsQuery }) query: z.output<typeof ImportsQuery>): Promise<ImportPageView> {
    const imports = await this.imports.list({ before: query.before, limit: query.limit + 1 })
    const page = imports.slice(0, query.limit)
    return { imports: page.map(importView), next: imports.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  }

  @Get(':id')
  @Answers(ImportView, { summary: 'One import, with its counts so far while it runs.' })
  async one(@Param('id', { schema: GivenNumber }) id: number): Promise<ImportView> {
    return importView(found(await this.imports.find(id), 'usage-import', String(id)))
  }
}
