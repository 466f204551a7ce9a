// What others are told when a fact of a subscription is written.
import type { Fact } from '@farthing/billing-core'

export function eventOf(account: string, subject: string, fact: Fact) {
  const { effective, kind } = fact
  const of = kind === 'suspended' && fact.suspension !== undefined ? { suspension: fact.suspension } : {}
  return { topic: `subscription.${kind}`, subject, payload: { account, kind, effective: effective.toString(), ...of } }
}
