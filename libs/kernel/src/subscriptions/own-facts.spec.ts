import { type Fact, standingFacts } from '@farthing/billing-core'
import { factsOf, wrongCorrection } from './own-facts.ts'

const first = { effective: Temporal.PlainDate.from('2026-01-01'), known: Temporal.Instant.from('2026-01-01T00:00:00Z') }
const withdrawn = (id: string, supersedes: string): Fact => ({ ...first, kind: 'withdrawn', id, supersedes })
const paused = (id: string, subscription: string): Fact => ({
  ...{ ...first, kind: 'suspended', id, subscription, supersedes: null }
})

describe('the facts of a subscription', () => {
  it.each([
    ['nothing takes it back', [], ['a1']],
    ['it is taken back', [['w1', 'a1']], []],
    [
      'its withdrawal is taken back',
      [
        ['w1', 'a1'],
        ['w2', 'w1']
      ],
      ['a1']
    ],
    [
      'that is taken back too, told in another order',
      [
        ['w3', 'w2'],
        ['w2', 'w1'],
        ['w1', 'a1']
      ],
      []
    ],
    [
      'another is taken back and stands again',
      [
        ['w1', 'b1'],
        ['w2', 'w1']
      ],
      ['a1']
    ]
  ])('stand by themselves as in the book of the account, where %s', (_, chain, standing) => {
    const book = [...chain.map(([id = '', of = '']) => withdrawn(id, of)), paused('a1', 'a'), paused('b1', 'b')]
    const own = factsOf(book, 'a')
    expect(standingFacts(own).facts.map(({ id }) => id)).toEqual(standing)
    expect(standingFacts(book).facts.flatMap(fact => (fact.id === 'a1' ? ['a1'] : []))).toEqual(standing)
    expect(own.map(({ id }) => id)).not.toContain('b1')
  })
})

describe('a correction of a subscription', () => {
  const own = { ...first, subscription: 'a', supersedes: null }
  const book: Fact[] = [
    { ...own, kind: 'subscribed', id: 's1', as: 'a', plan: 'mobile', identities: [] },
    { ...own, kind: 'suspended', id: 'p1' },
    { ...own, kind: 'feature-on', id: 'f1', feature: 'voicemail' },
    { ...own, kind: 'moved', id: 'm1', from: 'x', to: 'y' },
    { ...own, kind: 'deed', id: 'd1', deed: 'sign-contract', fields: {} },
    { ...own, kind: 'deed', id: 'd2', deed: 'sign-contract', fields: {} },
    { ...own, kind: 'item', id: 'i1', amount: 5n, description: 'Visit', category: 'item' },
    withdrawn('w1', 'd2')
  ]
  const suspension = (supersedes: string): Fact => ({ ...own, kind: 'suspended', id: 'new', supersedes })

  it.each(['d1', 'i1', 'm1', 's1', 'f1', 'w1'])('is none of what is another kind of thing (%s)', id => {
    expect(wrongCorrection(book, 'a', [suspension(id)])).toMatchObject({ reason: 'unknown-fact' })
  })

  it('is one of its like, which a resumption and an end are', () => {
    expect(wrongCorrection(book, 'a', [suspension('p1')])).toBeUndefined()
    expect(wrongCorrection(book, 'a', [{ ...suspension('p1'), kind: 'terminated' } as Fact])).toBeUndefined()
    const off: Fact = { ...own, kind: 'feature-off', id: 'new', feature: 'voicemail', supersedes: 'f1' }
    expect(wrongCorrection(book, 'a', [off])).toBeUndefined()
  })

  it('takes back anything, but does not bring back a deed that was taken back', () => {
    for (const id of ['p1', 'm1', 'd1', 'i1'])
      expect(wrongCorrection(book, 'a', [withdrawn('new', id)])).toBeUndefined()
    expect(wrongCorrection(book, 'a', [withdrawn('new', 'w1')])).toMatchObject({
      detail: 'Fact w1 took back the deed sign-contract, which stays taken back: do it anew.'
    })
  })
})
