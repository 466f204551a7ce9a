// A suspension may be of a kind, and one kind may take the place of another.
import { date } from '../values/index.ts'
import { accountHistory } from './build-history.ts'
import type { Fact } from './fact.ts'

/** '05 suspend debt', '07 resume': of February, each told after the one before. */
function told(...facts: string[]) {
  const base = { known: Temporal.Instant.from('2026-01-01T00:00:00Z'), supersedes: null }
  const start = { ...base, effective: date('2026-01-10') }
  const history = accountHistory('a', [
    { ...start, kind: 'account-opened', id: 'a', billDay: 1, zone: 'UTC', currency: 'EUR' },
    { ...start, kind: 'subscribed', id: 's', subscription: 's', as: 's', plan: 'small', identities: [] },
    ...facts.map((text, index): Fact => {
      const [on = '', does = '', suspension] = text.split(' ')
      const known = base.known.add({ hours: index + 1 })
      const fact = { ...base, known, id: `t${index}`, effective: date(`2026-02-${on}`), subscription: 's' }
      if (does === 'plan') return { ...fact, kind: 'plan-changed', plan: 'large' }
      if (does !== 'suspend') return { ...fact, kind: 'resumed' }
      return { ...fact, kind: 'suspended', ...(suspension !== undefined && { suspension }) }
    })
  ])
  return {
    states: history?.subscriptions[0]?.segments.map(({ from, plan, state, suspension }) => {
      return [from.toString().slice(5), plan, state, suspension].filter(word => word !== undefined).join(' ')
    }),
    without: history?.dropped.map(({ fact, reason }) => `${fact.id} ${reason}`),
    why: history?.dropped.map(({ detail }) => detail)
  }
}

const BEGUN = '01-10 small active'

it.each<[string, string[], string[], string[]]>([
  ['none', ['05 suspend'], ['02-05 small suspended'], []],
  ['a kind', ['05 suspend debt', '07 resume'], ['02-05 small suspended debt', '02-07 small active'], []],
  [
    'a kind, and another one from a day on',
    ['05 suspend holiday', '09 suspend debt'],
    ['02-05 small suspended holiday', '02-09 small suspended debt'],
    []
  ],
  [
    'a kind, whatever order they are told in',
    ['09 suspend debt', '05 suspend holiday'],
    ['02-05 small suspended holiday', '02-09 small suspended debt'],
    []
  ],
  [
    'a kind, told again',
    ['05 suspend debt', '09 suspend debt'],
    ['02-05 small suspended debt'],
    ['t1 already-suspended']
  ],
  [
    'a kind, and again without saying which: it stays',
    ['05 suspend debt', '09 suspend'],
    ['02-05 small suspended debt'],
    ['t1 already-suspended']
  ],
  [
    'a kind that is said later than the suspension',
    ['05 suspend', '09 suspend debt'],
    ['02-05 small suspended', '02-09 small suspended debt'],
    []
  ],
  [
    'two kinds on one day: the last holds',
    ['05 suspend holiday', '05 suspend debt'],
    ['02-05 small suspended debt'],
    ['t0 overtaken-same-day']
  ],
  [
    'a kind, and on that day again without one',
    ['05 suspend holiday', '05 suspend', '05 suspend holiday'],
    ['02-05 small suspended holiday'],
    ['t1 already-suspended', 't2 already-suspended']
  ],
  [
    'resumed and suspended on one day, for another reason',
    ['05 suspend holiday', '09 resume', '09 suspend debt'],
    ['02-05 small suspended holiday', '02-09 small suspended debt'],
    ['t1 overtaken-same-day']
  ],
  [
    'resumed and suspended on one day, for no reason that is said',
    ['05 suspend debt', '09 resume', '09 suspend'],
    ['02-05 small suspended debt', '02-09 small suspended'],
    ['t1 overtaken-same-day']
  ],
  [
    'a kind, over a change of plan',
    ['05 suspend debt', '09 plan'],
    ['02-05 small suspended debt', '02-09 large suspended debt'],
    []
  ]
])('a suspension of %s', (_, facts, states, without) => {
  expect(told(...facts)).toMatchObject({ states: [BEGUN, ...states], without })
})

it.each([
  ['without a kind', ['05 suspend debt', '09 suspend'], '09'],
  ['with the same kind', ['05 suspend debt', '09 suspend debt'], '09'],
  ['without a kind on that day', ['05 suspend debt', '05 suspend'], '05']
])('who is suspended again %s reads the kind that holds, and the way out', (_, facts, on) => {
  const why = `already suspended because of debt on 2026-02-${on}: say another kind, or resume first`
  expect(told(...facts)).toMatchObject({ why: [why] })
})

it('who is suspended again, and no kind holds, reads that alone', () => {
  expect(told('05 suspend', '09 suspend')).toMatchObject({ why: ['already suspended on 2026-02-09'] })
})
