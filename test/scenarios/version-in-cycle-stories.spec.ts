// A version that begins within a cycle brings what it includes, sells and caps from its first day on.
import { invoicesOf, play, table } from './play.ts'

const base = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}
tariff calls for voice { rates {
  | price        |
  | 0.10 per min |
} }
plan bare "Bare" { tariff calls }
`

const plan = (from: string, ...body: readonly string[]): string => `
plan talk "Talk" {
  ${from}
  tariff calls
  ${body.join('\n  ')}
}
`

const call = (day: string, minutes: number): object => {
  return { at: `2026-06-${day}T10:00`, do: 'use', service: 'voice', quantity: `${minutes} min`, to: '+61393334444' }
}

const subscribed = { on: '2026-05-01', do: 'subscribe', plan: 'talk' }

/** What the calls cost, with one version until 16 June and the other from then on; the cycle is June. */
async function costs(before: readonly string[], after: readonly string[], ...facts: readonly object[]) {
  const rules = base + plan('until 2026-06-16', ...before) + plan('from 2026-06-16', ...after)
  const life = await play({ rules, billDay: 1, facts: [subscribed, ...facts, { on: '2026-07-01', do: 'advance' }] })
  return life.ratedUsage.map(({ net }) => Number(net).toFixed(2))
}

describe('what a version includes that begins within a cycle', () => {
  it('is there from its first day on', async () => {
    expect(await costs([], ['include 100 min of voice'], call('15', 10), call('16', 60), call('17', 60))).toEqual([
      ...['1.00', '0.00', '2.00']
    ])
  })

  it('is there from the day to which it reaches back, as its rent is', async () => {
    const life = await play({
      rules:
        base +
        plan('until 2026-06-16', 'rent 30.00 per month in advance, prorated by day') +
        plan(
          'from 2026-06-16',
          'holds retroactively from 2026-06-06',
          'rent 60.00 per month in advance, prorated by day',
          'include 100 min of voice'
        ),
      billDay: 1,
      facts: [subscribed, call('05', 10), call('07', 10), call('17', 10), { on: '2026-07-01', do: 'advance' }]
    })
    expect(invoicesOf(life).slice(-5)).toEqual(
      table(`
        bill of 2026-07-01
        Talk    2026-06-01..2026-07-01   25.00
        Talk    2026-07-01..2026-08-01   60.00
        Voice   2026-06-01..2026-07-01    1.00
        total                            86.00
      `)
    )
  })

  it('goes on with the new size, and what was used stays used', async () => {
    const [small, large] = [['include 10 min of voice'], ['include 100 min of voice']]
    expect(await costs(small, large, call('05', 40), call('17', 70), call('18', 30))).toEqual(['3.00', '0.00', '1.00'])
    expect(await costs(large, small, call('05', 50), call('17', 10))).toEqual(['0.00', '1.00'])
    expect(await costs(large, ['include 80 min of voice'], call('05', 50), call('17', 40))).toEqual(['0.00', '1.00'])
  })

  it('ends when the version includes it no more, and becomes limited when it was not', async () => {
    expect(await costs(['include 100 min of voice'], [], call('15', 10), call('16', 10))).toEqual(['0.00', '1.00'])
    const unlimited = ['include unlimited voice']
    expect(await costs(unlimited, ['include 20 min of voice'], call('15', 90), call('16', 30))).toEqual([
      '0.00',
      '1.00'
    ])
  })

  it('is granted once: in a third version it goes on with what the first had left', async () => {
    const rules =
      base +
      plan('until 2026-06-11', 'include 100 min of voice') +
      plan('from 2026-06-11 until 2026-06-21') +
      plan('from 2026-06-21', 'include 100 min of voice')
    const facts = [call('05', 60), call('12', 10), call('22', 50)]
    const life = await play({ rules, billDay: 1, facts: [subscribed, ...facts, { on: '2026-07-01', do: 'advance' }] })
    expect(life.ratedUsage.map(({ net }) => Number(net))).toEqual([0, 1, 1])
  })

  it('has the part of each version when it is prorated, and is whole when versions say the same of it', async () => {
    const include = (minutes: number): string => `include ${minutes} min of voice, prorated by day`
    // half of 100 and half of 200 minutes
    expect(await costs([include(100)], [include(200)], call('05', 60), call('17', 100))).toEqual(['1.00', '0.00'])
    expect(await costs([include(100)], [include(200)], call('17', 150), call('18', 10))).toEqual(['0.00', '1.00'])
    const cap = 'cap voice at 9.00 per cycle'
    expect(await costs([include(100)], [cap, include(100)], call('05', 80), call('17', 30))).toEqual(['0.00', '1.00'])
  })

  it('rolls over by what the later version says', async () => {
    const facts = [call('05', 30), { ...call('05', 120), at: '2026-07-05T10:00' }, { on: '2026-08-01', do: 'advance' }]
    const rolling = (minutes: number): string[] => [`include ${minutes} min of voice, roll over 1 cycle`]
    // 20 minutes are left of May and 40 of June's 50; July has 50
    expect(await costs(rolling(20), rolling(50), ...facts)).toEqual(['0.00', '3.00'])
  })

  it('may be used by others from that day on when it is shared', async () => {
    const shared = ['include 100 min of voice, share with account']
    const second = { on: '2026-05-01', do: 'subscribe', plan: 'bare', as: 'second' }
    const uses = [call('15', 10), call('16', 10)].map(each => ({ ...each, as: 'second' }))
    expect(await costs([], shared, second, ...uses)).toEqual(['1.00', '0.00'])
  })

  it('comes to the same when it is published on the day or long before', async () => {
    const [before, after] = [['include 10 min of voice'], ['include 100 min of voice', 'cap voice at 3.00 per cycle']]
    const life = await play({
      rules: base + plan('from 2026-01-01', ...before),
      ruleSets: { later: () => base + plan('until 2026-06-16', ...before) + plan('from 2026-06-16', ...after) },
      billDay: 1,
      facts: [
        ...[subscribed, call('05', 20), { on: '2026-06-16', do: 'publish', rules: 'later' }],
        ...[call('17', 95), call('18', 90), { on: '2026-07-01', do: 'advance' }]
      ]
    })
    const nets = life.ratedUsage.map(({ net }) => Number(net).toFixed(2))
    expect(nets).toEqual(await costs(before, after, call('05', 20), call('17', 95), call('18', 90)))
    expect(nets).toEqual(['1.00', '0.50', '2.50'])
  })
})

describe('packs, caps and minimums of a version that begins within a cycle', () => {
  it('are there from its first day on', async () => {
    const pack = 'when voice runs out: 2.00 per started 100 min'
    const included = 'include 10 min of voice'
    expect(await costs([included], [included, pack], call('05', 20), call('17', 50))).toEqual(['1.00', '2.00'])
    const cap = ['cap voice at 1.00 per day']
    expect(await costs([], cap, call('15', 30), call('16', 30), call('17', 30))).toEqual(['3.00', '1.00', '1.00'])
    expect(await costs(cap, [], call('15', 30), call('16', 30))).toEqual(['1.00', '3.00'])
    expect(await costs([], ['minimum voice at 0.50 per day'], call('15', 1), call('16', 1))).toEqual(['0.10', '0.50'])
  })

  it('count what was spent under the version before', async () => {
    const cap = (amount: string): string[] => [`cap voice at ${amount} per cycle`]
    expect(await costs(cap('3.00'), cap('5.00'), call('05', 40), call('17', 40))).toEqual(['3.00', '2.00'])
    expect(await costs(cap('5.00'), cap('3.00'), call('05', 40), call('17', 40))).toEqual(['4.00', '0.00'])
  })
})

describe('a version of a feature that begins within a cycle', () => {
  const feature = (...body: readonly string[]): string => `
