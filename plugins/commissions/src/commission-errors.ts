// What can be wrong with a commission, each with a text that is, and the same mended.
import { ruleText, type StatementErrors } from '@farthing/plugin-sdk'

function commissionOf(lines: string): string {
  return ruleText`
    commission dealer "Dealer commission" { ${lines} }
  `
}

export const commissionErrors = {
  R0581: {
    title: 'Layers that are not the whole',
    advice: 'Let the layers come to 100% together; what the operator keeps is no commission.',
    meaning:
      'A commission is said as a whole and shared out over its layers to the last coin: shares that come to more or less would pay another sum than the one that is written.',
    wrong: commissionOf('leading fee 50.00; layer agent 60%; layer dealer 30%'),
    right: commissionOf('leading fee 50.00; layer agent 60%; layer dealer 40%')
  },
  R0582: {
    title: 'Two commissions of one name',
    advice:
      'Give each commission a name of its own; changed terms are published with the same name in a later version.',
    meaning:
      'A sale names the commission that it is made under and no more: with two of one name, nobody could tell which one was meant.',
    wrong: `${commissionOf('leading fee 50.00; layer dealer 100%')}${commissionOf('leading fee 60.00; layer dealer 100%')}`,
    right: commissionOf('leading fee 50.00; layer dealer 100%')
  },
  R0583: {
    title: 'A commission that pays nothing',
    advice: 'Write a `leading` or a `trailing` line.',
    meaning: 'Layers share out what is earned; without a line that says what that is, nothing ever is.',
    wrong: commissionOf('layer dealer 100%'),
    right: commissionOf('trailing 5% of rent; layer dealer 100%')
  },
  R0584: {
    title: 'Two layers of one name',
    advice: 'Give each layer a name of its own.',
    meaning: 'Statements of partners name the layer that an entry is of.',
    wrong: commissionOf('leading fee 50.00; layer dealer 60%; layer dealer 40%'),
    right: commissionOf('leading fee 50.00; layer agent 60%; layer dealer 40%')
  },
  R0585: {
    title: 'Two parts that count the same lines',
    advice:
      'Name plans with `on`, or categories with `of`, that are apart, or two layers with `to`. A service, and the category of an item, is a part of its type: calls are `voice` and `usage`, so name the other services beside `voice`.',
    meaning:
      'Which of the two is earned would be a guess, and both together is more than either line says. Two that name two layers are no guess: each is of its own.',
    wrong: commissionOf('trailing 5% of rent; trailing 3%; layer dealer 100%'),
    right: commissionOf('trailing 5% of rent; trailing 3% of usage; layer dealer 100%')
  },
  R0654: {
    title: 'A layer that there is not',
    advice: 'Name one of the layers of the commission after `to`, or write the layer.',
    meaning: 'Nobody would have what the line brings.',
    wrong: commissionOf('leading fee 50.00 to agnet; layer agent 100%'),
    right: commissionOf('leading fee 50.00 to agent; layer agent 100%')
  },
  R0615: {
    title: 'A part of a commission that is nothing',
    advice: 'Leave it out, or say what it brings.',
    meaning: 'A share or a fee of nothing is never earned: the line would only look as if something were.',
    wrong: commissionOf('leading fee 50.00; trailing 0% of rent; layer dealer 100%'),
    right: commissionOf('leading fee 50.00; trailing 5% of rent; layer dealer 100%')
  }
} satisfies StatementErrors
