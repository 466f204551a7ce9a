// What a group uses together bars, slows down and tells each of its members, as an operator would tell it.
import { coastal } from './coastal.ts'
import { play } from './play.ts'

const rules = (policy: string): string => `${coastal}
tariff data-standard for data { rates {
  | price       |
  | 1.00 per GB |
} }
plan surf "Surf" {
  rent 20.00 per month in advance
  tariff data-standard
}
message "pool" { facts owed }
policy pool {
  ${policy}
}
`
const twoPhones = [
  { on: '2026-03-01', do: 'subscribe', as: 'anna', plan: 'surf' },
  { on: '2026-03-01', do: 'subscribe', as: 'ben', plan: 'surf' }
]
const uses = (day: string, as: string, quantity: string) => ({
  ...{ at: `2026-${day}T10:00`, do: 'use', as, service: 'data', quantity }
})
const others = (day: string, quantity: string, group = 'family') => ({
  ...{ at: `2026-${day}T10:00`, do: 'group-use', group, service: 'data', quantity }
})
const joins = (day: string, as?: string, more: object = {}) => ({
  ...{ on: `2026-${day}`, do: 'join', group: 'family', ...(as !== undefined && { as }), ...more }
})
const until = (day: string) => ({ on: `2026-${day}`, do: 'advance' })

async function told(policy: string, facts: readonly object[]) {
  const { messages, refused, services } = await play({
    rules: rules(policy),
    billDay: 1,
    facts: [...twoPhones, ...facts]
  })
  return {
    slowed: services.flatMap(({ restrictions, subscription }) =>
      restrictions.map(({ since, what }) => `${subscription} ${what} ${since}`)
    ),
    told: messages.flatMap(({ kind, on, text }) => (kind === 'notice' ? [`${on} ${text.replace(/ \(.*/, '')}`] : [])),
    refused: refused.map(({ reason }) => reason)
  }
}

const SLOWED = 'when used(data) of group > 10 GB: throttle to 1 Mbit per second until next cycle'

describe('what a group uses', () => {
  it('is that of all its members, those of other accounts too, and slows down each of them', async () => {
    const facts = [joins('03-01'), uses('03-02', 'anna', '4 GB'), others('03-03', '6 GB')]
    expect((await told(SLOWED, facts)).slowed).toEqual([])
    expect((await told(SLOWED, [...facts, uses('03-04', 'ben', '1 MB')])).slowed).toEqual([
      'anna data 2026-03-04',
      'ben data 2026-03-04'
    ])
  })

  it('counts only while who used it was a member, from the first day to the last, half-open', async () => {
    const ofAnna = [uses('03-02', 'anna', '9 GB'), uses('03-05', 'anna', '3 GB'), uses('03-08', 'anna', '8 GB')]
    const days = [joins('03-01', 'ben'), joins('03-05', 'anna', { until: '2026-03-08' })]
    const before = await told(SLOWED, [...days, ...ofAnna, uses('03-09', 'ben', '7 GB')])
    expect(before.slowed).toEqual([])
    const after = await told(SLOWED, [...days, ...ofAnna, uses('03-09', 'ben', '7 GB'), others('03-10', '1 MB')])
    expect(after.slowed).toEqual(['ben data 2026-03-10']) // anna has left by then
  })

  it('is nothing to who is in no group, and of several groups the one that used most counts', async () => {
    const facts = [joins('03-01', 'ben'), others('03-02', '11 GB', 'club'), others('03-02', '1 GB')]
    const RESTORED = `${SLOWED}\n  when used(data) of group <= 10 GB: restore data`
    expect((await told(RESTORED, [...facts, uses('03-03', 'anna', '50 GB')])).slowed).toEqual([])
    const inBoth = [...facts, { on: '2026-03-03', do: 'join', group: 'club', as: 'ben' }]
    expect((await told(RESTORED, inBoth)).slowed).toEqual(['ben data 2026-03-03'])
  })

  it('is told to an account once in a cycle, and begins anew with the next', async () => {
    const policy = 'when used(data) of group > 5 GB: notify "pool"'
    const facts = [
      joins('03-01'),
      ...['03-02', '03-03', '03-20', '04-01', '04-02'].map(day => others(day, '6 GB')),
      until('04-03')
    ]
    expect((await told(policy, facts)).told).toEqual([
      '2026-03-02 "pool" to the account: policy pool',
      '2026-04-01 "pool" to the account: policy pool'
    ])
  })

  it('counts over days, and is restored when they have moved on', async () => {
    const policy =
      'when used(data) of group in 3 days > 10 GB: throttle to 64 kbit per second\n  when used(data) of group in 3 days <= 10 GB: restore data'
    const facts = [joins('03-01', 'anna'), others('03-02', '6 GB'), uses('03-03', 'anna', '5 GB')]
    expect((await told(policy, [...facts, until('03-04')])).slowed).toEqual(['anna data 2026-03-03'])
    expect((await told(policy, [...facts, until('03-05')])).slowed).toEqual([])
  })

  it('goes on after who left, and a membership that is dated back is looked at when it is told', async () => {
    const left = { on: '2026-03-04', do: 'leave', group: 'family', as: 'anna' }
    const facts = [joins('03-01', 'anna'), uses('03-02', 'anna', '9 GB'), left]
    const late = { ...joins('03-01', 'ben'), known: '2026-03-10' }
    const { slowed } = await told(SLOWED, [...facts, uses('03-03', 'ben', '2 GB'), late, until('03-11')])
    expect(slowed).toEqual(['ben data 2026-03-10'])
  })

  it('refuses what makes no member and no use of it', async () => {
    const { refused } = await told(SLOWED, [
      joins('03-01', 'anna', { until: '2026-03-05' }),
      joins('03-04'),
      joins('03-05'),
      { on: '2026-03-05', do: 'leave', group: 'club' },
      { at: '2026-03-06T10:00', do: 'group-use', group: 'family', service: 'data', quantity: '5 min' },
      { at: '2026-03-06T10:00', do: 'group-use', group: 'family', service: 'fax', quantity: '5 min' }
    ])
    expect(refused).toEqual(['already-member', 'unknown-member', 'wrong-unit', 'wrong-unit'])
  })
})
