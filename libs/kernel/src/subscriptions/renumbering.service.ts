// Another number in the place of one that a subscription has, from a day on.
import { heldOn, labelOn, wholeLife } from '@farthing/billing-core'
import type { Dialling } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import { type Outcome, refuse } from '../http/index.ts'
import { canonicalIdentity, identitySpellings } from '@farthing/simulator'
import { WrittenNumbers } from '../accounts/index.ts'
import { type ChangeRefusal } from './refusals.ts'
import type { SubscriptionState } from './subscription-recorder.ts'
import { SubscriptionsService } from './subscriptions.service.ts'

export interface Renumbering {
  readonly number: string
  /** The one that it takes the place of; may be left out where there is one only. */
  readonly instead?: string | undefined
  /** What the customer calls the subscription then; when left out the new number, if it was called by the old one. */
  readonly as?: string | undefined
  /** The first day on which it holds; today in the account's zone when left out. */
  readonly effective?: Temporal.PlainDate | undefined
  readonly supersedes?: string | undefined
}

@Injectable()
export class RenumberingService {
  constructor(
    @Inject(SubscriptionsService) private readonly subscriptions: SubscriptionsService,
    @Inject(WrittenNumbers) private readonly numbers: WrittenNumbers
  ) {}

  async renumber(id: string, request: Renumbering): Promise<Outcome<SubscriptionState, ChangeRefusal>> {
    const found = await this.subscriptions.find(id)
    if (found === undefined) return refuse('unknown-subscription', `There is no subscription ${id}.`)
    const history = wholeLife(found.history)
    const { effective = found.today, supersedes } = request
    const dialling = await this.numbers.dialling()
    const to = canonicalIdentity(request.number, dialling)
    const held = heldOn(history, effective)
    const [only, another] = held
    if (request.instead === undefined && another !== undefined) {
      const detail = `It has several: say in \`instead\` which one ${to} takes the place of: ${held.join(', ')}.`
      return refuse('number-not-held', detail)
    }
    const from = request.instead === undefined ? (only ?? to) : heldAs(request.instead, held, dialling)
    const isCalledByIt = identitySpellings(labelOn(history, effective), dialling).includes(from)
    const as = request.as ?? (isCalledByIt ? request.number : null)
    return this.subscriptions.change(id, { kind: 'renumbered', from, to, as, effective, supersedes })
  }
}

/** The one of those held that is meant; as it is read now where none is. */
function heldAs(text: string, held: readonly string[], dialling: Dialling | null): string {
  const spellings = identitySpellings(text, dialling)
  return spellings.find(each => held.includes(each)) ?? canonicalIdentity(text, dialling)
}
