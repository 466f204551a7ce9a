// What the operator says of adjustments: the newest published rules hold, whatever the invoice was made by.
import { formatAmount } from '@farthing/billing-core/values'
import { type Operator, rulesIn } from '@farthing/rules-language'
import { CANCELLED, cancellingReason, unknownReason } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { RulesHost } from '../rules-host/index.ts'

type Said = Pick<Operator, 'adjustmentReasons' | 'approvalAbove' | 'currency'>

@Injectable()
export class AdjustmentRules {
  constructor(@Inject(RulesHost) private readonly host: RulesHost) {}

  /** Any code, where the operator names none. */
  async reason(code: string): Promise<Outcome<string, 'unknown-reason'>> {
    const detail = unknownReason(code, await this.#said())
    return detail === null ? { ok: true, value: code } : { ok: false, reason: 'unknown-reason', detail }
  }

  /** Why somebody else has to approve it; null: nobody has to. `total`: with what of the same kind was decided alone before. */
  async approvalOf(total: bigint, currency: string): Promise<string | null> {
    const rules = (await this.host.books()).versions.at(-1)?.rules
    const said = rules && (rulesIn(rules, currency) ?? rules).operator
    if (said === undefined || said.approvalAbove === null) return null
    if (said.currency !== currency) return `the limit of the operator is in ${said.currency}`
    if (total <= said.approvalAbove) return null
    return `the limit is ${formatAmount(said.approvalAbove, currency)} ${currency}`
  }

  /** Of the credit note by which an invoice is cancelled. */
  async cancellingReason(why: string): Promise<string> {
    return cancellingReason(why, await this.#said())
  }

  /** As the rules print it; '' for a code that they do not name. */
  async titleOf(code: string): Promise<string> {
    const title = (await this.#said())?.adjustmentReasons.find(reason => reason.code === code)?.title
    return title ?? (code === CANCELLED ? 'Cancelled' : '')
  }

  async #said(): Promise<Said | undefined> {
    return (await this.host.books()).versions.at(-1)?.rules.operator
  }
}
