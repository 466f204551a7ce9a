// Which subscription is meant: other systems know a customer by a number, in their own spelling.
import type { AccountHistory } from '@farthing/billing-core'
import { containsDate } from '@farthing/billing-core/values'
import type { Dialling } from '@farthing/rules-language'
import { identitySpellings } from '@farthing/simulator'
import { ID_FORM } from '../persistence/index.ts'

interface Where {
  readonly history: AccountHistory
  /** The day on which it holds what it is called by. */
  readonly on: Temporal.PlainDate
  /** Of the rules in force now. */
  readonly dialling: Dialling | null
}

/** Its id; what was said where nothing of the account is called so. */
export function namedSubscription(said: string, { dialling, history, on }: Where): string {
  if (ID_FORM.test(said)) return said.toLowerCase()
  const holders = identitySpellings(said, dialling).map(identity =>
    history.subscriptions.find(({ identities }) =>
      identities.some(each => each.identity === identity && containsDate(each, on))
    )
  )
  return holders.find(holder => holder !== undefined)?.id ?? said
}

/** Why nothing is called so. */
export function noneNamed(account: string, said: string, on: Temporal.PlainDate): string {
  return `Account ${account} has no subscription ${said} on ${on}: name one by its id, or by a number that it holds on that day.`
}
