// What is included by days: what each use comes to over days, cycles, clock changes, suspensions, plans and phones.
import type { LifeResult } from '@farthing/simulator'
import { play } from './play.ts'

const base = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}
tariff surf for data { rates {
  | price       |
  | 1.00 per GB |
} }
feature pass "Pass" { include 2 GB of data per day }
plan none "None" { tariff surf }
`
const plan = (name: string, ...terms: readonly string[]): string =>
  `plan ${name} "${name}" { tariff surf\n${terms.join('\n')} }\n`

const [ONE, TWO] = ['+61400000001', '+61400000002']

/** '03-28 6 GB', '03-28T23:59 6 GB from two, known 04-05', '03-30 change to steady', '03-30 pass on', '03-30 suspend' */
function factOf(text: string): object {
  const [, day = '', time = '10:00', known] = /^([\d-]+)(?:T(\S+))? .*?(?:, known (\S+))?$/.exec(text) ?? []
  const as = /\btwo\b/.test(text) ? TWO : ONE
  const late = known === undefined ? {} : { known: `2026-${known}` }
  const told = { on: `2026-${day}`, as, ...late }
  const plan = /change to ([\w-]+)/.exec(text)?.[1]
  if (plan !== undefined) return { ...told, do: 'change', plan }
  const turned = /pass (on|off)/.exec(text)?.[1]
  if (turned !== undefined) return { ...told, do: 'feature', feature: 'pass', state: turned }
  const stopped = /suspend|resume/.exec(text)?.[0]
  if (stopped !== undefined) return { ...told, do: stopped }
  const quantity = /\d+ GB/.exec(text)?.[0]
  return { at: `2026-${day}T${time}`, do: 'use', as, service: 'data', quantity, ...late }
}

interface Lived {
  readonly plans?: readonly string[]
  readonly zone?: string
  readonly until?: string
  readonly more?: readonly object[]
  readonly ruleSets?: Readonly<Record<string, (text: string) => string>>
}

function lived(
  rules: string,
  facts: readonly string[],
  { plans, until = '2026-06-01', more = [], ...story }: Lived = {}
): Promise<LifeResult> {
  const had = plans ?? [/plan (\S+)/.exec(rules)?.[1] ?? '']
  const subscribed = had.map((plan, index) => ({ on: '2026-03-01', do: 'subscribe', plan, as: [ONE, TWO][index] }))
  const all = [...subscribed, ...facts.map(factOf), ...more, { on: until, do: 'advance' }]
  return play({ rules: base + rules, billDay: 1, facts: all, ...story })
}

async function net(rules: string, facts: readonly string[], more: Lived = {}): Promise<number[]> {
  const { ratedUsage } = await lived(rules, facts, more)
  return ratedUsage.map(each => Number(each.net))
}

const week = plan('week', 'include 10 GB of data per 7 days')

describe('an allowance by days', () => {
  it.each<[string, string, string[], number[]]>([
    [
      'of one day is there again with each, from midnight to midnight',
      plan('day', 'include 2 GB of data per day'),
      ['03-02T00:00 1 GB', '03-02T23:59 3 GB', '03-03T00:00 2 GB', '03-03T00:01 1 GB', '03-31 3 GB', '04-01 2 GB'],
      [0, 2, 0, 1, 1, 0]
    ],
    [
      'is as long as its days are where clocks change',
      plan('day', 'include 2 GB of data per day'),
      ['04-05T00:30 1 GB', '04-05T02:30 1 GB', '04-05T23:30 1 GB', '04-06T00:00 2 GB'],
      [0, 0, 1, 0]
    ],
    [
      'of several counts the day of the use and those before it, over the end of a cycle',
      week,
      ['03-28 6 GB', '03-30 9 GB', '04-03 1 GB', '04-04 9 GB', '04-05 9 GB', '04-06 9 GB'],
      [0, 5, 1, 3, 9, 5]
    ],
    [
      'is used before what is of the cycle, unless that lapses sooner than it is there again',
      plan('both', 'include 10 GB of data per 7 days', 'include 10 GB of data'),
      ['03-10 12 GB', '03-11 3 GB', '03-29 8 GB', '04-01 15 GB', '04-02 9 GB'],
      [0, 0, 0, 0, 7]
    ],
    [
      'of a day is used before one of several',
      plan('both', 'include 10 GB of data per 7 days', 'include 2 GB of data per day'),
      ['03-10 7 GB', '03-11 7 GB', '03-12 3 GB', '03-17 9 GB'],
      [0, 0, 1, 2]
    ],
    [
      'may be there twice',
      plan('twice', 'include 2 GB of data per day', 'include 2 GB of data per day'),
      ['03-10 3 GB', '03-10 3 GB', '03-11 5 GB'],
      [0, 2, 1]
    ],
    [
      'is used up before packs are bought, which last',
      plan('packs', 'include 2 GB of data per day', 'when data runs out: 0.50 per started 4 GB, at most 1 time'),
      ['03-10 3 GB', '03-11 4 GB', '03-12 4 GB', '04-01 3 GB'],
      [0.5, 0, 1, 0.5]
    ],
    [
      'goes on through a suspension, in which nobody uses any',
      week,
      ['03-10 8 GB', '03-11 suspend', '03-14 resume', '03-15 5 GB', '03-17 5 GB'],
      [0, 3, 0]
    ],
    [
      "is a plan's own: another plan has its own from its first day on, and one that comes back goes on",
      week + plan('other', 'include 4 GB of data per 7 days'),
      ['03-10 8 GB', '03-11 change to other', '03-12 6 GB', '03-13 change to week', '03-14 6 GB', '03-17 9 GB'],
      [0, 2, 4, 1]
    ],
    [
      'of a feature is there on the days on which it is on, beside that of the plan',
      plan('day', 'include 1 GB of data per day'),
      ['03-10 2 GB', '03-11 pass on', '03-11 4 GB', '03-12 3 GB', '03-13 pass off', '03-13 4 GB'],
      [1, 1, 0, 3]
    ]
  ])('%s', async (_title, rules, facts, expected) => {
    expect(await net(rules, facts)).toEqual(expected)
  })

  it('has the days of the account, wherever the operator is', async () => {
    const facts = ['03-10T23:00 2 GB', '03-11T01:00 2 GB', '03-11T23:59 1 GB']
    expect(await net(plan('day', 'include 2 GB of data per day'), facts, { zone: 'Europe/Vienna' })).toEqual([0, 0, 1])
  })

  it('is shared by the phones of an account', async () => {
    const rules = plan('family', 'include 5 GB of data per 3 days, share with account')
    const facts = ['03-30 4 GB', '03-31 3 GB from two', '04-01 1 GB', '04-02 9 GB from two', '04-03 9 GB']
    expect(await net(rules, facts, { plans: ['family', 'none'] })).toEqual([0, 2, 1, 5, 8])
  })

  it('goes on with a new size from the first day of a version', async () => {
    const dated = (held: string, size: number) => `plan grow "grow" {
  from ${held}
  tariff surf
  include ${size} GB of data per 7 days
}
`
    const rules = dated('2026-01-01 until 2026-03-12', 4) + dated('2026-03-12', 6)
    expect(await net(rules, ['03-10 5 GB', '03-11 1 GB', '03-12 3 GB', '03-17 5 GB'])).toEqual([1, 1, 1, 1])
  })
})

describe('an allowance by days and usage that is learned late', () => {
  it('comes to the same money, corrected on the next bill', async () => {
    const facts = ['03-30 9 GB', '04-02 4 GB', '03-29 6 GB, known 04-10', '05-02 1 GB']
    const { invoices } = await lived(week, facts)
    expect(invoices.map(({ date, total }) => `${date} ${total}`)).toEqual(['2026-05-01 9.00'])
    const known = await lived(
      week,
      facts.map(fact => fact.replace(/, known.*/, ''))
    )
    expect(known.invoices.map(({ total }) => total)).toEqual(['5.00', '4.00'])
  })
})

describe('a service of which nothing is left for some days', () => {
  const slow = plan(
    'slow',
    'include 10 GB of data per 3 days',
    'when data runs out: throttle to 1 Mbit per second until there is more'
  )

  it.each([
    ['2026-03-10', []],
    ['2026-03-11', ['2026-03-11..2026-03-12']],
    ['2026-03-12', []],
    ['2026-03-13', ['2026-03-13..2026-03-14']]
  ])('is slow until there is more: on %s', async (day, expected) => {
    const facts = ['03-09 4 GB', '03-11 9 GB', '03-12 2 GB', '03-13 9 GB'].filter(fact => `2026-${fact}` < `${day}T`)
    const { services } = await lived(slow, facts, { until: day })
    expect(services.flatMap(each => each.restrictions.map(({ since, until }) => `${since}..${until}`))).toEqual(
      expected
    )
  })
})
