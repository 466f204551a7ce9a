// Caps of several services together and of all usage: what each use comes to, beside narrower caps and whatever is known late.
import type { LifeResult } from '@farthing/simulator'
import { play } from './play.ts'
import { base, plan } from './wide-cap-rules.ts'

const [ONE, TWO] = ['+61400000001', '+61400000002']
const SERVICES: Readonly<Record<string, string>> = { min: 'voice', sms: 'sms', GB: 'data', TB: 'storage' }

/** '03-28 6 GB', '03-28 6 sms away from two, known 04-05', '03-30 change to steady', '03-30 careful on' */
function factOf(text: string): object {
  const [, day, known] = /^(\S+) .*?(?:, known (\S+))?$/.exec(text) ?? []
  const as = /\btwo\b/.test(text) ? TWO : ONE
  const late = known === undefined ? {} : { known: `2026-${known}` }
  const told = { on: `2026-${day}`, as, ...late }
  const plan = /change to ([\w-]+)/.exec(text)?.[1]
  if (plan !== undefined) return { ...told, do: 'change', plan }
  if (text.includes('careful'))
    return { ...told, do: 'feature', feature: 'careful', state: text.includes('on') ? 'on' : 'off' }
  const [, count, unit = ''] = /(\d+) (GB|TB|min|sms)/.exec(text) ?? []
  const quantity = unit === 'TB' ? `${count} GB` : `${count} ${unit}`
  const to = text.includes('away') ? '+6499' : '+6139'
  return { at: `2026-${day}T10:00`, do: 'use', as, service: SERVICES[unit], quantity, to, ...late }
}

function lived(rules: string, plans: readonly string[], facts: readonly string[]): Promise<LifeResult> {
  const subscribed = plans.map((plan, index) => ({ on: '2026-03-01', do: 'subscribe', plan, as: [ONE, TWO][index] }))
  const all = [...subscribed, ...facts.map(factOf), { on: '2026-06-01', do: 'advance' }]
  return play({ rules: base + rules, billDay: 1, facts: all })
}

const linesOf = ({ invoices }: LifeResult): string[] =>
  invoices.flatMap(({ date, lines }) => lines.map(({ amount, description }) => `${date} ${description} ${amount}`))

describe('a cap of several services', () => {
  it.each<[string, string, string[], string[], number[]]>([
    [
      'is what they come to together, and nothing else counts',
      plan('social', 'cap voice, sms at 20.00 per cycle'),
      ['social'],
      ['03-02 12 min', '03-03 18 sms', '03-04 5 GB', '03-05 1 min', '04-01 3 min'],
      [12, 8, 5, 0, 3]
    ],
    [
      'counts the zones that it names, of each of them',
      plan('social', 'cap sms, voice to away at 5.00 per cycle'),
      ['social'],
      ['03-02 1 min away', '03-03 9 min', '03-04 3 sms away', '03-05 4 sms', '03-06 1 min away'],
      [3, 9, 2, 2, 0]
    ],
    [
      'goes on over days, bills and plans that name the same, in whatever order',
      plan('social', 'cap voice, sms at 10.00 per 7 days') + plan('other', 'cap sms, voice at 12.00 per 7 days'),
      ['social'],
      ['03-28 6 min', '03-30 6 sms', '03-31 change to other', '04-01 9 min', '04-04 9 min'],
      [6, 3, 3, 6]
    ],
    [
      'of the account counts the phones whose plans cap the same usage so',
      plan('family', 'cap voice, sms at 20.00 per cycle shared with account') +
        plan('talk', 'cap voice at 20.00 per cycle shared with account'),
      ['family', 'family'],
      ['03-02 12 min', '03-03 18 sms from two', '03-04 change to talk for two', '03-05 30 min from two', '03-06 9 sms'],
      [12, 8, 20, 0]
    ]
  ])('%s', async (_title, rules, plans, facts, expected) => {
    const { ratedUsage } = await lived(rules, plans, facts)
    expect(ratedUsage.map(({ net }) => Number(net))).toEqual(expected)
  })
})

describe('a cap of all usage', () => {
  it.each<[string, string, string[], number[]]>([
    [
      'is the most that a cycle comes to, whatever is used',
      plan('worry-free', 'cap all usage at 50.00 per cycle'),
      ['03-02 30 GB', '03-03 9 min away', '03-04 2 sms', '04-01 60 GB'],
      [30, 20, 0, 50]
    ],
    [
      'holds what narrower ones leave, and what they leave uncharged does not count',
      plan(
        'layered',
        'cap sms at 3.00 per cycle',
        'cap voice, sms at 8.00 per cycle',
        'cap all usage at 10.00 per cycle'
      ),
      ['03-02 20 sms', '03-03 9 min', '03-04 1 GB', '03-05 9 GB', '03-06 1 min'],
      [3, 5, 1, 1, 0]
    ],
    [
      'may be reached before those within it are',
      plan('layered', 'cap all usage at 10.00 per cycle', 'cap voice, sms at 8.00 per cycle'),
      ['03-02 7 GB', '03-03 9 min', '03-04 9 sms'],
      [7, 3, 0]
    ],
    [
      'meets one of days within a cycle: each use pays what the tighter of them leaves',
      plan('layered', 'cap voice, sms at 4.00 per day', 'cap all usage at 9.00 per cycle'),
      ['03-02 3 min', '03-02 6 sms', '03-03 9 min', '03-04 9 GB', '03-05 9 sms'],
      [3, 1, 4, 1, 0]
    ],
    [
      'of a feature holds while it is on',
      plan('open', ''),
      ['03-02 2 GB', '03-03 careful on', '03-04 3 min', '03-05 6 sms', '03-06 careful off', '03-07 9 GB'],
      [2, 3, 1, 9]
    ],
    [
      'has room again for what tiers give back',
      plan('worry-free', 'cap all usage at 12.00 per cycle'),
      ['03-02 10 TB', '03-03 9 min', '03-04 6 TB', '03-05 4 sms'],
      [10, 2, -2, 2]
    ]
  ])('%s', async (_title, rules, facts, expected) => {
    const { ratedUsage } = await lived(rules, [/plan (\S+)/.exec(rules)?.[1] ?? ''], facts)
    expect(ratedUsage.map(({ net }) => Number(net))).toEqual(expected)
  })
})

describe('usage of one service that is learned late', () => {
  it('moves what is taken off the others, on the next bill', async () => {
    const rules = plan('social', 'cap voice, sms at 10.00 per 7 days')
    const facts = ['03-30 9 min', '03-31 8 sms', '03-29 14 sms, known 04-10', '04-04 9 min']
    const late = await lived(rules, ['social'], facts)
    const known = await lived(
      rules,
      ['social'],
      facts.map(fact => fact.replace(/, known.*/, ''))
    )
    expect(linesOf(known)).toEqual(['2026-04-01 Sms, home 7.00', '2026-04-01 Voice, home 3.00'])
    expect(linesOf(late)).toEqual([
      '2026-04-01 Sms, home 1.00',
      '2026-04-01 Voice, home 9.00',
      '2026-05-01 Voice, home -6.00',
      '2026-05-01 Sms, home 6.00'
    ])
  })
})
