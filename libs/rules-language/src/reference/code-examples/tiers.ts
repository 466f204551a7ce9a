// Codes R0210 to R0219: tables of tiers, and prices of the parts of an event.
import { type CodeExamples, ruleText } from '../code-example.ts'

const tiers = (word: string, columns: string, ...rows: readonly string[]): string => ruleText`
  tiers data-blocks = ${word} {
    counted per subscription, reset every cycle
    ${[columns, ...rows].join('\n    ')}
  }

  tariff data-standard for data {
    rates {
      | price             |
      | tiers data-blocks |
    }
  }
`

const rates = (columns: string, row: string): string => ruleText`
  tariff voice-standard for voice {
    rates {
      ${columns}
      ${row}
    }
  }

  tiers voice-counted = graduated {
    counted per subscription, reset every cycle
    | up to | price           |
    | *     | 0.10 per minute |
  }

  tariff voice-night for voice {
    rates {
      | price               |
      | tiers voice-counted |
    }
  }
`

export const tierExamples: CodeExamples = {
  R0210: {
    meaning: 'Tiers begin where the one before ends. This one would never be reached.',
    wrong: tiers(
      'graduated',
      '| up to | price |',
      '| 50 GB | 2.00 per GB |',
      '| 10 GB | 5.00 per GB |',
      '| * | 1.00 per GB |'
    ),
    right: tiers(
      'graduated',
      '| up to | price |',
      '| 10 GB | 5.00 per GB |',
      '| 50 GB | 2.00 per GB |',
      '| * | 1.00 per GB |'
    )
  },
  R0211: {
    meaning: 'Usage may come to more than the last tier, and would have no price.',
    wrong: tiers('graduated', '| up to | price |', '| 10 GB | 5.00 per GB |'),
    right: tiers('graduated', '| up to | price |', '| 10 GB | 5.00 per GB |', '| * | 1.00 per GB |')
  },
  R0212: {
    meaning: 'A stairstep asks one amount for all usage of the period; the other words price each part of it.',
    wrong: tiers('stairstep', '| up to | price |', '| 10 GB | 5.00 per GB |', '| * | 1.00 per GB |'),
    right: tiers('stairstep', '| up to | amount |', '| 10 GB | 50.00 |', '| * | 90.00 |')
  },
  R0213: {
    meaning:
      'Blocks are paid whole. A tier that ends within one would cut it, and words other than package know no blocks.',
    wrong: tiers(
      'package',
      '| up to | price |',
      '| 15 GB | free |',
      '| 22 GB | 10.00 per started 5 GB |',
      '| * | 8.00 per started 5 GB |'
    ),
    right: tiers(
      'package',
      '| up to | price |',
      '| 15 GB | free |',
      '| 25 GB | 10.00 per started 5 GB |',
      '| * | 8.00 per started 5 GB |'
    )
  },
  R0214: {
    meaning: 'Tiers price all usage of a period together. A single event has no price that a limit could hold.',
    wrong: rates('| price | maximum |', '| tiers voice-counted | 2.00 |'),
    right: rates('| price |', '| tiers voice-counted |')
  },
  R0215: {
    meaning: 'Parts of an event are priced to the tick, so that they add up wherever a band cuts them.',
    wrong: rates('| price |', '| 0.10 per started minute for the first 3 min then 0.05 per minute |'),
    right: rates('| price | increment |', '| 0.10 per minute for the first 3 min then 0.05 per minute | 60s / 60s |')
  },
  R0623: {
    meaning:
      'A later step is for so much of an event as comes after the step before it, and not for so much from the start.',
    wrong: rates(
      '| price |',
      '| free for the first 3 min then 0.05 per minute for the first 10 min then 0.01 per minute |'
    ),
    right: rates(
      '| price |',
      '| free for the first 3 min then 0.05 per minute for the next 7 min then 0.01 per minute |'
    )
  }
}
