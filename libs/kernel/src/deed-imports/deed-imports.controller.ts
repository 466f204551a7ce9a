import { Readable } from 'node:stream'
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, GivenNumber, Refused, valueOf } from '../http/index.ts'
import type { DeedImport } from './deed-import-book.ts'
import { DeedImports } from './deed-imports.service.ts'
import {
  DeedImportPageView,
  DeedImportQuery,
  DeedImportsQuery,
  DeedImportView,
  deedImportView,
  RefusedPageView,
  refusedPageView,
  RefusedQuery
} from './deed-imports.views.ts'

const REFUSED = {
  'unknown-deed': 404,
  'unknown-import': 404,
  'not-importable': 409,
  'still-running': 409,
  unreadable: 422,
  'bad-header': 422,
  'not-utf-8': 422,
  busy: 429
} as const

@ApiTags('accounts')
@Controller('deeds/:deed/imports')
export class DeedImportsController {
  constructor(@Inject(DeedImports) private readonly imports: DeedImports) {}

  @Post()
  @ApiConsumes('text/csv', 'application/gzip', 'application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(DeedImportView, {
    status: 201,
    summary:
      'Takes a file of deeds of any size, CSV or a JSON object a line, gzip or not. The same line again is a duplicate.'
  })
  async import(
    @Param('deed') deed: string,
    @Query({ schema: DeedImportQuery }) { name, source }: z.output<typeof DeedImportQuery>,
    @Body() body: unknown
  ): Promise<DeedImportView> {
    if (!(body instanceof Readable)) {
      const detail = 'Send the file itself as text/csv, application/gzip or application/octet-stream.'
      throw new Refused(415, 'not-a-file', detail)
    }
    const common = source === undefined ? undefined : { source }
    return deedImportView(valueOf(await this.imports.importStream(body, name, { deed, common }), REFUSED))
  }

  @Get()
  @Answers(DeedImportPageView, { summary: 'What was sent, newest first.' })
  async list(
    @Param('deed') deed: string,
    @Query({ schema: DeedImportsQuery }) { before, limit }: z.output<typeof DeedImportsQuery>
  ): Promise<DeedImportPageView> {
    const imports = await this.imports.list({ deed, before, limit: limit + 1 })
    const page = imports.slice(0, limit)
    return { imports: page.map(deedImportView), next: imports.length > limit ? (page.at(-1)?.id ?? null) : null }
  }

  @Get(':id')
  @Answers(DeedImportView, { summary: 'One of them, with its counts so far while it runs.' })
  async one(@Param('deed') deed: string, @Param('id', { schema: GivenNumber }) id: number): Promise<DeedImportView> {
    return deedImportView(await this.#of(deed, id))
  }

  @Get(':id/refused')
  @Answers(RefusedPageView, { summary: 'Its lines that were not taken, each with its reason.' })
  async refused(
    @Param('deed') deed: string,
    @Param('id', { schema: GivenNumber }) id: number,
    @Query({ schema: RefusedQuery }) { after, limit }: z.output<typeof RefusedQuery>
  ): Promise<RefusedPageView> {
    await this.#of(deed, id)
    return refusedPageView(await this.imports.refused(id, { after, limit: limit + 1 }), limit)
  }

  @Post(':id/retry')
  @Answers(DeedImportView, { summary: 'Sends its refused lines again, when what refused them is mended.' })
  async retry(@Param('deed') deed: string, @Param('id', { schema: GivenNumber }) id: number): Promise<DeedImportView> {
    await this.#of(deed, id)
    return deedImportView(valueOf(await this.imports.retry(id), REFUSED))
  }

  async #of(deed: string, id: number): Promise<DeedImport> {
    const one = await this.imports.find(id)
    return found(one?.deed === deed ? one : undefined, 'import', String(id))
  }
}
