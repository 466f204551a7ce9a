// Does what an offer says when the customer takes it, in the transaction that closes the request.
import { parseDecimal } from '@farthing/billing-core/values'
import { OFFERED_CREDIT, type RetentionOffer } from '@farthing/rules-language'
import { isOfSubscription } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { AccountItems, type AccountRow } from '../accounts/index.ts'
import type { RulesInForce } from '../billing-run/index.ts'
import { DeedsService } from '../deeds/index.ts'
import type { Outcome } from '../http/index.ts'
import type { Writer } from '../persistence/index.ts'

export interface Taken {
  /** That holds the subscription, locked. */
  readonly account: AccountRow
  readonly offer: RetentionOffer
  readonly by: string
  readonly subscription: string
  readonly rules: RulesInForce
  /** Of the subscription. */
  readonly today: Temporal.PlainDate
}

@Injectable()
export class OfferedDeeds {
  constructor(
    @Inject(AccountItems) private readonly items: AccountItems,
    @Inject(DeedsService) private readonly deeds: DeedsService
  ) {}

  rulesNow(): Promise<RulesInForce> {
    return this.deeds.rulesNow()
  }

  /** The id of the fact. */
  async do(writer: Writer, taken: Taken): Promise<Outcome<string, 'offer-refused'>> {
    const done = await this.#done(writer, taken)
    if (done.ok) return { ok: true, value: done.value.id }
    const detail = `"${taken.offer.title}" cannot be had any more: ${done.detail}`
    return { ok: false, reason: 'offer-refused', detail }
  }

  #done(writer: Writer, { account, by, offer, rules, subscription, today }: Taken) {
    const { at: rule, deed, fields, title } = offer
    if (deed === OFFERED_CREDIT) {
      const { amount, category, description } = fields
      const accepted = { offer: { title, rule, by }, subscription }
      const credit = { amount: -parseDecimal(String(amount)), description: String(description), ...accepted }
      const booked = category === undefined ? {} : { category: String(category) }
      return this.items.enterWithin(writer, account, { ...credit, ...booked, effective: today })
    }
    const declared = this.deeds.known().find(({ name }) => name === deed)
    const whose = isOfSubscription(declared) ? { subscription } : {}
    return this.deeds.doWithin(writer, account, { deed, fields, ...whose, effective: today }, rules)
  }
}
