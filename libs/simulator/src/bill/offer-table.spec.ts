import type { UsageOffer } from '@farthing/plugin-sdk'
import { OfferTable } from './offer-table.ts'
import type { PricedEvent } from './priced-usage.ts'

const always = { hours: null, except: null, calendars: {} }

const offer = (title: string, ...overrides: readonly string[]): UsageOffer => ({
  ...{ title, overrides, from: null, until: null, times: always, after: null },
  rule: { rule: `offer "${title}"`, file: 'rules.farthing', line: 1, column: 1 },
  terms: [{ service: 'sms', zones: null, effect: { kind: 'free' } }]
})

const priced = { event: { id: 'u1', service: 'sms', startedAt: 0 }, zone: '' } as PricedEvent

const found = (...offers: readonly UsageOffer[]): string | undefined =>
  new OfferTable(offers, 'Australia/Melbourne').find(priced, () => 0)?.offer.title

describe('of several offers that apply', () => {
  it('the one holds that no other overrides', () => {
    expect(found(offer('A'), offer('B', 'A'), offer('C', 'A', 'B'))).toBe('C')
  })

  it.each([
    ['each overrides the other', [offer('A', 'B'), offer('B', 'A')]],
    ['neither overrides the other', [offer('A'), offer('B')]]
  ])('none is chosen when %s', (_case, offers) => {
    expect(() => found(...offers)).toThrow('usage u1: of the offers "A", "B" that apply to it, none goes before all')
  })
})
