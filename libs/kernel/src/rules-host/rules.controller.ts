import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, Refused } from '../http/index.ts'
import { type Published, RulesHost } from './rules-host.service.ts'
import { PublicationsView, PublicationView, publicationView, PublishBody, VersionView } from './rules.views.ts'

const MOST_PROBLEMS = 50

@ApiTags('rules')
@Controller('rules')
export class RulesController {
  constructor(@Inject(RulesHost) private readonly host: RulesHost) {}

  @Post()
  @Answers(PublicationView, {
    status: 201,
    summary: 'Publishes rules from a day on; the same content again changes nothing.'
  })
  async publish(@Body({ schema: PublishBody }) body: z.output<typeof PublishBody>): Promise<PublicationView> {
    const { files, author, message, from } = body
    const start = from === undefined ? {} : { from: from === null ? null : Temporal.PlainDate.from(from) }
    const published = await this.host.publish({ files: new Map(Object.entries(files)), author, message, ...start })
    if (!published.ok) throw refusal(published)
    return publicationView(published.publication)
  }

  @Get()
  @Answers(PublicationsView, { summary: 'Lists what was published, in order.' })
  async list(): Promise<PublicationsView> {
    return { publications: (await this.host.publications()).map(publicationView) }
  }

  @Get(':version')
  @Answers(VersionView, { summary: 'The texts of one version.' })
  async version(@Param('version') version: string): Promise<VersionView> {
    const files = found(await this.host.files(version), 'rules-version', version)
    return { version, files: Object.fromEntries(files) }
  }
}

function refusal(refused: Extract<Published, { ok: false }>): Refused {
  if (refused.reason === 'rules-refused') {
    const errors = refused.diagnostics.slice(0, MOST_PROBLEMS).map(each => ({
      field: `files.${each.file}:${each.line}:${each.column}`,
      message: `${each.code} ${each.message}`
    }))
    return new Refused(422, refused.reason, 'These rules do not compile. Run farthing check on their folder.', errors)
  }
  const errors = refused.failed.slice(0, MOST_PROBLEMS).map(({ title, at, failures }) => ({
    field: `files.${at.file}:${at.line}:${at.column}`,
    message: [`the example "${title}" fails`, ...failures.map(each => each.message)].join(': ')
  }))
  return new Refused(422, refused.reason, 'Examples of these rules fail. Run farthing test on their folder.', errors)
}
