// Codes R0430 to R0439, R0620: how far versions reach, and until when they hold.
import { type CodeExamples, ruleText } from '../code-example.ts'

const versions = (...heads: readonly (readonly string[])[]): string =>
  heads
    .map(
      (lines, index) => ruleText`
        plan mobile-20 "Mobile 20" {
          ${lines.join('\n  ')}
          rent 2${String(index)}.00 per month
        }
      `
    )
    .join('\n')

export const reachExamples: CodeExamples = {
  R0430: {
    meaning: 'A reach says what becomes of those who had an earlier version. Before this one there is none.',
    wrong: versions(['from 2026-06-01', 'holds for new customers']),
    right: versions(['from 2026-01-01 until 2026-06-01'], ['from 2026-06-01', 'holds for new customers'])
  },
  R0431: {
    meaning: 'A version that reaches back corrects bills of days before its own first day.',
    wrong: versions(['until 2026-06-01'], ['from 2026-06-01', 'holds retroactively from 2026-06-01']),
    right: versions(['until 2026-06-01'], ['from 2026-06-01', 'holds retroactively from 2026-05-01'])
  },
  R0432: {
    meaning: 'Usage is kept for re-rating for two years. A slip of a digit in the year must not correct bills of ten.',
    wrong: versions(['until 2026-06-01'], ['from 2026-06-01', 'holds retroactively from 2016-05-01']),
    right: versions(['until 2026-06-01'], ['from 2026-06-01', 'holds retroactively from 2026-05-01'])
  },
  R0433: {
    meaning: 'Two versions want the same days, and nothing would be left of the earlier one.',
    wrong: versions(
      ['until 2026-05-01'],
      ['from 2026-05-01 until 2026-06-01'],
      ['from 2026-06-01', 'holds retroactively from 2026-04-01']
    ),
    right: versions(
      ['until 2026-05-01'],
      ['from 2026-05-01 until 2026-06-01'],
      ['from 2026-06-01', 'holds retroactively from 2026-05-01']
    )
  },
  R0434: {
    meaning:
      'A version for everyone from next cycle comes to the last customer a month after its date. Before that the next version takes over.',
    wrong: versions(
      ['until 2026-05-01'],
      ['from 2026-05-01 until 2026-05-15', 'holds for everyone from next cycle'],
      ['from 2026-05-15']
    ),
    right: versions(
      ['until 2026-05-01'],
      ['from 2026-05-01 until 2026-06-01', 'holds for everyone from next cycle'],
      ['from 2026-06-01']
    )
  },
  R0620: {
    meaning:
      'A block that says until when it holds in two ways would end by one of them, and nobody could tell by which.',
    wrong: versions(['from 2026-01-01 until 2027-01-01', 'until 2026-06-01']),
    right: versions(['from 2026-01-01 until 2026-06-01'])
  }
}
