import { formatParts, parseDecimal } from '@farthing/billing-core/values'
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, GivenNumber, valueOf } from '../http/index.ts'
import { Ids } from '../persistence/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { PocketExpiry } from './expire-pockets.ts'
import { fillingOf, REFUSED_FILLING, takenOf } from './held-amount-of.ts'
import { servicesOf } from './services-of.ts'
import { PocketsService } from './pockets.service.ts'
import {
  NewPocketBody,
  PocketDebitBody,
  PocketDebitView,
  PocketEndBody,
  PocketQuery,
  pocketTerms,
  PocketTransferBody,
  pocketView,
  PocketView,
  TopUpBody,
  ToppedUpView
} from './pockets.views.ts'

const REFUSED = {
  'unknown-account': 404,
  'account-closed': 409,
  'unknown-pocket': 404,
  'unknown-group': [422, 'group'],
  'unknown-subscription': [422, 'subscription'],
  'already-expired': [422, 'expiresAt'],
  'insufficient-balance': [409, 'amount'],
  'same-account': [422, 'to'],
  'other-currency': [422, 'to']
} as const
const UNPAID = {
  'unknown-invoice': 422,
  'amount-not-positive': [400, 'amount'],
  'amount-too-fine': [422, 'amount'],
  'amount-too-large': [422, 'amount'],
  'other-currency': 422,
  'received-in-future': 422,
  'received-before-opened': 422
} as const

@ApiTags('pockets')
@Controller('accounts/:account')
export class PocketsController {
  constructor(
    @Inject(PocketsService) private readonly pockets: PocketsService,
    @Inject(PocketExpiry) private readonly expiry: PocketExpiry,
    @Inject(RulesHost) private readonly rules: RulesHost,
    @Inject(Ids) private readonly ids: Ids
  ) {}

  @Get('pockets')
  @Answers(PocketView, { list: true, summary: 'What an account holds in advance, now or at an instant.' })
  async list(
    @Param('account') account: string,
    @Query({ schema: PocketQuery }) { at }: z.output<typeof PocketQuery>
  ): Promise<PocketView[]> {
    const then = at === undefined ? undefined : Temporal.Instant.from(at)
    return found(await this.pockets.list(account, then), 'account', account).map(pocketView)
  }

  @Post('pockets')
  @Answers(PocketView, { status: 201, summary: 'Gives an account a pocket: a bonus, a package, goodwill.' })
  async grant(
    @Param('account') account: string,
    @Body({ schema: NewPocketBody }) body: z.output<typeof NewPocketBody>
  ): Promise<PocketView> {
    const pocket = { ...(await this.#held(body)), ...pocketTerms(body), reason: body.reason }
    return pocketView(valueOf(await this.pockets.grant(account, pocket), REFUSED))
  }

  @Post('pockets/:number/end')
  @Answers(PocketView, { summary: 'Ends a pocket now: what is left in it lapses.' })
  async end(
    @Param('account') account: string,
    @Param('number', { schema: GivenNumber }) number: number,
    @Body({ schema: PocketEndBody }) { reason }: z.output<typeof PocketEndBody>
  ): Promise<PocketView> {
    return pocketView(valueOf(await this.expiry.end(account, { number, reason }), REFUSED))
  }

  @Post('top-ups')
  @Answers(ToppedUpView, { status: 201, summary: 'Records a payment that fills a pocket.' })
  async topUp(
    @Param('account') account: string,
    @Body({ schema: TopUpBody }) body: z.output<typeof TopUpBody>
  ): Promise<ToppedUpView> {
    const { amount, method, reference } = body
    const given = {
      method,
      reference,
      ...pocketTerms(body),
      amount: parseDecimal(amount),
      services: await this.#services(body)
    }
    const topped = await this.pockets.topUp(account, given)
    const { payment, pocket } = valueOf(topped, { ...UNPAID, ...REFUSED })
    return { payment: payment.number, pocket: pocketView(pocket) }
  }

  @Post('pocket-debits')
  @Answers(PocketDebitView, { status: 201, summary: 'Takes an amount out of pockets, exactly or not at all.' })
  async debit(
    @Param('account') account: string,
    @Body({ schema: PocketDebitBody }) body: z.output<typeof PocketDebitBody>
  ): Promise<PocketDebitView> {
    const { category, reason } = body
    const debit = { ...(await this.#taken(body)), category, reason, key: this.ids.next() }
    const { pieces, used } = valueOf(await this.pockets.debit(account, debit), REFUSED)
    const numbers = new Map(used.map(({ id, number }) => [id, number]))
    const shown = ({ amount, pocket }: (typeof pieces)[number]) => ({
      ...{ pocket, number: numbers.get(pocket) ?? 0, amount: formatParts(amount, debit.unit) }
    })
    return { pieces: pieces.map(shown) }
  }

  @Post('pocket-transfers')
  @Answers(PocketView, { status: 201, summary: 'Moves an amount into a new pocket of another account.' })
  async transfer(
    @Param('account') account: string,
    @Body({ schema: PocketTransferBody }) body: z.output<typeof PocketTransferBody>
  ): Promise<PocketView> {
    const { reason, to } = body
    return pocketView(
      valueOf(await this.pockets.transfer(account, { ...(await this.#taken(body)), to, reason }), REFUSED)
    )
  }

  async #held(body: Parameters<typeof fillingOf>[1] & { readonly subscription?: string | undefined }) {
    const filling = valueOf(await fillingOf(this.rules, body), REFUSED_FILLING)
    return { ...filling, subscription: body.subscription ?? null }
  }

  async #taken(body: Parameters<typeof takenOf>[1] & { readonly subscription?: string | undefined }) {
    const taken = valueOf(await takenOf(this.rules, body), REFUSED_FILLING)
    return { ...taken, subscription: body.subscription ?? null }
  }

  /** Of money, which pays for what is counted in any unit. */
  async #services({ services }: { readonly services?: readonly string[] | undefined }) {
    return valueOf(await servicesOf(this.rules, { services, unit: null }), REFUSED_FILLING)
  }
}
