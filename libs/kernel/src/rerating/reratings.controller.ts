import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { AccountsService } from '../accounts/index.ts'
import { Answers, found, GivenNumber, Refused, valueOf } from '../http/index.ts'
import { ExplainedMoves } from './explained-moves.ts'
import { ReratingBook } from './rerating-book.ts'
import type { Rerating } from './rerating-queries.ts'
import { Reratings } from './reratings.service.ts'
import {
  ExplainedReratingView,
  explainedReratingView,
  NewReratingBody,
  ReratedAccountsView,
  reratedAccountView,
  reratedOnceView,
  ReratedUseView,
  ReratingPageQuery,
  ReratingQuery,
  ReratingsPageView,
  ReratingsQuery,
  ReratingView,
  reratingView,
  UnratedUsesView
} from './rerating.views.ts'

@ApiTags('usage')
@Controller('usage')
export class ReratingsController {
  constructor(
    @Inject(Reratings) private readonly reratings: Reratings,
    @Inject(ReratingBook) private readonly book: ReratingBook,
    @Inject(ExplainedMoves) private readonly moves: ExplainedMoves,
    @Inject(AccountsService) private readonly accounts: AccountsService
  ) {}

  @Post('reratings')
  @Answers(ReratingView, {
    status: 202,
    summary: 'Proposes to price usage anew: workers find what costs something else by now. Usage is not touched.'
  })
  async propose(@Body({ schema: NewReratingBody }) body: z.output<typeof NewReratingBody>): Promise<ReratingView> {
    const { accounts, from = null, tariff = null, until = null } = body
    const choice = { from, until, tariff, accounts: accounts === undefined ? null : await this.#idsOf(accounts) }
    const planned = await this.reratings.propose(choice)
    return reratingView(valueOf(planned, { 'no-rules-published': 409, 'unknown-tariff': [422, 'tariff'] }))
  }

  @Get('reratings')
  @Answers(ReratingsPageView, { summary: 'Lists re-ratings, newest first.' })
  async list(
    @Query({ schema: ReratingsQuery }) { before, limit }: z.output<typeof ReratingsQuery>
  ): Promise<ReratingsPageView> {
    const all = await this.book.list({ before, limit: limit + 1 })
    const page = all.slice(0, limit)
    return { reratings: page.map(reratingView), next: all.length > limit ? (page.at(-1)?.id ?? null) : null }
  }

  @Get('reratings/:id')
  @Answers(ExplainedReratingView, { summary: 'One re-rating: how much it moves, and why, with examples.' })
  async one(
    @Param('id', { schema: GivenNumber }) id: number,
    @Query({ schema: ReratingQuery }) { top }: z.output<typeof ReratingQuery>
  ): Promise<ExplainedReratingView> {
    const rerating = await this.#found(id)
    return explainedReratingView(rerating, await this.moves.of(rerating, top))
  }

  @Get('reratings/:id/accounts')
  @Answers(ReratedAccountsView, {
    summary: 'Whose usage and whose next bill it moves, in order of number, and what is on bills.'
  })
  async accountsOf(
    @Param('id', { schema: GivenNumber }) id: number,
    @Query({ schema: ReratingPageQuery }) { after, limit }: z.output<typeof ReratingPageQuery>
  ): Promise<ReratedAccountsView> {
    await this.#found(id)
    const all = await this.book.accounts(id, { after, limit: limit + 1 })
    const page = all.slice(0, limit)
    return { accounts: page.map(reratedAccountView), next: all.length > limit ? (page.at(-1)?.number ?? null) : null }
  }

  @Get('reratings/:id/unrated')
  @Answers(UnratedUsesView, { summary: 'Uses that cannot be rated any more, and why; they keep their price.' })
  async unrated(
    @Param('id', { schema: GivenNumber }) id: number,
    @Query({ schema: ReratingPageQuery }) { after, limit }: z.output<typeof ReratingPageQuery>
  ): Promise<UnratedUsesView> {
    await this.#found(id)
    const all = await this.book.unrated(id, { after, limit: limit + 1 })
    const page = all.slice(0, limit)
    return { uses: page.map(each => ({ ...each })), next: all.length > limit ? (page.at(-1)?.event ?? null) : null }
  }

  @Post('reratings/:id/apply')
  @Answers(ReratingView, {
    summary: 'Gives usage the prices proposed, all at once. What is billed stays, and the next bills are the same.'
  })
  async apply(@Param('id', { schema: GivenNumber }) id: number): Promise<ReratingView> {
    const statuses = { 'unknown-rerating': 404, 'still-finding': 409, withdrawn: 409, 'basis-moved': 409 } as const
    return reratingView(valueOf(await this.reratings.apply(id), statuses))
  }

  @Post('reratings/:id/withdraw')
  @Answers(ReratingView, { summary: 'Takes a proposal back, with all that it found.' })
  async withdraw(@Param('id', { schema: GivenNumber }) id: number): Promise<ReratingView> {
    return reratingView(valueOf(await this.reratings.withdraw(id), { 'unknown-rerating': 404, applied: 409 }))
  }

  @Get(':event/reratings')
  @Answers(ReratedUseView, { summary: 'What re-ratings made of one use: from which price to which, when.' })
  async ofEvent(@Param('event') event: string): Promise<ReratedUseView> {
    return { reratings: (await this.book.ofEvent(event)).map(reratedOnceView) }
  }

  async #found(id: number): Promise<Rerating> {
    return found(await this.book.find(id), 'rerating', String(id))
  }

  async #idsOf(references: readonly string[]): Promise<string[]> {
    const ids = await this.accounts.idsOf(references)
    return references.map((each, index) => {
      const id = ids.get(each)
      if (id !== undefined) return id
      const message = `There is no account ${each}.`
      throw new Refused(422, 'unknown-account', message, [{ field: `accounts[${index}]`, message }])
    })
  }
}
