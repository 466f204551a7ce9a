// What usage cost is what it cost, whoever paid it: pockets while it happened, or the bill.
import { runExamples } from '@farthing/simulator'
import { coastal } from './coastal.ts'
import { allPlugins, play, rulesOf } from './play.ts'

const rules = `${coastal}
tariff talk for voice {
  one zone anywhere
  rates {
    | price           | increment |
    | 1.00 per minute | 1s / 1s   |
  }
}
plan plain "Plain" {
  tariff talk
  pay hybrid
}
plan halved "Halved" {
  tariff talk
  pay hybrid
  offer "Half" { voice is 50% off }
}
policy shock {
  when spend this cycle > 5.00: bar voice
}
`
const call = (day: string, minutes: number) => ({
  ...{ at: `2026-03-${day}T10:00`, do: 'use', service: 'voice', quantity: `${minutes}min`, to: '+61293334444' }
})
const lived = (plan: string, topUp: string, ...calls: readonly object[]) =>
  play({
    rules,
    billDay: 1,
    facts: [
      { on: '2026-03-01', do: 'subscribe', plan },
      { on: '2026-03-02', do: 'top-up', amount: topUp },
      ...calls,
      { on: '2026-04-02', do: 'advance' }
    ]
  })

describe('what pockets pay', () => {
  it.each([
    ['plain', 6],
    ['halved', 12]
  ])('counts as spent on the plan %s', async (plan, minutes) => {
    const life = await lived(plan, '50.00', call('03', minutes))
    expect(life).toMatchObject({ ratedUsage: [{ prepaid: '6.000000', net: '0.000000' }], invoices: [] })
    expect(life.services[0]?.restrictions).toMatchObject([{ what: 'voice' }])
  })

  it.each([
    ['plain', '6.00'],
    ['halved', '3.00']
  ])('is what an example says that usage cost on the plan %s', async (plan, cost) => {
    const registry = await allPlugins()
    const example = `
      example "six minutes, paid in advance" {
        on 2026-03-01 subscribe ${plan}
        on 2026-03-02 top up 50.00
        at 2026-03-03 10:00 call +61293334444 for 6 min
        expect charge ${cost}
      }
    `
    const [report] = await runExamples(rulesOf(rules + example, registry), registry)
    expect(report).toMatchObject({ ok: true, failures: [] })
  })
})