feature extra "Extra" {
  ${body.join('\n  ')}
}
`

  it.each([
    ['by its date', '', ['1.00', '1.00', '0.00']],
    ['retroactively', 'holds retroactively from 2026-06-06', ['1.00', '0.00', '0.00']]
  ])('brings what it includes %s', async (_how, reach, expected) => {
    const rules =
      base +
      plan('from 2026-01-01') +
      feature('until 2026-06-16', 'rent 30.00 per month') +
      feature('from 2026-06-16', reach, 'rent 60.00 per month', 'include 100 min of voice')
    const facts = [call('05', 10), call('07', 10), call('20', 10), { on: '2026-07-01', do: 'advance' }]
    const life = await play({ rules, billDay: 1, facts: [{ ...subscribed, features: ['extra'] }, ...facts] })
    expect(life.ratedUsage.map(({ net }) => Number(net).toFixed(2))).toEqual(expected)
  })
})

describe('packs that one version sold and the next one sells otherwise', () => {
  it('are used up before others are bought, each told by the rule that sold it', async () => {
    const [small, large] = [
      'when voice runs out: 5.00 per started 100 min',
      'when voice runs out: 9.00 per started 200 min'
    ]
    const own = 'include 10 min of voice'
    const rules = base + plan('until 2026-06-16', own, small) + plan('from 2026-06-16', own, large)
    const facts = [subscribed, call('05', 50), call('17', 100), { on: '2026-07-01', do: 'advance' }]
    const life = await play({ rules, billDay: 1, facts })
    expect(life.ratedUsage.map(({ net }) => net)).toEqual(['5.000000', '9.000000'])
    const steps = life.invoices.at(-1)?.lines.flatMap(({ explanation }) => explanation.steps) ?? []
    const [included, smallAt, largeAt] = [own, small, large].map(
      text => rules.split('\n').findIndex(line => line.includes(text)) + 1
    )
    expect(
      steps.filter(({ step }) => step === 'allowance').map(({ detail, result }) => `${detail} -> ${result}`)
    ).toEqual([
      expect.stringMatching(new RegExp(`:${included}\\) -> 10 min$`)),
      expect.stringMatching(new RegExp(`:${smallAt}\\) -> 1 h 40 min$`)),
      expect.stringMatching(new RegExp(`:${largeAt}\\) -> 40 min$`))
    ])
  })
})
