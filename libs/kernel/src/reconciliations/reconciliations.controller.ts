import { Readable } from 'node:stream'
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, GivenNumber, Refused, valueOf } from '../http/index.ts'
import type { Reconciliation } from './reconciliation-book.ts'
import { Reconciliations } from './reconciliations.service.ts'
import {
  DifferencePageView,
  DifferencesQuery,
  differenceView,
  ReconcileQuery,
  ReconciliationPageView,
  ReconciliationsQuery,
  ReconciliationView,
  reconciliationView
} from './reconciliations.views.ts'

@ApiTags('usage')
@Controller('usage/reconciliations')
export class ReconciliationsController {
  constructor(@Inject(Reconciliations) private readonly reconciliations: Reconciliations) {}

  @Post()
  @ApiConsumes('text/csv', 'application/gzip', 'application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(ReconciliationView, {
    status: 201,
    summary: "Compares a vendor's file of any size, gzip or not, with own usage, as the published rules say."
  })
  async reconcile(
    @Query({ schema: ReconcileQuery }) query: z.output<typeof ReconcileQuery>,
    @Body() body: unknown
  ): Promise<ReconciliationView> {
    if (!(body instanceof Readable)) {
      throw new Refused(
        415,
        'not-a-usage-file',
        'Send the file itself as text/csv, application/gzip or application/octet-stream.'
      )
    }
    const { format, from, name, rule, until } = query
    const outcome = await this.reconciliations.reconcileStream(body, name, {
      format,
      rule,
      from: from === undefined ? undefined : Temporal.PlainDate.from(from),
      until: until === undefined ? undefined : Temporal.PlainDate.from(until)
    })
    const statuses = {
      'unknown-format': [400, 'format'],
      unreadable: 400,
      'no-rules-published': 409,
      'no-reconciliation': 409,
      'several-reconciliations': [400, 'rule'],
      'bad-header': 422,
      damaged: 422
    } as const
    return reconciliationView(valueOf(outcome, statuses))
  }

  @Get()
  @Answers(ReconciliationPageView, { summary: 'Lists comparisons of vendors’ files, newest first.' })
  async list(
    @Query({ schema: ReconciliationsQuery }) { before, limit }: z.output<typeof ReconciliationsQuery>
  ): Promise<ReconciliationPageView> {
    const made = await this.reconciliations.list({ before, limit: limit + 1 })
    const page = made.slice(0, limit)
    return {
      reconciliations: page.map(reconciliationView),
      next: made.length > limit ? (page.at(-1)?.id ?? null) : null
    }
  }

  @Get(':id')
  @Answers(ReconciliationView, { summary: 'One comparison, with its counts and sums.' })
  async one(@Param('id', { schema: GivenNumber }) id: number): Promise<ReconciliationView> {
    return reconciliationView(await this.#found(id))
  }

  @Get(':id/differences')
  @Answers(DifferencePageView, { summary: 'Its differences with both sides, and the lines that could not be read.' })
  async differences(
    @Param('id', { schema: GivenNumber }) id: number,
    @Query({ schema: DifferencesQuery }) { after = 0, kind, limit }: z.output<typeof DifferencesQuery>
  ): Promise<DifferencePageView> {
    const { unit } = await this.#found(id)
    const differences = await this.reconciliations.differences(id, { kind, after, limit: limit + 1 })
    const page = differences.slice(0, limit)
    return {
      differences: page.map(each => differenceView(each, unit)),
      next: differences.length > limit ? (page.at(-1)?.number ?? null) : null
    }
  }

  async #found(id: number): Promise<Reconciliation> {
    return found(await this.reconciliations.find(id), 'usage-reconciliation', String(id))
  }
}
