// What is turned there and back on one day.
import { date } from '../values/index.ts'
import { accountHistory } from './build-history.ts'
import type { Fact } from './fact.ts'

/** '05 on', '05 suspend': of February, each told after the one before. */
function factsOf(told: readonly string[]): Fact[] {
  const base = { known: Temporal.Instant.from('2026-01-01T00:00:00Z'), supersedes: null }
  const start = { ...base, effective: date('2026-01-10') }
  return [
    { ...start, kind: 'account-opened', id: 'a', billDay: 1, zone: 'UTC', currency: 'EUR' },
    { ...start, kind: 'subscribed', id: 's', subscription: 's', as: 's', plan: 'small', identities: [] },
    ...told.map((text, index): Fact => {
      const [on = '', does = ''] = text.split(' ')
      const known = base.known.add({ hours: index + 1 })
      const fact = { ...base, known, id: `t${index}`, effective: date(`2026-02-${on}`), subscription: 's' }
      if (does === 'suspend') return { ...fact, kind: 'suspended' }
      if (does === 'resume') return { ...fact, kind: 'resumed' }
      return { ...fact, kind: does === 'on' ? 'feature-on' : 'feature-off', feature: 'pass' }
    })
  ]
}

const days = (from: Temporal.PlainDate, until: Temporal.PlainDate | null): string =>
  `${from.toString().slice(5)}..${until?.toString().slice(5) ?? ''}`

function told(...facts: string[]) {
  const history = accountHistory('a', factsOf(facts))
  const [subscription] = history?.subscriptions ?? []
  return {
    on: subscription?.features.map(({ from, until }) => days(from, until)),
    states: subscription?.segments.map(({ from, state, until }) => `${days(from, until)} ${state}`),
    without: history?.dropped.map(({ fact, reason }) => `${fact.id} ${reason}`)
  }
}

it.each<[string, string[], string[], string[]]>([
  ['on and off', ['05 on', '05 off'], ['02-05..02-06'], []],
  ['on and off, twice', ['05 on', '05 off', '05 on', '05 off'], ['02-05..02-06'], ['t1', 't2']],
  ['on and off, and on the next day', ['05 on', '05 off', '06 on', '08 off'], ['02-05..02-06', '02-06..02-08'], []],
  ['off and on', ['05 on', '08 off', '08 on', '10 off'], ['02-05..02-10'], ['t1']],
  ['off, on and off', ['05 on', '08 off', '08 on', '08 off'], ['02-05..02-09'], ['t1', 't2']],
  ['off, when it was off, and on', ['05 off', '05 on'], ['02-05..'], ['t0']]
])('a feature is on for the whole day on which it is turned %s', (_, facts, on, without) => {
  expect(told(...facts)).toMatchObject({ on, without: without.map(id => `${id} overtaken-same-day`) })
})

it('a feature that is off is not turned off, nor one on that is on', () => {
  expect(told('05 off', '06 on', '07 on')).toMatchObject({
    on: ['02-06..'],
    without: ['t0 feature-not-on', 't2 feature-already-on']
  })
})

it('who is suspended and resumed on one day was not suspended, and nothing is wrong with either', () => {
  const begun = '01-10..'
  expect(told('05 suspend', '05 resume')).toMatchObject({
    states: [`${begun} active`],
    without: ['t0 overtaken-same-day']
  })
  const again = told('05 suspend', '07 resume', '07 suspend')
  expect(again).toMatchObject({
    states: [`${begun}02-05 active`, '02-05.. suspended'],
    without: ['t1 overtaken-same-day']
  })
  expect(told('05 resume')).toMatchObject({ without: ['t0 not-suspended'] })
})
