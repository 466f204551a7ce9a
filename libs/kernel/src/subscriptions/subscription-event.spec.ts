import type { Fact } from '@farthing/billing-core'
import { eventOf } from './subscription-event.ts'

const fact = {
  id: 'f1',
  kind: 'suspended',
  effective: Temporal.PlainDate.from('2026-03-10'),
  known: Temporal.Instant.from('2026-03-10T10:00:00Z'),
  supersedes: null,
  subscription: 's1'
} as const satisfies Fact

describe('what others are told of a suspension', () => {
  const payload = { account: 'a1', kind: 'suspended', effective: '2026-03-10' }

  it('says its kind', () => {
    const told = eventOf('a1', 's1', { ...fact, suspension: 'holiday' })
    expect(told).toEqual({
      topic: 'subscription.suspended',
      subject: 's1',
      payload: { ...payload, suspension: 'holiday' }
    })
  })

  it('says none where it has none', () => {
    expect(eventOf('a1', 's1', fact).payload).toEqual(payload)
  })
})
