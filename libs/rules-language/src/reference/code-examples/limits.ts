// Codes R0080 to R0089: what is larger than rules may be.
import { limits } from '../../limits.ts'
import { type CodeExamples, ruleText } from '../code-example.ts'

const most = (limit: keyof typeof limits): number => limits[limit].most

const plan = ruleText`
  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
  }
`
const operator = ruleText`
  operator "Coastal Telecom" {
    currency AUD
    time zone "Australia/Melbourne"
  }
`

const story = (days: readonly string[]): string => ruleText`
  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
  }
  example "paid for a while" {
    on 2026-03-01 subscribe mobile-20
    ${days.join('\n')}
    expect balance 0.00
  }
`

const tariff = (zones: number, bands: number): Readonly<Record<string, string>> => ({
  'operator.farthing': operator,
  'tariff.farthing': `zones world from "zones.csv"
tariff calls for voice {
  zone by called number in world
${Array.from({ length: bands }, (_, band) => `  band b-${band} = ${band === 0 ? 'otherwise' : `monday ${minute(band - 1)}..${minute(band)}`}`).join('\n')}
  rates {
    | price           |
    | 0.25 per minute |
  }
}
plan mobile-20 "Mobile 20" { tariff calls }
`,
  'zones.csv': `prefix,zone\n${Array.from({ length: zones }, (_, zone) => `${10_000 + zone},z-${zone}\n`).join('')}`
})

/** 61 -> '01:01' */
function minute(count: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(Math.floor(count / 60))}:${two(count % 60)}`
}

export const limitExamples: CodeExamples = {
  R0080: {
    meaning: 'A folder with so many files is no set of rules that people keep. None of them is read.',
    get wrong() {
      return Object.fromEntries(Array.from({ length: most('files') + 1 }, (_, index) => [`${index}.farthing`, '']))
    },
    right: { 'operator.farthing': operator, 'plan.farthing': plan }
  },
  R0081: {
    meaning: 'All files together are larger than any set of rules that people keep. None of them is read.',
    get wrong() {
      const half = '#'.repeat(most('setLength') / 2 + 1)
      return { 'a.farthing': half, 'b.farthing': half }
    },
    right: { 'operator.farthing': operator, 'plan.farthing': plan }
  },
  R0082: {
    meaning: 'A table with so many rows is not read at all: rules from half of a table would be wrong in silence.',
    get wrong() {
      const table = `prefix,zone\n${'61,national\n'.repeat(most('tableRows') + 1)}`
      return { 'operator.farthing': operator, 'zones.farthing': 'zones world from "zones.csv"\n', 'zones.csv': table }
    },
    right: {
      'operator.farthing': operator,
      'zones.farthing': 'zones world from "zones.csv"\n',
      'zones.csv': 'prefix,zone\n61,national\n'
    }
  },
  R0083: {
    meaning: 'Nobody can review a statement of such length. It is not read.',
    get wrong() {
      return plan.replace('rent', `${'rent, \n'.repeat(most('statementTokens') / 2)}rent`)
    },
    right: plan
  },
  R0084: {
    meaning: 'The list is longer than a person reads. Something that stands for many at once says it better.',
    get wrong() {
      const tariffs = Array.from({ length: most('listItems') + 1 }, (_, index) => `calls-${index}`)
      return plan.replace('rent', `tariff ${tariffs.join(',\n    ')}\n  rent`)
    },
    right: plan
  },
  R0085: {
    meaning: 'Names stand on screens, in messages and in the keys of tables.',
    wrong: plan.replace('mobile-20', 'm'.repeat(most('nameLength') + 1)),
    right: plan
  },
  R0086: {
    meaning: 'The sum has more numbers than anybody adds up by hand.',
    wrong: story([`expect charge ${Array.from({ length: most('expressionTerms') + 1 }, () => '0').join(' + ')}`]),
    right: story([])
  },
  R0087: {
    meaning: 'An example shows one thing, and its lines are played one after the other.',
    wrong: story(Array.from({ length: most('exampleLines') }, () => 'on 2026-03-02 pay 1.00')),
    right: story(['on 2026-03-02 pay 1.00'])
  },
  R0088: {
    meaning: 'An example is played day by day, so that a mistyped year would take minutes.',
    wrong: story(['on 0226-03-02 pay 20.00']),
    right: story(['on 2026-03-02 pay 20.00'])
  },
  R0089: {
    meaning: 'A rate is kept for every zone and band, and these are more than a computer should keep for one tariff.',
    get wrong() {
      return tariff(most('tariffCells') / 200 + 1, 200)
    },
    right: tariff(2, 2)
  }
}
