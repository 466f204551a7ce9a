import { type Fact, standingFacts } from '@farthing/billing-core'
import { factsOf } from './own-facts.ts'

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
