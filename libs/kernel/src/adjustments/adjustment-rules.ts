// What the operator says of adjustments: the newest published rules hold, whatever the invoice was made by.
import { formatAmount } from '@farthing/billing-core/values'
import { nearest, type Operator } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { RulesHost } from '../rules-host/index.ts'

type Said = Pick<Operator, 'adjustmentReasons' | 'approvalAbove' | 'currency'>

@Injectable()
export class AdjustmentRules {
  constructor(@Inject(RulesHost) private readonly host: RulesHost) {}

  /** Any code, where the operator names none. */
  async reason(code: string): Promise<Outcome<string, 'unknown-reason'>> {
    const codes = (await this.#said())?.adjustmentReasons.map(reason => reason.code) ?? []
    if (codes.length === 0 || codes.includes(code)) return { ok: true, value: code }
    const near = nearest(code, codes)
    const hint = near === undefined ? `The rules have ${codes.join(', ')}.` : `Did you mean ${near}?`
    return { ok: false, reason: 'unknown-reason', detail: `The rules have no adjustment reason ${code}. ${hint}` }
  }

  /** Why somebody else has to approve it; null: nobody has to. `total`: with what of the same kind was decided alone before. */
  async approvalOf(total: bigint, currency: string): Promise<string | null> {
    const said = await this.#said()
    if (said === undefined || said.approvalAbove === null) return null
    if (said.currency !== currency) return `the limit of the operator is in ${said.currency}`
    if (total <= said.approvalAbove) return null
    return `the limit is ${formatAmount(said.approvalAbove, currency)} ${currency}`
  }

  /** As the rules print it; '' for a code that they do not name. */
  async titleOf(code: string): Promise<string> {
    return (await this.#said())?.adjustmentReasons.find(reason => reason.code === code)?.title ?? ''
  }

  async #said(): Promise<Said | undefined> {
    return (await this.host.book()).versions.at(-1)?.rules.operator
  }
}
