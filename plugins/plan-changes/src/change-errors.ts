// What can be wrong with levels, with a text that is, and the same mended.
import { ruleText, type StatementErrors } from '@farthing/plugin-sdk'

const plans = ruleText`
  plan small "Small" { family home, level 1; rent 20.00 per month }
  plan big "Big" { family home, level 2; rent 40.00 per month }
`

export const changeErrors = {
  R0594: {
    title: 'Levels of a family that there is not',
    advice: 'Name the family of the plans, or write the family into the plans.',
    meaning:
      'Levels price changes within a family. Of one that no plan has they price nothing, so that every change would be free.',
    wrong: `${plans}\nchanges house { upgrade free; downgrade 15.00 }\n`,
    right: `${plans}\nchanges home { upgrade free; downgrade 15.00 }\n`
  }
} satisfies StatementErrors
