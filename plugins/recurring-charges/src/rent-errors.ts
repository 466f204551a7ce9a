// What can be wrong with the prices that stand in a rent, each with a text that is, and the same mended.
import { ruleText, type StatementErrors } from '@farthing/plugin-sdk'

function planOf(line: string): string {
  return ruleText`
    plan home "Home" {
      rent 40.00 per month { ${line} }
    }
  `
}

export const rentErrors = {
  R0491: {
    title: 'A price of nothing',
    advice: 'Write free instead of an amount of zero.',
    meaning: 'Nothing is free by accident: a day that costs nothing says so in a word that nobody misreads.',
    wrong: planOf('at 0.00 for 14 days'),
    right: planOf('free for 14 days')
  },
  R0492: {
    title: 'A price that changes nothing',
    advice: 'Write another price, or leave the line out.',
    meaning:
      'What follows a first price costs the same, or what is charged while suspended is no less than what would be charged then anyway: either the line or the amount is a mistake.',
    wrong: planOf('at 40.00 for 3 months'),
    right: planOf('at 10.00 for 3 months')
  },
  R0648: {
    title: 'Two prices for one suspension',
    advice: 'Keep one of them, or name another kind of suspension.',
    meaning:
      'While a subscription is suspended one price holds: that of the line which names the kind of its suspension, or of the line that names none.',
    wrong: planOf('free while suspended; at 5.00 while suspended'),
    right: planOf('free while suspended')
  }
} satisfies StatementErrors
