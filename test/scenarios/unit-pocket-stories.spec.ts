// Customers who were given seconds, bytes and films: what is used of them is paid with them, before money and the bill.
import { runExamples } from '@farthing/simulator'
import { coastal } from './coastal.ts'
import { allPlugins, invoicesOf, play, rulesOf, table } from './play.ts'

const rules = `${coastal}
unit video

tariff films for film, counted in video {
  one zone shop
  rates {
    | price          |
    | 4.00 per video |
  }
}
tariff premium-standard for premium, counted in messages {
  pockets pay only by name
  one zone shop
  rates {
    | price        |
    | 9.00 per sms |
  }
}
tariff sms-standard for sms {
  one zone shop
  rates {
    | price        |
    | 0.20 per sms |
  }
}
plan texts "Texts" {
  tariff sms-standard, premium-standard, voice-standard
  pay hybrid
}
plan prepaid "Prepaid" {
  tariff voice-standard, films
}
plan hybrid "Hybrid" {
  tariff voice-standard, films
  pay hybrid up to 10.00 per cycle
}
plan included "Included" {
  tariff voice-standard
  include 2 min of voice
  pay hybrid up to 10.00 per cycle
}
`
const on = (day: string, deed: string, more: object): object => ({ on: day, do: deed, ...more })
const grant = (day: string, quantity: string, more: object = {}) =>
  on(day, 'grant', { quantity, reason: 'gift', ...more })
const call = (at: string, quantity: string) => ({ at, do: 'use', service: 'voice', quantity, to: '+61293334444' })
const film = (at: string, quantity: string) => ({ at, do: 'use', service: 'film', quantity })
const told = (plan: string, ...facts: object[]) =>
  play({ rules, billDay: 1, facts: [on('2026-03-01', 'subscribe', { plan }), ...facts] })
type Life = Awaited<ReturnType<typeof told>>
const held = ({ balances }: Life) => balances.pockets.map(({ balance, unit }) => `${balance} ${unit}`)
const used = ({ ratedUsage }: Life) => ratedUsage.map(({ amount, prepaid }) => `${amount}, ${prepaid} prepaid`)

