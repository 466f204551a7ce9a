// `policy`: told once in a cycle, barred and throttled until the next one begins or the rule says otherwise.
import { play } from './play.ts'

const policies = `
message "most-used" { facts plan }
message "all-used" { facts plan }
message "expensive" { facts plan }

policy fair-use {
  from 2026-01-01
  when used(voice) reaches 80% of included: notify "most-used" by sms, email
  when used(voice) > 10 min: throttle to 256 kbit per second until next cycle, notify "all-used"
  when spend(mobile) this cycle > 1.00: bar international until next cycle, notify "expensive" by sms
  when owed > 10.00: bar outgoing
  when owed = 0.00: restore outgoing
}
`
const begin = [
  { on: '2026-01-01', do: 'publish', rules: 'policies' },
  { on: '2026-03-01', do: 'subscribe', plan: 'talk-more' }
]
const call = (at: string, quantity: string, to = '+61293334444') => ({ at, do: 'use', service: 'voice', quantity, to })
const lived = (...facts: object[]) =>
  play({ ruleSets: { policies: text => text + policies }, facts: [...begin, ...facts] })

const notices = (life: Awaited<ReturnType<typeof play>>) =>
  life.messages.filter(({ kind }) => kind === 'notice').map(({ on, text }) => `${on} ${text.split(':')[0]}`)

describe('a policy', () => {
  it('tells the customer once for each threshold and cycle', async () => {
    const life = await lived(
      call('2026-03-02T10:00', '7 min'),
      call('2026-03-03T10:00', '1 min'),
      call('2026-03-04T10:00', '1 min'),
      call('2026-04-02T10:00', '8 min'),
      { on: '2026-04-02', do: 'advance' }
    )
    expect(notices(life)).toEqual([
      '2026-03-03 "most-used" by sms, email to talk-more',
      '2026-04-02 "most-used" by sms, email to talk-more'
    ])
    expect(life.messages.find(({ kind }) => kind === 'notice')?.text).toMatch(
      /: policy fair-use \(coastal.farthing:\d+:3\)$/
    )
  })

  it('throttles and bars until the next cycle', async () => {
    const facts = [
      call('2026-03-02T10:00', '11 min'),
      call('2026-03-03T10:00', '3 min', '+61412345678'),
      { on: '2026-03-04', do: 'pay', amount: '15.00' }
    ]
    const [during, after] = await Promise.all([
      lived(...facts, { on: '2026-03-31', do: 'advance' }),
      lived(...facts, { on: '2026-04-01', do: 'advance' })
    ])
    expect(notices(during)).toEqual([
      '2026-03-02 "most-used" by sms, email to talk-more',
      '2026-03-02 "all-used" to talk-more',
      '2026-03-03 "expensive" by sms to talk-more'
    ])
    expect(during.services).toMatchObject([
      {
        restrictions: [
          { what: 'data', kilobits: 256, since: '2026-03-02', until: '2026-04-01' },
          { what: 'international', kilobits: null, since: '2026-03-03', until: '2026-04-01' }
        ]
      }
    ])
    expect(after.services[0]?.restrictions.filter(({ what }) => what !== 'outgoing')).toEqual([])
  })

  it.each([
    ['1 Mbit', '256 kbit'],
    ['256 kbit', '1 Mbit']
  ])('throttles to the slowest of speeds that are due at once, be %s written first or %s', async (first, second) => {
    const both = [first, second].map(
      (speed, index) => `policy p${index} { when used(voice) > 10 min: throttle to ${speed} per second }\n`
    )
    const life = await play({
      ruleSets: { policies: text => text + both.join('') },
      facts: [...begin, call('2026-03-02T10:00', '11 min')]
    })
    expect(life.services).toMatchObject([{ restrictions: [{ what: 'data', kilobits: 256 }] }])
  })

  it('restores what it barred when its condition comes to hold', async () => {
    const owing = [
      { on: '2026-03-02', do: 'bill' },
      { on: '2026-03-05', do: 'advance' }
    ]
    const barred = await lived(...owing)
    expect(barred.services).toMatchObject([{ restrictions: [{ what: 'outgoing', until: null }] }])
    const paid = await lived(...owing, { on: '2026-03-06', do: 'pay', amount: '15.00' })
    expect(paid.services).toMatchObject([{ restrictions: [] }])
  })

  it('does nothing before it begins', async () => {
    const life = await play({
      ruleSets: { policies: text => text + policies.replace('from 2026-01-01', 'from 2026-03-03') },
      facts: [...begin, call('2026-03-02T10:00', '9 min'), { on: '2026-03-02', do: 'advance' }]
    })
    expect(notices(life)).toEqual([])
  })
})
