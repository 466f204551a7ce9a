// Where the subscriptions of an account are, as its facts tell it.
import { accountHistory } from './build-history.ts'
import type { Fact, TaxPlaceChanged } from './fact.ts'
import { placeProblem } from './place-problem.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const at = (text: string) => Temporal.Instant.from(`${text}T00:00Z`)
const base = (id: string, on: string, known = on) => ({ id, effective: day(on), known: at(known), supersedes: null })

const opened: Fact = {
  ...base('f0', '2026-01-01'),
  ...{ kind: 'account-opened', billDay: 1, zone: 'America/Toronto', currency: 'CAD' }
}
const subscribed: Fact = {
  ...base('f1', '2026-03-01', '2026-01-01'),
  ...{ kind: 'subscribed', subscription: 's', as: 'Branch', plan: 'line', identities: [] }
}
const place = (
  id: string,
  on: string,
  where: string,
  { known = on, ...more }: Partial<Pick<TaxPlaceChanged, 'subscription' | 'supersedes'>> & { known?: string } = {}
): Fact => {
  return { ...base(id, on, known), kind: 'tax-place-changed', place: where, taxId: null, subscription: 's', ...more }
}

const historyOf = (...facts: readonly Fact[]): NonNullable<ReturnType<typeof accountHistory>> => {
  const history = accountHistory('a', [opened, ...facts])
  if (history === null) throw new Error('the account is opened')
  return history
}

function placesOf(...facts: readonly Fact[]): string[] {
  const { dropped, subscriptionPlaces, taxPlaces } = historyOf(...facts)
  const told = [['account', taxPlaces] as const, ...(subscriptionPlaces ?? [])]
  const places = told.flatMap(([whose, all]) => all.map(each => `${whose} ${each.from} ${each.place}`))
  return [...places, ...dropped.map(({ fact, reason }) => `${fact.id} ${reason}`)]
}

describe('the places of subscriptions', () => {
  it('are apart from the place of the account, of the same day too', () => {
    const account = place('f2', '2026-03-01', 'CA-BC', { subscription: null })
    const facts = [subscribed, account, place('f3', '2026-03-01', 'CA-QC'), place('f4', '2026-04-01', 'CA-ON')]
    expect(placesOf(...facts)).toEqual(['account 2026-03-01 CA-BC', 's 2026-03-01 CA-QC', 's 2026-04-01 CA-ON'])
    expect(historyOf(subscribed, account)).not.toHaveProperty('subscriptionPlaces')
  })

  it('are overtaken by what is known later of the same day, replaced, and taken back', () => {
    const first = place('f2', '2026-03-01', 'CA-BC')
    const later = place('f3', '2026-03-01', 'CA-QC', { known: '2026-03-05' })
    expect(placesOf(subscribed, first, later)).toEqual(['s 2026-03-01 CA-QC', 'f2 overtaken-same-day'])
    const instead = place('f3', '2026-03-02', 'CA-QC', { supersedes: 'f2' })
    expect(placesOf(subscribed, first, instead)).toEqual(['s 2026-03-02 CA-QC', 'f2 superseded'])
    const gone: Fact = { ...base('f3', '2026-03-05'), kind: 'withdrawn', supersedes: 'f2' }
    expect(placesOf(subscribed, first, gone)).toEqual(['f2 superseded'])
  })

  it('hold from their own day, when the start is corrected to a later one, and say nothing of the subscription itself', () => {
    const started = { ...subscribed, id: 'f9', effective: day('2026-03-10'), supersedes: 'f1' }
    const facts = [subscribed, place('f2', '2026-03-01', 'CA-QC'), started]
    expect(placesOf(...facts)).toEqual(['s 2026-03-01 CA-QC', 'f1 superseded'])
    expect(historyOf(...facts).subscriptions).toEqual(historyOf(subscribed, started).subscriptions)
  })
})

describe('a place', () => {
  const problemOf = (subscription: string, on: string, ...facts: readonly Fact[]): string | null =>
    placeProblem(historyOf(...facts), { subscription, day: day(on) })?.reason ?? null
  const moved: Fact = { ...base('f2', '2026-03-01'), kind: 'moved', subscription: 's', from: 'a', to: 'b' }
  const ended: Fact = { ...base('f2', '2026-04-01'), kind: 'terminated', subscription: 's' }

  it.each<[string, string, readonly Fact[], string | null]>([
    ['s', '2026-03-01', [subscribed], null],
    ['s', '2026-02-28', [subscribed], 'before-start'],
    ['t', '2026-03-01', [subscribed], 'unknown-subscription'],
    ['s', '2026-03-01', [], 'unknown-subscription'],
    ['s', '2026-04-01', [subscribed, ended], null],
    ['s', '2026-03-01', [subscribed, moved], null],
    ['s', '2026-02-28', [subscribed, moved], 'before-start']
  ])('of %s on %s: %#', (subscription, on, facts, expected) => {
    expect(problemOf(subscription, on, ...facts)).toBe(expected)
  })
})
