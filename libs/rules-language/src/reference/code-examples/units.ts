// Codes R0283 and R0284: units that rules declare.
import { type CodeExamples, ruleText } from '../code-example.ts'

const lounge = (unit: string, price: string): string => ruleText`
  unit ${unit}

  tariff lounge for lounge {
    rates {
      | price     |
      | ${price} |
    }
  }
`

export const unitExamples: CodeExamples = {
  R0283: {
    meaning: 'The word after a number would mean two things.',
    wrong: lounge('minutes', '0.05 per minute'),
    right: lounge('points', '0.05 per point')
  },
  R0284: {
    meaning: 'A quantity in a unit of your own has more decimals than the unit.',
    wrong: lounge('points', '0.05 per 0.5 points'),
    right: lounge('points with 1 decimal', '0.05 per 0.5 points')
  }
}
