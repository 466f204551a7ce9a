// Which subscription is meant: other systems know a customer by a number, in their own spelling.
import type { AccountHistory } from '@farthing/billing-core'
import { containsDate } from '@farthing/billing-core/values'
import { identitySpellings } from '@farthing/simulator'
import type { RulesInForce } from '../billing-run/index.ts'
import { ID_FORM } from '../persistence/index.ts'

interface Where {
  readonly history: AccountHistory
  /** The day on which it holds what it is called by. */
  readonly on: Temporal.PlainDate
  readonly today: Temporal.PlainDate
  readonly rules: RulesInForce
}

/** Its id; what was said where nothing of the account is called so. */
export function namedSubscription(said: string, { history, on, rules, today }: Where): string {
  if (ID_FORM.test(said)) return said.toLowerCase()
  const spellings = identitySpellings(said, rules.books.own.at(today)?.operator.dialling ?? null)
  const holders = spellings.map(identity =>
    history.subscriptions.find(({ identities }) =>
      identities.some(each => each.identity === identity && containsDate(each, on))
    )
  )
  return holders.find(holder => holder !== undefined)?.id ?? said
}
