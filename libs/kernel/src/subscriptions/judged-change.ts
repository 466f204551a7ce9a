// New facts of a subscription as the change that the operator's rules are asked about.
import { accountHistory, type Fact, standingFacts } from '@farthing/billing-core'
import type { AskedChange } from '@farthing/simulator'
import type { JudgedChange } from './change-judge.ts'
import type { SubscriptionChange } from './subscription-change.ts'

/** `news`: of one subscription. What comes with its start is asked about the subscription that has started. */
export function judgedChanges(account: string, before: readonly Fact[], news: readonly Fact[]): JudgedChange[] {
  const [first, ...rest] = news
  if (first?.kind !== 'subscribed' || rest.length === 0) return [judgedChange(account, before, news)]
  return [judgedChange(account, before, [first]), judgedChange(account, [...before, first], rest)]
}

/** The first of them on the day that is asked about. What they replace or take back is gone already. */
function judgedChange(account: string, before: readonly Fact[], news: readonly Fact[]): JudgedChange {
  const gone = new Set(news.map(({ supersedes }) => supersedes))
  const history = accountHistory(
    account,
    standingFacts(before).facts.filter(({ id }) => !gone.has(id))
  )
  const [first] = news
  if (history === null || first === undefined) throw new Error(`account ${account} was never opened`)
  const subscription = 'subscription' in first ? first.subscription : null
  return { history, subscription, effective: first.effective, asked: news.flatMap(askedBy) }
}

export function askedBy(fact: Fact | SubscriptionChange): AskedChange[] {
  switch (fact.kind) {
    case 'subscribed':
      return [{ action: 'subscribe', target: fact.plan }]
    case 'plan-changed':
      return [{ action: 'change', target: fact.plan }]
    case 'feature-on':
      return [{ action: 'feature on', target: fact.feature }]
    case 'feature-off':
      return [{ action: 'feature off', target: fact.feature }]
    case 'suspended':
      return [{ action: 'suspend', target: fact.suspension ?? null }]
    case 'resumed':
      return [{ action: 'resume', target: null }]
    case 'terminated':
      return [{ action: 'terminate', target: null }]
    default:
      return []
  }
}
