import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, valueOf } from '../http/index.ts'
import {
  CommissionEntryView,
  EntriesQuery,
  entryView,
  NewPartnerBody,
  ParentBody,
  PartnersQuery,
  partnerView,
  PartnerView,
  StatementQuery,
  StatementView,
  sumsView
} from './commissions.views.ts'
import { PartnersService } from './partners.service.ts'
import { CommissionStatements } from './statements.service.ts'

const dayOf = (text: string | undefined) => (text === undefined ? undefined : Temporal.PlainDate.from(text))

@ApiTags('commissions')
@Controller('partners')
export class PartnersController {
  constructor(
    @Inject(PartnersService) private readonly partners: PartnersService,
    @Inject(CommissionStatements) private readonly statements: CommissionStatements
  ) {}

  @Post()
  @Answers(PartnerView, { status: 201, summary: 'Adds a partner, under another one where one is named.' })
  async add(@Body({ schema: NewPartnerBody }) body: z.output<typeof NewPartnerBody>): Promise<PartnerView> {
    const added = await this.partners.add({ ...body, from: dayOf(body.from) })
    return partnerView(valueOf(added, { 'code-taken': [409, 'code'], 'unknown-parent': [422, 'parent'] }))
  }

  @Get()
  @Answers(PartnerView, { list: true, summary: 'Lists partners by their codes.' })
  async list(@Query({ schema: PartnersQuery }) query: z.output<typeof PartnersQuery>): Promise<PartnerView[]> {
    return (await this.partners.list(query)).map(partnerView)
  }

  @Get(':partner')
  @Answers(PartnerView, { summary: 'One partner, and who is above it since when.' })
  async one(@Param('partner') partner: string): Promise<PartnerView> {
    return partnerView(found(await this.partners.find(partner), 'partner', partner))
  }

  @Post(':partner/parents')
  @Answers(PartnerView, { status: 201, summary: 'Puts a partner under another one, or under nobody, from a day on.' })
  async putUnder(
    @Param('partner') partner: string,
    @Body({ schema: ParentBody }) { from, parent }: z.output<typeof ParentBody>
  ): Promise<PartnerView> {
    const put = await this.partners.putUnder(partner, { parent, from: Temporal.PlainDate.from(from) })
    const refused = {
      'unknown-partner': 404,
      'unknown-parent': [422, 'parent'],
      'above-itself': [409, 'parent']
    } as const
    return partnerView(valueOf(put, refused))
  }

  @Get(':partner/statement')
  @Answers(StatementView, { summary: 'What a partner earned and was paid in a period, against the ledger.' })
  async statement(
    @Param('partner') code: string,
    @Query({ schema: StatementQuery }) { from, until }: z.output<typeof StatementQuery>
  ): Promise<StatementView> {
    const { name } = found(await this.partners.find(code), 'partner', code)
    const sums = await this.statements.sums(code, { from: dayOf(from), until: dayOf(until) })
    return { partner: code, name, from: from ?? null, until: until ?? null, sums: sums.map(sumsView) }
  }

  @Get(':partner/commissions')
  @Answers(CommissionEntryView, {
    list: true,
    summary: 'What a partner earned entry by entry: which line, which payments, which rule.'
  })
  async entries(
    @Param('partner') code: string,
    @Query({ schema: EntriesQuery }) { from, until, ...page }: z.output<typeof EntriesQuery>
  ): Promise<CommissionEntryView[]> {
    found(await this.partners.find(code), 'partner', code)
    const search = { partner: code, from: dayOf(from), until: dayOf(until), ...page }
    return (await this.statements.entries(search)).map(entryView)
  }
}
