// What is barred is not used by who pays in advance: a life, an example and the kernel refuse the same uses, in the same words.
import { ChargingService, PocketsService, Policies, SubscriptionsService } from '@farthing/kernel'
import { runExamples } from '@farthing/simulator'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { allPlugins, play, rulesOf } from './play.ts'
import { coastal } from './coastal.ts'

const rules = `${coastal}
tariff data-standard for data { rates {
  | price       |
  | 1.00 per GB |
} }
plan prepaid "Prepaid" {
  tariff voice-standard, data-standard
  pay prepaid
}
plan bucket "Bucket" {
  tariff voice-standard, data-standard
  include 1 GB of data
  when data runs out: bar until next cycle
  pay prepaid
}
policy talkers {
  when used(voice) > 2 minutes: bar outgoing until next cycle
}
`
const on = (day: string, deed: string, more: object = {}) => ({ on: day, do: deed, ...more })
const call = (at: string, more: object = {}) => ({
  ...{ at, do: 'use', service: 'voice', quantity: '121s', to: '+61293334444' },
  ...more
})
const data = (at: string, quantity = '600 MB') => ({ at, do: 'use', service: 'data', quantity })
const filled = [on('2026-03-02', 'top-up', { amount: '20.00' })]
const told = async (plan: string, ...facts: object[]) => {
  const subscribed = on('2026-03-01', 'subscribe', { plan, as: '+61400000001', identities: ['ann@example.net'] })
  const life = await play({ rules, billDay: 1, facts: [subscribed, ...facts] })
  return { refused: life.refused, used: life.ratedUsage.length, pockets: life.balances.pockets }
}
const TALKED = 'outgoing is barred since 2026-03-03: used(voice) > 2 minutes'

describe('a use that is barred', () => {
  it('is not used by who pays in advance, until the bar ends', async () => {
    const calls = ['2026-03-03T10:00', '2026-03-03T11:00', '2026-04-01T10:00'].map(at => call(at))
    expect(await told('prepaid', ...filled, ...calls, on('2026-04-01', 'advance'))).toMatchObject({
      ...{ used: 2, refused: [{ reason: 'service-barred', detail: TALKED }] },
      pockets: [{ balance: expect.any(String) }]
    })
  })

  it.each([
    ['data goes on', data('2026-03-03T11:00')],
    ['a call to the own number comes in', call('2026-03-03T11:00', { to: '0400 000 001' })],
    ['what is for its own login comes in', { ...data('2026-03-03T11:00'), to: 'sip:ann@example.net' }],
    ['so does one in capitals and by port', { ...data('2026-03-03T11:00'), to: 'SIP:Ann@Example.net:5060' }],
    ["what was told later is the bill's", call('2026-03-03T11:00', { known: '2026-03-04' })]
  ])('leaves alone what it does not mean: %s', async (_, use) => {
    expect(await told('prepaid', ...filled, call('2026-03-03T10:00'), use)).toMatchObject({ refused: [], used: 2 })
  })

  it('is billed to who pays later: nobody was asked', async () => {
    const calls = [call('2026-03-03T10:00'), call('2026-03-03T11:00')]
    expect(await told('prepaid', ...calls)).toMatchObject({ refused: [], used: 2 })
  })

  it('is one of a service that has run out', async () => {
    const uses = [data('2026-03-03T10:00'), data('2026-03-03T11:00'), data('2026-03-03T12:00')]
    expect(await told('bucket', ...filled, ...uses, data('2026-04-02T10:00'))).toMatchObject({
      ...{
        refused: [{ reason: 'service-barred', detail: 'data is barred since 2026-03-03: data has run out' }],
        used: 3
      }
    })
  })

  it('is one of a subscription that is suspended', async () => {
    const suspended = [on('2026-03-03', 'suspend'), call('2026-03-03T10:00')]
    expect(await told('prepaid', ...filled, ...suspended)).toMatchObject({
      ...{ refused: [{ reason: 'not-chargeable', detail: '+61400000001 is suspended.' }], used: 0 }
    })
  })

  it('is refused in an example', async () => {
    const registry = await allPlugins()
    const example = `example "talks too much" {
      on 2026-03-02 subscribe prepaid
      on 2026-03-02 top up 20.00 by card
      at 2026-03-03 10:00 call +61293334444 for 121s
      at 2026-03-03 11:00 call +61293334444 for 121s
      expect refused "service-barred"
    }`
    const [report] = await runExamples(rulesOf(`${rules}\n${example}`, registry), registry)
    expect(report?.failures).toEqual([])
  })
})

describe('the kernel', () => {
  it('refuses the same uses as the life, in the same words', async () => {
    const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
    try {
      await publishRules(kernel, new Map([['rules.farthing', rules]]))
      const ann = await customer(kernel, { identities: ['61400000001', 'ann@example.net'], plan: 'prepaid' })
      const top = { amount: 20_000_000n, method: 'card', priority: 1, subscription: null, expiresAt: null }
      await kernel.get(PocketsService).topUp(ann.account, top)
      const calls = async (at: string, to = '+61293334444') => {
        kernel.clock.moveTo(Temporal.Instant.from(at).toString())
        await kernel.get(Policies).pass()
        const outcome = await kernel.get(ChargingService).ask({
          ...{ kind: 'once', key: at, digest: '', subscriber: '61400000001', service: 'voice', to, from: '' },
          ...{ startedAt: kernel.clock.now(), quantity: { unit: 'second', ticks: 121_000 }, value: null }
        })
        return outcome.ok ? 'used' : `${outcome.reason}: ${outcome.detail}`
      }
      expect([
        await calls('2026-03-03T10:00:00+11:00'),
        await calls('2026-03-03T11:00:00+11:00'),
        await calls('2026-03-03T12:00:00+11:00', '0400 000 001'),
        await calls('2026-04-01T10:00:00+11:00')
      ]).toEqual(['used', `service-barred: ${TALKED}`, 'used', 'used'])
      const day = Temporal.PlainDate.from('2026-04-01')
      await kernel.get(SubscriptionsService).change(ann.subscription, { kind: 'suspended', effective: day })
      expect(await calls('2026-04-01T11:00:00+11:00')).toBe('not-chargeable: 61400000001 is suspended.')
    } finally {
      await kernel.close()
    }
  })
})