describe('a life with pockets of other units', () => {
  it('pays a call in seconds as they are billed, and films in films', async () => {
    const life = await told(
      'prepaid',
      ...[grant('2026-03-02', '600 s'), grant('2026-03-02', '5 video')],
      ...[call('2026-03-02T10:00', '61s'), film('2026-03-03T20:00', '1 video'), film('2026-03-04T20:00', '1 video')],
      on('2026-04-01', 'advance', {})
    )
    expect(held(life)).toEqual(['510.000 second', '3 video'])
    expect(used(life)).toEqual(['0.765000, 0.765000 prepaid', ...Array(2).fill('4.000000, 4.000000 prepaid')])
    expect(life.balances.ledger).toMatchObject({
      'issued:second': '600.000 second',
      'used:second': '-90.000 second',
      'used:video': '-2 video'
    })
    expect(life.invoices).toEqual([])
  })

  it('refuses what they do not cover, without money or a bill', async () => {
    const life = await told('prepaid', grant('2026-03-02', '1 video'), film('2026-03-03T20:00', '2 video'))
    expect(life.refused).toEqual([
      { fact: 3, reason: 'insufficient-balance', detail: 'It costs 8.00, and 4.00 of it is not there.' }
    ])
    expect(held(life)).toEqual(['1 video'])
  })

  it('asks money for the part that they do not cover, and then the bill', async () => {
    const life = await told(
      'hybrid',
      ...[grant('2026-03-02', '60s'), on('2026-03-02', 'top-up', { amount: '0.10' })],
      ...[call('2026-03-02T10:00', '120s'), on('2026-04-01', 'advance', {})]
    )
    // two minutes are 0.89: half of it is paid in seconds
    expect(used(life)).toEqual(['0.890000, 0.545000 prepaid'])
    expect(held(life)).toEqual(['0.000 second', '0.000000 AUD'])
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-04-01
        Voice, national 2026-03-01..2026-04-01 0.35
        total 0.35
      `)
    )
  })

  it('takes nothing for what an allowance covers', async () => {
    const life = await told(
      'included',
      grant('2026-03-02', '600s'),
      call('2026-03-02T10:00', '60s'),
      call('2026-03-02T11:00', '180s')
    )
    // the second call has a minute left of two
    expect(held(life)).toEqual(['480.000 second'])
    expect(life.refused).toEqual([])
  })

  it('leaves to the bill what uses are counted in other units', async () => {
    const life = await told('prepaid', grant('2026-03-02', '600s'), film('2026-03-03T20:00', '1 video'))
    expect(held(life)).toEqual(['600.000 second'])
    expect(used(life)).toEqual(['4.000000, null prepaid'])
  })

  it('lets seconds lapse that nobody used', async () => {
    const life = await told(
      'prepaid',
      ...[grant('2026-03-02', '600s', { until: '2026-03-10' }), on('2026-03-02', 'top-up', { amount: '1.00' })],
      call('2026-03-10T10:00', '60s')
    )
    expect(held(life)).toEqual(['0.000 second', '0.360000 AUD'])
    expect(life.balances.ledger).toMatchObject({ 'breakage:second': '-600.000 second' })
  })

  it('pays what they are for, and premium messages only by name', async () => {
    const messages = (at: string, service: string, quantity: string) => ({ at, do: 'use', service, quantity })
    const life = await told(
      'texts',
      ...[grant('2026-03-02', '100 sms'), grant('2026-03-02', '1 sms', { services: ['premium'] })],
      on('2026-03-02', 'grant', { amount: '5.00', reason: 'calls', services: ['voice'] }),
      messages('2026-03-03T10:00', 'premium', '2 sms'),
      ...[messages('2026-03-03T11:00', 'sms', '3 sms'), call('2026-03-03T12:00', '60s')]
    )
    expect(held(life)).toEqual(['97 message', '0 message', '4.360000 AUD'])
    expect(used(life)).toEqual([
      ...['18.000000, 9.000000 prepaid', '0.600000, 0.600000 prepaid', '0.640000, 0.640000 prepaid']
    ])
    expect(life.balances.pockets[1]).toMatchObject({ services: ['premium'] })
  })

  it('leaves to the bill what none of them is for', async () => {
    const voice = { services: ['voice'] }
    const film1 = film('2026-03-03T20:00', '1 video')
    const life = await told('prepaid', on('2026-03-02', 'grant', { amount: '5.00', reason: 'calls', ...voice }), film1)
    expect(used(life)).toEqual(['4.000000, null prepaid'])
  })

  it.each<[object, string]>([
    [grant('2026-03-02', '5s', { services: ['vioce'] }), 'no tariff is for "vioce"; did you mean "voice"?'],
    [grant('2026-03-02', '5s', { services: ['sms'] }), 'sms is counted in messages: a pocket of seconds pays nothing'],
    [grant('2026-03-02', '5s', { services: [] }), 'fact 2, field "services": it names no service'],
    [on('2026-03-02', 'grant', { reason: 'gift' }), 'fact 2, field "amount": a grant has either'],
    [grant('2026-03-02', '5s', { amount: '1.00' }), 'fact 2, field "amount": a grant has either'],
    [grant('2026-03-02', '0s'), 'fact 2, field "quantity": nothing is granted with it'],
    [on('2026-03-02', 'top-up', { amount: '1.00', quantity: '5s' }), 'fact 2, field "quantity": there is no such field']
  ])('is not told %j', async (fact, problem) => {
    await expect(told('prepaid', fact)).rejects.toThrow(problem)
  })
})

describe('an example with seconds', () => {
  const run = async (expected: string) => {
    const registry = await allPlugins()
    const [report] = await runExamples(
      rulesOf(
        `${rules}
        example "a call paid in seconds" {
          on 2026-03-02 subscribe prepaid
          on 2026-03-02 grant 600 s "welcome" until 2026-05-01, priority 1
          on 2026-03-02 grant 5 video "films"
          on 2026-03-02 grant 1.00 "money"
          at 2026-03-02 10:00 call +61293334444 for 61s
          expect charge 0.765
          expect pockets ${expected}
          expect pockets 5 video
          expect pockets 1.00
        }`,
        registry
      ),
      registry
    )
    return report
  }

  it('shows what is left of them, unit by unit', async () => {
    expect(await run('510 s')).toMatchObject({ ok: true, met: 4, failures: [] })
  })

  it('says what they hold instead', async () => {
    const report = await run('9 min')
    expect(report?.failures.map(({ message }) => message)).toEqual([
      'expected the pockets to hold 9 min, and they hold 8 min 30 s; 8 min 30 s in pocket 1 (welcome)'
    ])
  })
})
