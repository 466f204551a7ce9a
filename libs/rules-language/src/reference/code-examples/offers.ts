// Codes R0250 to R0254, R0440: offers and packs of plans and features that meet.
import { type CodeExamples, ruleText } from '../code-example.ts'

const tariff = ruleText`
  tariff calls for voice {
    rates {
      | price           |
      | 0.10 per minute |
    }
  }
`

const plan = (...lines: readonly string[]): string =>
  `${tariff}\nplan talk "Talk" {\n  tariff calls\n${lines.map(line => `  ${line}\n`).join('')}}\n`

const offer = (title: string, ...lines: readonly string[]): readonly string[] => [
  `offer "${title}" {`,
  ...lines.map(line => `  ${line}`),
  '}'
]

const packs = 'when voice runs out: 5.00 per started 60 min'

const withTopUp = (inPlan: readonly string[]): string =>
  `${plan('include 100 min of voice', ...inPlan)}
feature top-up "Top-up" {
  ${packs}
}
`

const weekends = offer('Weekends', 'on saturday, sunday', 'voice is free')

export const offerExamples: CodeExamples = {
  R0440: {
    meaning:
      'Whoever has the plan may turn the feature on. Then two statements would say what happens when the allowance is used up.',
    wrong: withTopUp([packs]),
    right: withTopUp([])
  },
  R0250: {
    meaning:
      'Both offers can hold for the same use. No order of lines decides between them: one of the two says that it goes first.',
    wrong: plan(...weekends, ...offer('December', 'from 2026-12-01 until 2027-01-01', 'voice is 50% off')),
    right: plan(
      ...weekends,
      ...offer('December', 'from 2026-12-01 until 2027-01-01', 'voice is 50% off', 'overrides "Weekends"')
    )
  },
  R0251: {
    meaning: 'An offer goes before others of its own plan, and none there has this title.',
    wrong: plan(...weekends, ...offer('December', 'voice is 50% off', 'overrides "Weekend"')),
    right: plan(...weekends, ...offer('December', 'voice is 50% off', 'overrides "Weekends"'))
  },
  R0252: {
    meaning: 'Each of the offers says that it goes before the other, directly or by way of others.',
    wrong: plan(
      ...offer('Weekends', 'on saturday, sunday', 'voice is free', 'overrides "December"'),
      ...offer('December', 'voice is 50% off', 'overrides "Weekends"')
    ),
    right: plan(...weekends, ...offer('December', 'voice is 50% off', 'overrides "Weekends"'))
  },
  R0253: {
    meaning: 'The title is how offers and explanations speak of an offer, so that a plan has each once.',
    wrong: plan(...weekends, ...offer('Weekends', 'on friday', 'voice is 50% off')),
    right: plan(...weekends, ...offer('Fridays', 'on friday', 'voice is 50% off'))
  },
  R0254: {
    meaning: 'The dates and hours of the offer leave no minute at which the plan holds.',
    wrong: plan(...offer('A Sunday', 'from 2026-12-07 until 2026-12-12', 'on saturday, sunday', 'voice is free')),
    right: plan(...offer('A Sunday', 'from 2026-12-07 until 2026-12-14', 'on saturday, sunday', 'voice is free'))
  }
}
