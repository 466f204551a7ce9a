import { compileRules } from '../rule-set/compile-rules.ts'
import { findingsOf } from './findings-of.ts'

const HEAD = `operator "Coastal" { currency AUD; time zone "Australia/Melbourne" }
plan small "Small" { from 2026-01-01 }
plan large "Large" { from 2026-01-01 }; plan "a\\"b\\\\" "Odd" { from 2026-01-01 }
tariff traffic for data { from 2026-01-01; one zone home; rates {
  | price      |
  | 1.00 per GB |
} }
tariff calls for voice { rates { | price           |
  | 0.10 per minute |
} }
`
const found = (...lines: string[]): string[] =>
  findingsOf({ title: '', text: `${HEAD}${lines.join('\n')}\n`, found: [] }).map(text =>
    text.replace(/^a\.farthing:/, '')
  )
const of = (condition: string): string[] => found(`forbid change when ${condition} "No"`)

describe('a condition', () => {
  it.each([
    'plan is small',
    'plan is "a\\"b\\\\"',
    'not (plan is small or plan is not large) and age < 12 months',
    'used(data) this cycle reaches 80% of included',
    'used(data) > 1.5 GB and used(data) <= 90% of included(data)',
    'spend > 50.00 or spend(home, data) this cycle >= 20 AUD',
    'used(data) in 7 days > 5 GB or spend in 1 day > 20.00 or spend(home) in 2 weeks > 50.00',
    'spend of account > 200.00 and used(data, data) of account in 30 days >= 50 GB',
    'used(data) of account reaches 80% of included and used(data) in 1 day > 50% of used this cycle',
    'today >= 2026-12-24',
    'not not state is active'
  ])('may be: %s', condition => {
    expect(of(condition)).toEqual([])
  })

  it.each([
    ['used(data) > 50.00', '11:33 R0302 `used` is an amount of data, and this is a plain number'],
    ['used(data) > 30 min', '11:33 R0302 `used` is an amount of data, and this is a time of usage'],
    ['used > 5 GB', '11:20 R0301 `used` needs a service in brackets'],
    ['used(date) > 5 GB', '11:25 R0301 `date` is not a service'],
    ['spend > 50 EUR', '11:28 R0302 `spend` is an amount of money, and this is an amount in EUR'],
    ['spend > 10% of used(data)', '11:28 R0302 `spend` is an amount of money, and this is a share of `used`'],
    ['plan is medium', '11:28 R0302 `plan` is the name of a plan, never `medium`'],
    ['state is asleep', '11:29 R0302 `state` is `active` or `suspended`, never `asleep`'],
    ['age > 30.00', '11:26 R0302 `age` is a length of time, and this is a plain number'],
    ['age > -3 days', '11:26 R0302 `-3 days` is negative: nothing lasts less than no time'],
    [
      'age > 1.5 months',
      '11:26 R0302 `1.5 months` is no whole number of months: lengths of time are counted in whole ones'
    ],
    ['used(data) reaches 80% of owed', '11:39 R0302 `used` is an amount of data, and this is a share of `owed`'],
    ['age = 30 days', '11:20 R0303 `age` is a length of time: compare it by `>`, `>=`, `<` or `<=`'],
    ['plan reaches small', '11:20 R0303 `plan` is a name: compare it by `is` or `is not`'],
    ['plan this cycle is small', '11:20 R0304 `plan` does not count per cycle: leave out `this cycle`'],
    ['owed in 7 days > 5.00', '11:25 R0533 `owed` is not counted over days: leave out `in 7 days`'],
    ['included(data) in 7 days > 5 GB', '11:35 R0533 `included` is not counted over days: leave out `in 7 days`'],
    ...['0 days', '93 days', '14 weeks', '1.5 days', '1 month', '24 h'].map(window => [
      `used(data) in ${window} > 5 GB`,
      `11:31 R0534 \`in ${window}\` is no window: it has from 1 to 92 whole days, of which today is the last`
    ]),
    ['age of account > 5 days', '11:20 R0535 `age` is not added up over an account: leave out `of account`'],
    [
      'used(data, voice) > 5 GB',
      '11:31 R0536 `used` adds up what is measured alike: `data` is an amount of data, and `voice` is a time of usage'
    ],
    ['constructor is small', '11:20 R0300 there is no fact named `constructor`']
  ])('is refused with its place: %s', (condition, expected) => {
    expect(of(condition)).toEqual([expected])
  })

  it('ends a hostile line with a diagnostic', () => {
    const deep = `${'('.repeat(5000)}plan is small${')'.repeat(5000)}`
    expect(of(deep)).toMatchObject([expect.stringContaining('R0012')])
    expect(of(`${'not '.repeat(20_000)}plan is small`)).toMatchObject([expect.stringContaining('R0003')])
  })

  it('becomes what the rules engine evaluates, amounts as texts', () => {
    const text = `${HEAD}forbid change when used(data) reaches 80% of included and not spend > 50.00 "No"\n`
    const compiled = compileRules({ files: new Map([['a.farthing', text]]), signatures: [] })
    expect(compiled.ok && JSON.parse(JSON.stringify(compiled.rules.changeRules[0]?.condition))).toEqual({
      all: [
        {
          fact: 'used',
          params: { arguments: ['data'] },
          operator: 'amountAtLeast',
          value: { fact: 'included', params: { arguments: ['data'], percent: '80000000' } },
          name: 'used(data) reaches 80% of included'
        },
        {
          not: {
            fact: 'spend',
            params: { arguments: [] },
            operator: 'amountOver',
            value: '50000000',
            name: 'spend > 50.00'
          }
        }
      ]
    })
  })
})

