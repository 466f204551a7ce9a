import type { Fact } from '@farthing/billing-core'
import { toldBack } from './compared-accounts.ts'

const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text)
const told = {
  since: instant('2026-03-01T00:00:00Z'),
  until: instant('2026-04-01T00:00:00Z'),
  zone: 'Australia/Melbourne'
}

/** Of one subscription. */
function fact(kind: 'plan-changed' | 'subscribed' | 'terminated', id: string, fields: Record<string, unknown>): Fact {
  const { effective, known, supersedes = null } = fields as Record<string, string>
  const dates = { effective: Temporal.PlainDate.from(effective ?? ''), known: instant(known ?? '') }
  return { kind, id, subscription: 's', plan: 'p', supersedes, ...dates } as unknown as Fact
}

const ids = (...facts: readonly Fact[]): string[] => [...toldBack(facts, told)]

describe('facts that were told back', () => {
  it('hold for days before that of the account on which they were told', () => {
    const back = fact('plan-changed', 'back', { effective: '2026-03-09', known: '2026-03-09T13:00:00Z' })
    const sameDay = fact('plan-changed', 'same', { effective: '2026-03-09', known: '2026-03-09T12:59:00Z' })
    expect(ids(back, sameDay)).toEqual(['back'])
  })

  it('were told after the last bill, and by the instant of the proposal', () => {
    const effective = '2026-02-01'
    const known = [told.since, told.until, told.until.add({ milliseconds: 1 })].map(String)
    expect(ids(...known.map((at, index) => fact('terminated', `${index}`, { effective, known: at })))).toEqual(['1'])
  })

  it('are no new subscription, but its correction, and what corrects that in turn', () => {
    const known = '2026-03-09T00:00:00Z'
    const first = fact('subscribed', 'new', { effective: '2026-02-01', known })
    const again = fact('subscribed', 'again', { effective: '2026-02-05', known, supersedes: 'old' })
    const later = fact('plan-changed', 'later', {
      ...{ effective: '2026-05-01', known: '2026-03-10T00:00:00Z', supersedes: 'again' }
    })
    expect(ids(later, first, again)).toEqual(['again', 'later'])
  })
})
