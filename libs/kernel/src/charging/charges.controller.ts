import { hash } from 'node:crypto'
import { formatDecimal, parseDecimal, UNITS } from '@farthing/billing-core/values'
import { Body, Controller, Inject, Post, Req } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { Answers, GivenAmount, GivenText, valueOf } from '../http/index.ts'
import { Clock, idempotencyKey, type KeyedHeaders, KeepsOwnKeys } from '../persistence/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { chargedQuantity } from './charged-quantity.ts'
import { CHARGING_REFUSED } from './charging-refused.ts'
import { ChargingService } from './charging.service.ts'

const ChargeBody = z
  .strictObject({
    subscriber: GivenText.min(1).max(200).describe('A number or login that a subscription holds.'),
    service: z.string().min(1).max(100).describe('Of the rules, such as content.'),
    quantity: z
      .string()
      .regex(/^\d{1,15}(\.\d{1,9})?$/, 'not a quantity such as 1 or 2.5')
      .default('1'),
    unit: z.string().min(1).max(50).default('event').describe('A unit word of the rules: event, sms, min, MB, points.'),
    value: GivenAmount.refine(text => !text.startsWith('-'), 'not negative')
      .optional()
      .describe("What it is worth, in the account's currency: for tariffs that charge a share of it."),
    to: GivenText.max(200).default(''),
    from: GivenText.max(200).default(''),
    at: z.iso
      .datetime({ offset: true, error: 'not an instant such as 2026-03-31T00:00:00Z', abort: true })
      .refine(text => text >= '1900' && text < '2200', 'not an instant from 1900 to 2199')
      .optional()
      .describe(
        'When it began; now when left out. At most 24 hours ago, and as far ahead as the `future usage limit` of the operator.'
      )
  })
  .meta({ id: 'NewCharge' })

const ChargeView = z
  .object({
    event: z.string().describe('Of the rated usage: see /usage/events.'),
    amount: z
      .string()
      .describe('What it costs, in full and with its taxes: out of pockets, on the bill, or both, as the plan says.')
  })
  .meta({ id: 'Charge' })
type ChargeView = z.infer<typeof ChargeView>

@ApiTags('charging')
@Controller('charges')
@KeepsOwnKeys()
export class ChargesController {
  constructor(
    @Inject(ChargingService) private readonly charging: ChargingService,
    @Inject(RulesHost) private readonly rules: RulesHost,
    @Inject(Clock) private readonly clock: Clock
  ) {}

  @Post()
  @Answers(ChargeView, { status: 201, summary: 'Charges one use at once, in full or not at all: pay per view.' })
  async charge(
    @Body({ schema: ChargeBody }) body: z.output<typeof ChargeBody>,
    @Req() request: KeyedHeaders
  ): Promise<ChargeView> {
    const { at, from, service, subscriber, to, value } = body
    const outcome = await this.charging.ask({
      kind: 'once',
      ...{ key: `charge:${idempotencyKey(request)}`, digest: digest(body), subscriber, service, to, from },
      startedAt: at === undefined ? this.clock.now() : Temporal.Instant.from(at),
      quantity: await this.#ticks(body),
      value: value === undefined ? null : Number(parseDecimal(value))
    })
    const { once } = valueOf(outcome, CHARGING_REFUSED)
    return { event: once?.event ?? '', amount: formatDecimal(BigInt(once?.amount ?? 0)) }
  }

  async #ticks(asked: z.output<typeof ChargeBody>): Promise<{ unit: string; ticks: number }> {
    return chargedQuantity(asked, UNITS.has(asked.unit) ? UNITS : ((await this.rules.current())?.units ?? UNITS))
  }
}

function digest(body: object): string {
  return hash('sha256', JSON.stringify(body))
}