describe('a condition that never holds', () => {
  it.each([
    ['change', 'owed > 0.50 and owed < 0.20'],
    ['change', 'plan is small and plan is large'],
    ['change', 'not (plan is small or plan is not small)'],
    ['suspend', '(owed > 5.00 or spend > 5.00) and owed < 1.00 and spend < 1.00']
  ])('is reported: forbid %s when %s', (action, condition) => {
    expect(found(`forbid ${action} when ${condition} "No"`)).toEqual([
      expect.stringContaining('R0471 this never holds: its parts contradict each other')
    ])
  })

  it('is reported of a policy', () => {
    expect(found('policy p { when owed > 0.50 and owed < 0.20: bar data }')).toEqual([
      '11:17 R0471 this never holds: its parts contradict each other'
    ])
  })

  it('may be one of a subscription that has not begun', () => {
    expect(found('forbid subscribe when on-plan > 3 days and owed > 5.00 "No"')).toEqual([
      '11:23 R0471 this never holds: `on-plan` is of a subscription, and none has begun yet'
    ])
    expect(found('forbid subscribe when owed > 5.00 or on-plan > 3 days "No"')).toEqual([])
    expect(found('forbid subscribe when not plan is small "No"')).toEqual([])
    expect(found('forbid change when on-plan > 3 days "No"')).toEqual([])
  })
})

describe('what a policy does', () => {
  const policy = (effect: string, message = 'by sms from "m.hbs"'): string[] =>
    found(`message "m" { ${message} }`, `policy p { when owed > 5.00: ${effect} }`).filter(
      line => !line.includes('R0121')
    )

  it.each([
    ['notify "m" by pigeon', '12:44 R0472 message "m" has no text by pigeon: it has one by sms'],
    ['bar data, notify "m" by sms, pigeon', '12:59 R0472 message "m" has no text by pigeon: it has one by sms'],
    ['bar nonsense', '12:34 R0474 `nonsense` is neither a service of a tariff nor international, outgoing or roaming'],
    [
      'restore nonsense',
      '12:38 R0474 `nonsense` is neither a service of a tariff nor international, outgoing or roaming'
    ]
  ])('is refused when it cannot be done: %s', (effect, expected) => {
    expect(policy(effect)).toEqual([expected])
  })

  it('is told of where a bar would hold nothing: abroad is outside of a country that nobody says', () => {
    expect(policy('bar international')).toEqual([
      '12:34 R0640 the operator says no country: charging knows of no call abroad, and holds none back'
    ])
  })

  it.each(['bar data', 'restore international', 'bar roaming until next cycle', 'notify "m" by sms', 'notify "m"'])(
    'may be: %s',
    effect => {
      expect(policy(effect)).toEqual([])
    }
  )

  it('tells nobody anything by a message without a text', () => {
    expect(policy('notify "m"', 'facts plan')).toEqual(['12:37 R0473 message "m" has no text: nobody is told anything'])
  })

  it('has one text for each channel and language', () => {
    expect(policy('notify "m"', 'by sms from "m.hbs"; by sms in en from "e.hbs"; by sms in en from "f.hbs"')).toEqual([
      expect.stringContaining('R0475 the message has a text by sms in en already')
    ])
  })
})

