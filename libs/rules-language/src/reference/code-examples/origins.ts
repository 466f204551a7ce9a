// Codes R0280 and R0281: where an event comes from.
import { type CodeExamples, ruleText } from '../code-example.ts'

const tariff = (row: string, ...lines: readonly string[]): string => ruleText`
  zones areas {
    | prefix | zone      |
    | 612    | sydney    |
    | 613    | melbourne |
  }

  tariff voice-area for voice {
    ${lines.join('\n    ')}
    rates {
      ${row}
    }
  }
`

const BOTH =
  '| origin | zone | price           |\n      | *      | *    | 0.25 per minute |\n      | sydney | *    | 0.10 per minute |'
const ANY = '| zone | price           |\n      | *    | 0.25 per minute |'

export const originExamples: CodeExamples = {
  R0280: {
    meaning: 'An origin is the one end of a call, and the tariff does not ask for the other.',
    wrong: tariff(BOTH, 'origin by calling number in areas'),
    right: tariff(BOTH, 'origin by calling number in areas', 'zone by called number in areas')
  },
  R0281: {
    meaning: 'Nothing is priced by where it comes from, and yet events of unknown origin would wait in quarantine.',
    wrong: tariff(ANY, 'origin by calling number in areas', 'zone by called number in areas'),
    right: tariff(ANY, 'zone by called number in areas')
  }
}
