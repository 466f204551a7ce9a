import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, GivenNumber, valueOf } from '../http/index.ts'
import { ForgetsOfAnswer } from '../persistence/index.ts'
import { fillingOf, REFUSED_FILLING } from '../pockets/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { VoucherRedemptions } from './redeem-voucher.ts'
import type { GivenDeed, GivenPocket } from './voucher-batch.ts'
import { VouchersService } from './vouchers.service.ts'
import {
  BatchesQuery,
  BatchVouchersQuery,
  batchView,
  MadeVouchersView,
  madeView,
  NewVouchersBody,
  RedeemedView,
  redeemedView,
  RedemptionBody,
  VoucherBatchView,
  VoucherBlockBody,
  VoucherView,
  voucherView
} from './vouchers.views.ts'

const REFUSED = {
  'unknown-account': 404,
  'unknown-group': [422, 'group'],
  'unknown-subscription': [422, 'subscription'],
  'already-expired': [422, 'validUntil'],
  'misspelt-voucher': [422, 'code'],
  'unknown-voucher': [422, 'code'],
  'too-many-tries': [429, 'code'],
  'voucher-blocked': [409, 'code'],
  'voucher-expired': [409, 'code'],
  'voucher-used-up': [409, 'code'],
  'already-redeemed': [409, 'code'],
  'other-currency': [422, 'code'],
  'account-closed': 409,
  // of the deed that a voucher does
  'unknown-deed': [409, 'code'],
  'wrong-fields': [409, 'code'],
  'not-of-account': [422, 'subscription'],
  'not-of-subscription': [422, 'subscription'],
  'unknown-fact': [409, 'code'],
  'before-account-opened': 409,
  'before-start': [409, 'subscription'],
  forbidden: [409, 'code']
} as const
const NOT_MADE = {
  ...REFUSED,
  'other-currency': [422, 'unit'],
  'unknown-deed': [422, 'gives'],
  'wrong-fields': [422, 'gives'],
  forbidden: [422, 'gives']
} as const
const NOT_BLOCKED = {
  'unknown-batch': [422, 'batch'],
  'unknown-voucher': 422,
  'misspelt-voucher': [422, 'code']
} as const

@ApiTags('vouchers')
@Controller()
export class VouchersController {
  constructor(
    @Inject(VouchersService) private readonly vouchers: VouchersService,
    @Inject(VoucherRedemptions) private readonly redemptions: VoucherRedemptions,
    @Inject(RulesHost) private readonly rules: RulesHost
  ) {}

  @Post('voucher-batches')
  @ForgetsOfAnswer('codes')
  @Answers(MadeVouchersView, { status: 201, summary: 'Makes vouchers, and shows their codes this once.' })
  async make(@Body({ schema: NewVouchersBody }) body: z.output<typeof NewVouchersBody>): Promise<MadeVouchersView> {
    const { count, gives, validUntil, ...rest } = body
    const until = validUntil === undefined ? null : Temporal.Instant.from(validUntil)
    const terms = { ...rest, gives: await this.#given(gives), validUntil: until }
    return madeView(valueOf(await this.vouchers.make(terms, count), NOT_MADE))
  }

  async #given(gives: z.output<typeof NewVouchersBody>['gives']): Promise<GivenPocket | GivenDeed> {
    if (gives.kind === 'deed') return gives
    return { ...gives, ...valueOf(await fillingOf(this.rules, gives), REFUSED_FILLING) }
  }

  @Get('voucher-batches')
  @Answers(VoucherBatchView, { list: true, summary: 'Lists batches of vouchers with their uses, newest first.' })
  async list(@Query({ schema: BatchesQuery }) query: z.output<typeof BatchesQuery>): Promise<VoucherBatchView[]> {
    return (await this.vouchers.list(query)).map(batchView)
  }

  @Get('voucher-batches/:batch')
  @Answers(VoucherBatchView, { summary: 'One batch: how many uses of it are used, left, expired and blocked.' })
  async one(@Param('batch', { schema: GivenNumber }) batch: number): Promise<VoucherBatchView> {
    return batchView(found(await this.vouchers.find(batch), 'voucher-batch', `${batch}`))
  }

  @Get('voucher-batches/:batch/vouchers')
  @Answers(VoucherView, { list: true, summary: 'The vouchers of a batch by their serials, and who used each.' })
  async vouchersOf(
    @Param('batch', { schema: GivenNumber }) batch: number,
    @Query({ schema: BatchVouchersQuery }) { after = 0, limit }: z.output<typeof BatchVouchersQuery>
  ): Promise<VoucherView[]> {
    found(await this.vouchers.find(batch), 'voucher-batch', `${batch}`)
    return (await this.vouchers.vouchersOf(batch, { after, limit })).map(voucherView)
  }

  @Post('voucher-blocks')
  @Answers(VoucherBatchView, { status: 201, summary: 'Blocks a batch, a voucher of it, or a code. Uses stay.' })
  async block(@Body({ schema: VoucherBlockBody }) body: z.output<typeof VoucherBlockBody>): Promise<VoucherBatchView> {
    const { reason, ...what } = body
    return batchView(valueOf(await this.vouchers.block(what, reason), NOT_BLOCKED))
  }

  @Post('accounts/:account/vouchers')
  @Answers(RedeemedView, {
    status: 201,
    summary: 'Redeems a code: it fills a pocket of the account, or does a deed to it.'
  })
  async redeem(
    @Param('account') account: string,
    @Body({ schema: RedemptionBody }) body: z.output<typeof RedemptionBody>
  ): Promise<RedeemedView> {
    const { code, group = null, subscription = null } = body
    const redemption = { code, group, subscription }
    return redeemedView(valueOf(await this.redemptions.redeem(account, redemption), REFUSED))
  }
}
