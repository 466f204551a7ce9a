// Caps over days and caps of an account: what each use comes to, on whatever bills, plans and phones; and what else a policy does at a cap.
import { play } from './play.ts'

const base = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}
zones world { | prefix | zone |
| 61 | home |
| 64 | away | }
tariff data-standard for data { rates {
  | price       |
  | 1.00 per GB |
} }
tariff calls for voice { zone by called number in world; rates {
  | zone | price         |
  | home | 0.10 per min  |
  | away | 1.00 per min  |
} }
message "capped" { facts spend }
`
const plan = (name: string, ...caps: readonly string[]): string =>
  `plan ${name} "${name}" { tariff data-standard, calls\n${caps.join('\n')} }\n`

const ONE = '+61400000001'
const TWO = '+61400000002'

/** '03-28 6 GB', '03-28 6 GB from two', '03-30 change to steady', '03-30 change to steady for two, known 04-05' */
function factOf(text: string): object {
  const [, day, known] = /^(\S+) .*?(?:, known (\S+))?$/.exec(text) ?? []
  const as = /\btwo\b/.test(text) ? TWO : ONE
  const late = known === undefined ? {} : { known: `2026-${known}` }
  const plan = /change to ([\w-]+)/.exec(text)?.[1]
  if (plan !== undefined) return { on: `2026-${day}`, do: 'change', plan, as, ...late }
  const quantity = /\d+ (?:GB|min)/.exec(text)?.[0] ?? ''
  const service = quantity.endsWith('min') ? 'voice' : 'data'
  return {
    at: `2026-${day}T10:00`,
    do: 'use',
    as,
    service,
    quantity,
    to: text.includes('away') ? '+6499' : '+6139',
    ...late
  }
}

function lived(rules: string, plans: readonly [string, string], facts: readonly string[], until = '2026-06-01') {
  const subscribed = [ONE, TWO].map((as, index) => ({ on: '2026-03-01', do: 'subscribe', plan: plans[index], as }))
  const all = [...subscribed, ...facts.map(factOf), { on: until, do: 'advance' }]
  return play({ rules: base + rules, billDay: 1, facts: all })
}

async function net(rules: string, plans: readonly [string, string], facts: readonly string[]): Promise<number[]> {
  const { ratedUsage } = await lived(rules, plans, facts)
  return ratedUsage.map(each => Number(each.net))
}

describe('a cap over days', () => {
  const week = plan('steady', 'cap data at 10.00 per 7 days')

  it.each<[string, string, string[], number[]]>([
    [
      'counts the day of the use and those before it, over the end of a cycle',
      week,
      ['03-28 6 GB', '03-30 9 GB', '04-03 1 GB', '04-04 9 GB', '04-05 9 GB', '04-06 9 GB'],
      [6, 4, 0, 6, 0, 4]
    ],
    [
      'is as long as its days are where clocks change',
      plan('steady', 'cap data at 10.00 per 2 days'),
      ['04-04 6 GB', '04-05 6 GB', '04-06 7 GB', '04-07 9 GB'],
      [6, 4, 6, 4]
    ],
    [
      'goes on when the plan changes to one that caps alike, at what that one says',
      week + plan('wide', 'cap data at 12.00 per 7 days') + plan('free', ''),
      [
        '03-28 9 GB',
        '03-29 change to wide',
        '03-30 9 GB',
        '03-31 change to free',
        '03-31 9 GB',
        '04-01 change to steady',
        '04-02 9 GB'
      ],
      [9, 3, 9, 0]
    ],
    [
      'stands beside others, and what one leaves uncharged counts for none',
      plan('steady', 'cap data at 3.00 per day', 'cap data at 5.00 per 3 days', 'cap data at 9.00 per cycle'),
      ['03-02 9 GB', '03-03 9 GB', '03-04 9 GB', '03-05 9 GB', '03-06 9 GB', '03-31 9 GB', '04-01 9 GB'],
      [3, 2, 0, 3, 1, 0, 3]
    ],
    [
      'counts its zones',
      plan('steady', 'cap voice to away at 4.00 per 5 days'),
      ['03-30 3 min away', '03-31 20 min', '04-01 3 min away', '04-04 2 min away'],
      [3, 2, 1, 2]
    ]
  ])('%s', async (_title, rules, facts, expected) => {
    expect(await net(rules, ['steady', 'steady'], facts)).toEqual(expected)
  })

  it.each([
    ['late usage', ['03-28 6 GB, known 05-02', '03-30 9 GB', '04-04 9 GB']],
    ['another plan', ['03-20 change to steady, known 05-02', '03-28 6 GB', '03-30 9 GB', '04-04 9 GB']]
  ])('is the same money when %s is learned late, corrected on the next bill', async (_what, facts) => {
    const rules = week + plan('free', '')
    const first = facts.some(fact => fact.includes('change')) ? 'free' : 'steady'
    const { invoices } = await lived(rules, [first, first], facts)
    const usage = invoices.flatMap(({ date, lines }) =>
      lines.map(({ amount, from }) => `${date} of ${from}: ${amount}`)
    )
    expect(usage).toEqual(
      first === 'free'
        ? [
            '2026-04-01 of 2026-03-01: 15.00',
            '2026-05-01 of 2026-04-01: 9.00',
            '2026-06-01 of 2026-03-01: -5.00',
            '2026-06-01 of 2026-04-01: -3.00'
          ]
        : [
            '2026-04-01 of 2026-03-01: 9.00',
            '2026-05-01 of 2026-04-01: 1.00',
            '2026-06-01 of 2026-03-01: 1.00',
            '2026-06-01 of 2026-04-01: 5.00'
          ]
    )
  })
})

describe('a cap of an account', () => {
  const family = plan('family', 'cap data at 20.00 per cycle shared with account')

  it.each<[string, string, [string, string], string[], number[]]>([
    [
      'is what its subscriptions come to together in the cycle',
      family,
      ['family', 'family'],
      ['03-02 12 GB', '03-03 12 GB from two', '03-04 1 GB', '04-01 9 GB', '04-02 15 GB from two'],
      [12, 8, 0, 9, 11]
    ],
    [
      'counts those whose plans say so, each to what its own plan says',
      family +
        plan('small', 'cap data at 5.00 per cycle shared with account') +
        plan('alone', 'cap data at 20.00 per cycle'),
      ['family', 'small'],
      [
        '03-02 3 GB',
        '03-03 9 GB from two',
        '03-04 9 GB from two',
        '03-05 30 GB',
        '03-06 change to alone',
        '03-07 30 GB'
      ],
      [3, 2, 0, 15, 20]
    ],
    [
      'goes on when a plan changes to one that caps alike',
      family + plan('other', 'cap data at 20.00 per cycle shared with account'),
      ['family', 'family'],
      ['03-02 12 GB', '03-03 change to other', '03-04 5 GB', '03-05 9 GB from two'],
      [12, 5, 3]
    ],
    [
      'may be over days too, beside one of each subscription',
      plan('family', 'cap data at 9.00 per 3 days shared with account', 'cap data at 6.00 per day'),
      ['family', 'family'],
      ['03-30 9 GB', '03-31 9 GB from two', '04-02 9 GB', '04-02 9 GB from two'],
      [6, 3, 6, 0]
    ],
    [
      'counts one class of usage',
      plan('family', 'cap voice to away at 4.00 per cycle shared with account'),
      ['family', 'family'],
      ['03-02 3 min away', '03-03 20 min from two', '03-03 3 min away from two'],
      [3, 2, 1]
    ]
  ])('%s', async (_title, rules, plans, facts, expected) => {
    expect(await net(rules, plans, facts)).toEqual(expected)
  })

  it('moves to whoever used it first when that is learned late', async () => {
    const { invoices } = await lived(family, ['family', 'family'], ['03-05 15 GB', '03-04 15 GB from two, known 04-10'])
    expect(invoices.map(({ date, total }) => `${date} ${total}`)).toEqual(['2026-04-01 15.00', '2026-05-01 5.00'])
  })
})

describe('what a cap takes off', () => {
  it('is explained on the line, down to the rule that says so', async () => {
    const rules = plan('steady', 'cap data at 10.00 per 7 days', 'cap data at 12.00 per cycle shared with account')
    const { invoices } = await lived(rules, ['steady', 'steady'], ['03-02 8 GB', '03-04 8 GB', '03-10 8 GB'])
    const [line] = invoices.flatMap(({ lines }) => lines)
    const at = base.split('\n').length
    expect(line?.explanation.steps.filter(({ step }) => step === 'maximum')).toEqual([
      {
        ...{
          step: 'maximum',
          detail: `plan steady > cap (coastal.farthing:${at + 1}) for 1 session`,
          result: '-6.000000'
        },
        ...{ said: 'capped -6.00', rule: expect.objectContaining({ line: at + 1 }) }
      },
      {
        ...{
          step: 'maximum',
          detail: `plan steady > cap (coastal.farthing:${at + 2}) for 1 session`,
          result: '-6.000000'
        },
        ...{ said: 'capped -6.00', rule: expect.objectContaining({ line: at + 2 }) }
      }
    ])
  })

  it('goes together with a policy that slows down and tells at the same sum', async () => {
    const rules = `${plan('steady', 'cap data at 10.00 per 7 days')}
policy heavy {
  when spend(data) in 7 days >= 10.00: throttle to 1 Mbit per second, notify "capped"
  when spend(data) in 7 days < 10.00: restore data
}
`
    const facts = ['03-28 6 GB', '03-30 9 GB', '04-02 9 GB']
    const standing = async (until: string) => {
      const before = facts.filter(fact => `2026-${fact}` < until)
      const { messages, services } = await lived(rules, ['steady', 'steady'], before, until)
      const told = messages.filter(({ kind }) => kind === 'notice').map(({ on }) => on)
      return [told, services[0]?.restrictions.map(({ kilobits }) => kilobits)]
    }
    expect(await standing('2026-03-29')).toEqual([[], []])
    expect(await standing('2026-04-02')).toEqual([['2026-03-30'], [1000]])
    expect(await standing('2026-04-04')).toEqual([['2026-03-30'], []])
  })
})
