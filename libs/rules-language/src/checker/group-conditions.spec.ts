import { findingsOf } from './findings-of.ts'

const HEAD = `operator "Coastal" { currency AUD; time zone "Australia/Melbourne" }
tariff traffic for data { one zone home; rates {
  | price       |
  | 1.00 per GB |
} }
`
const found = (line: string): string[] =>
  findingsOf({ title: '', text: `${HEAD}${line}\n`, found: [] }).map(text => text.replace(/^a\.farthing:/, ''))

describe('a condition over a group', () => {
  it.each([
    ['spend of group > 50.00', '6:20 R0607 `spend` is not added up over a group: only what is used is'],
    ['age of group > 5 days', '6:20 R0607 `age` is not added up over a group: only what is used is'],
    [
      'used(data) of group > 5 GB',
      '6:20 R0607 only a policy counts over a group: a change is judged by what the account itself has used'
    ]
  ])('is refused in a rule for changes: %s', (condition, expected) => {
    expect(found(`forbid change when ${condition} "No"`)).toEqual([expected])
  })

  it('of a policy may count over a group, and shares are of the group then', () => {
    const when = (condition: string): string[] => found(`policy pool { when ${condition}: bar outgoing }`)
    expect(when('used(data) of group in 7 days > 5 GB and used(data) > 50% of used(data) of group')).toEqual([])
    expect(when('used(data) of group reaches 80% of included(data)')).toEqual([])
    expect(when('used(data) of group reaches 80% of included')).toEqual([
      '6:55 R0607 `included` is not added up over a group: only what is used is'
    ])
  })
})