describe('policies', () => {
  const policy = (...lines: string[]): string[] => found(`policy p { ${lines.join('\n')} }`)

  it('that restore what another bars are shown with a case', () => {
    expect(policy('when owed > 50.00: bar outgoing', 'when owed > 25.00: restore outgoing')).toEqual([
      '12:1 R0485 this restores outgoing, which line 11 restricts, when owed > 25.00 and owed > 50.00: write conditions of which only one can hold'
    ])
    expect(policy('when today >= 2026-12-24: restore data', 'when owed > 1.00: throttle to 1 Mbit per second')).toEqual(
      [
        '11:12 R0485 this restores data, which line 12 restricts, when today >= 2026-12-24 and owed > 1.00: write conditions of which only one can hold'
      ]
    )
  })

  it('may restore when the condition of the bar cannot hold, or something else', () => {
    expect(policy('when owed > 50.00: bar outgoing', 'when owed <= 50.00: restore outgoing')).toEqual([])
    expect(policy('when owed > 50.00: bar outgoing', 'when owed > 25.00: restore international')).toEqual([])
    expect(
      found(
        'policy p { from 2026-01-01 until 2026-02-01; when owed > 50.00: bar outgoing }',
        'policy q { from 2026-02-01; when owed > 25.00: restore outgoing }'
      )
    ).toEqual([])
  })
})

describe('rules for changes', () => {
  it('that can both apply and disagree are shown with a case', () => {
    expect(
      found(
        'forbid change to small when on-plan < 30 days and plan is large "Too soon"',
        'allow change when age > 12 months'
      )
    ).toEqual([
      '11:1 R0305 this forbids what line 12 allows when age > 12 months and on-plan < 30 days and plan is large: let one of the two override the other'
    ])
  })

  it.each([8, 10, 40])('are shown with a case, however many parts of %d conditions could be chosen', pairs => {
    const either = Array.from({ length: pairs }, () => '(owed > 0.00 or age > 1 days)').join(' and ')
    expect(found(`forbid change to small when ${either} "No"`, 'allow change to small when owed < 100.00')).toEqual([
      '11:1 R0305 this forbids what line 12 allows when owed < 100.00 and owed > 0.00: let one of the two override the other'
    ])
  })

  it('that cannot both apply are found so, whatever stands before the part that says so', () => {
    const either = Array.from({ length: 30 }, (_, day) => `(spend > ${day}.00 or age > ${day} days)`).join(' and ')
    const ruled = found(
      `forbid change to small when ${either} and (owed > 50.00 or plan is large) "No"`,
      'allow change to small when owed < 10.00 and plan is small'
    )
    expect(ruled).toEqual([])
  })

  it.each([
    ['another plan', 'forbid change to small "No"', 'allow change to large'],
    ['other days', 'forbid change "No" { until 2026-03-01 }', 'allow change { from 2026-03-01 }'],
    ['other plans now', 'forbid change when plan is small "No"', 'allow change when plan is large'],
    ['an amount between', 'forbid change when owed > 5.00 "No"', 'allow change when not owed > 5.00'],
    [
      'one side',
      'forbid change when used(data) > 80% of included "No"',
      'allow change when used(data) < 50% of included'
    ],
    [
      'days over which it is counted',
      'forbid change when spend in 7 days > 5.00 "No"',
      'allow change when not (spend in 7 days > 5.00)'
    ],
    ['a name', 'forbid change "No" as always', 'allow change when owed = 0.00, overrides always']
  ])('that cannot, by %s, are fine', (_, forbid, allow) => {
    expect(found(forbid, allow)).toEqual([])
  })
})
