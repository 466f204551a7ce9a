import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, valueOf } from '../http/index.ts'
import { refusal } from './publish-refusal.ts'
import { deckJson } from '@farthing/rules-language'
import type { Published } from './publish-request.ts'
import { RulesHost } from './rules-host.service.ts'
import {
  ChangesQuery,
  PublicationsView,
  publicationView,
  PublishBody,
  PublishedView,
  RestoreBody,
  RuleChangesView,
  VersionView
} from './rules.views.ts'

@ApiTags('rules')
@Controller('rules')
export class RulesController {
  constructor(@Inject(RulesHost) private readonly host: RulesHost) {}

  @Post()
  @Answers(PublishedView, {
    status: 201,
    summary: 'Publishes rules from a day on; the same content again changes nothing.'
  })
  async publish(@Body({ schema: PublishBody }) body: z.output<typeof PublishBody>): Promise<PublishedView> {
    const { files, from, ...request } = body
    return this.#viewOf(
      await this.host.publish({ ...request, files: new Map(Object.entries(files)), ...startOf(from) })
    )
  }

  @Get()
  @Answers(PublicationsView, { summary: 'Lists what was published, in order.' })
  async list(): Promise<PublicationsView> {
    const all = await this.host.publications()
    return { publications: all.map(each => publicationView(each, all)) }
  }

  @Get(':version')
  @Answers(VersionView, { summary: 'The texts of one version, and when it was published.' })
  async version(@Param('version') reference: string): Promise<VersionView> {
    const { version, files } = valueOf(await this.host.textsOf(reference), VERSION_STATUSES)
    const all = await this.host.publications()
    const publications = all.filter(each => each.version === version).map(each => publicationView(each, all))
    return { version, publications, files: Object.fromEntries(files) }
  }

  @Get(':version/changes')
  @Answers(RuleChangesView, {
    summary:
      'What a version says otherwise than another: statements that came, went or changed, and the rows of its tables, prices up or down.'
  })
  async changes(
    @Param('version') version: string,
    @Query({ schema: ChangesQuery }) { since }: z.output<typeof ChangesQuery>
  ): Promise<RuleChangesView> {
    valueOf(await this.host.textsOf(since), SINCE_STATUSES)
    const { statements, tables } = valueOf(await this.host.differences(since, version), VERSION_STATUSES)
    return { changes: [...statements], tables: deckJson(tables) }
  }

  @Post(':version/restore')
  @Answers(PublishedView, { status: 201, summary: 'Lets an old version hold again, as a new publication.' })
  async restore(
    @Param('version') version: string,
    @Body({ schema: RestoreBody }) body: z.output<typeof RestoreBody>
  ): Promise<PublishedView> {
    const { from, ...request } = body
    const restored = await this.host.restore(version, { ...request, ...startOf(from) })
    return this.#viewOf('detail' in restored ? valueOf(restored, VERSION_STATUSES) : restored)
  }

  async #viewOf(published: Published): Promise<PublishedView> {
    if (!published.ok) throw refusal(published)
    const { issuedBills, publication } = published
    return { ...publicationView(publication, await this.host.publications()), issuedBills }
  }
}

const VERSION_STATUSES = { 'unknown-version': 404, 'ambiguous-version': 422, 'no-rules-published': 409 } as const

const SINCE_STATUSES = {
  'unknown-version': [404, 'since'],
  'ambiguous-version': [422, 'since'],
  'no-rules-published': 409
} as const

function startOf(from: string | null | undefined): { readonly from?: Temporal.PlainDate | null } {
  if (from === undefined) return {}
  return { from: from === null ? null : Temporal.PlainDate.from(from) }
}
