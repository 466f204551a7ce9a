// What can be wrong with a commitment, each with a text that is, and the same mended.
import type { StatementErrors } from '@farthing/plugin-sdk'

export const commitmentErrors = {
  R0561: {
    title: 'Commitment to nothing',
    advice: 'Write what a period comes to at least; leave the commitment out where there is none.',
    meaning: 'Whatever a customer spends is at least nothing: the commitment would never charge anything.',
    wrong: 'commitment gold "Minimum spend" 0.00 per month\n',
    right: 'commitment gold "Minimum spend" 50.00 per month\n'
  },
  R0562: {
    title: 'Commitment shorter than a billing cycle',
    advice: 'Write `per month` or longer: `per quarter`, `per 6 months`, `per year`.',
    meaning:
      'What was spent is added up by billing cycles, for usage is charged by them: no part of a cycle has a sum.',
    wrong: 'commitment gold "Minimum spend" 12.00 per week\n',
    right: 'commitment gold "Minimum spend" 50.00 per month\n'
  },
  R0563: {
    title: 'Two commitments of one name',
    advice:
      'Give each commitment a name of its own; one that is agreed on changed terms later is published with the same name in a later version.',
    meaning:
      'Who agrees to a commitment names it and no more: with two of one name, nobody could tell which one was meant.',
    wrong: 'commitment gold "Minimum spend" 50.00 per month\ncommitment gold "Minimum spend" 600.00 over 12 months\n',
    right:
      'commitment gold "Minimum spend" 50.00 per month\ncommitment gold-year "Minimum spend" 600.00 over 12 months\n'
  }
} satisfies StatementErrors
