// What can be wrong with tables of changes, each with a text that is, and the same mended.
import { ruleText, type StatementErrors } from '@farthing/plugin-sdk'

const plans = ruleText`
  plan small "Small" { family home, level 1; rent 20.00 per month }
  plan big "Big" { family home, level 2; rent 40.00 per month }
`

const fee = String.raw`| from \ to | small | big  |
  | small     | -     | 5.00 |
  | big       | free  | -    |`

export const changeErrors = {
  R0594: {
    title: 'Levels of a family that there is not',
    advice: 'Name the family of the plans, or write the family into the plans.',
    meaning:
      'Levels price changes within a family. Of one that no plan has they price nothing, so that every change would be free.',
    wrong: `${plans}\nchanges house { upgrade free; downgrade 15.00 }\n`,
    right: `${plans}\nchanges home { upgrade free; downgrade 15.00 }\n`
  },
  R0613: {
    title: 'A change of plan of which two tables speak',
    advice: 'Let one table say it: beside levels a pair may have a cell of its own in the same braces.',
    meaning: 'Which of the two fees is owed would be a guess, and both together is more than either table says.',
    wrong: `${plans}\nchanges home { upgrade free }\nchanges special {\n  ${fee}\n}\n`,
    right: `${plans}\nchanges home {\n  upgrade free\n  ${fee}\n}\n`
  }
} satisfies StatementErrors
