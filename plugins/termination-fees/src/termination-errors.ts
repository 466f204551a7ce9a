// What can be wrong with terms of termination fees, each with a text that is, and the same mended.
import { ruleText, type StatementErrors } from '@farthing/plugin-sdk'

function planOf(...fees: readonly string[]): string {
  return ruleText`
    plan home "Home" {
      ${fees.map(fee => `termination fee ${fee}`).join('\n      ')}
    }
  `
}

export const terminationErrors = {
  R0493: {
    title: 'Termination fees that meet',
    advice:
      'Write them in order of time, each `after` the time `within` which the one before holds, both in days or both in months.',
    meaning:
      'On some day two fees of one plan would hold, or nothing says that they do not: a subscription ends once, and pays one of them.',
    wrong: planOf('100.00 within 6 months', '50.00 within 12 months'),
    right: planOf('100.00 within 6 months', '50.00 after 6 months within 12 months')
  },
  R0494: {
    title: 'A term without days',
    advice:
      'The time after `within` is longer than the one after `after`; both count from the start of the subscription.',
    meaning: 'The fee would hold on no day, for its term ends before it begins.',
    wrong: planOf('50.00 after 6 months within 6 months'),
    right: planOf('50.00 after 6 months within 12 months')
  }
} satisfies StatementErrors
