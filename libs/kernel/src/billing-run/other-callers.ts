// Who called, where that was not the subscription itself: calls that came in, to a freephone number, or were passed on.
import { accountHistory } from '@farthing/billing-core'
import { writtenNumber, normaliseNumber } from '@farthing/rules-language'
import { heldSpellings } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { diallingAt } from '../rules-host/index.ts'
import type { BillingRules } from './billing-rules.ts'
import { accountsOn, type InvoiceHead } from './invoice-queries.ts'
import type { InvoiceEvent } from './invoice-usage.ts'

/** The events of an invoice, without the callers that are numbers which the subscription ever had. */
export async function withOtherCallers(
  client: ClientBase,
  { tenant, invoice, events }: { tenant: string; invoice: InvoiceHead; events: readonly InvoiceEvent[] },
  { facts, rules }: { readonly facts: FactBook; readonly rules: BillingRules }
): Promise<readonly InvoiceEvent[]> {
  if (events.every(({ caller }) => caller === '')) return events
  const { knownAt } = invoice
  const known = await facts.ofMany(client, tenant, accountsOn(invoice))
  const { books } = await rules.asKnownAt(knownAt)
  const dialling = diallingAt(books, knownAt)
  const own = new Set(
    [...known]
      .flatMap(([account, book]) => accountHistory(account, book, knownAt)?.subscriptions ?? [])
      .flatMap(({ id, identities }) => identities.map(({ identity }) => `${id} ${normaliseNumber(identity, dialling)}`))
  )
  const isOwn = ({ caller, subscription }: InvoiceEvent): boolean =>
    heldSpellings(writtenNumber(caller), dialling).some(each =>
      own.has(`${subscription} ${normaliseNumber(each, null)}`)
    )
  return events.map(event => (isOwn(event) ? { ...event, caller: '' } : event))
}
