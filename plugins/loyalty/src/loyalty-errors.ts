// What can be wrong with a loyalty programme, each with a text that is, and the same mended.
import type { StatementErrors } from '@farthing/plugin-sdk'

export const loyaltyErrors = {
  R0600: {
    title: 'Points that nobody can earn',
    advice: 'Write what brings points, and hold them in a unit that the rules declare: unit points.',
    meaning: 'The programme says nothing that brings points, or holds them in what is no unit of the rules.',
    wrong: 'unit points\nloyalty stars "Stars" in points {\n  redeem 100 for 5.00 discount\n}\n',
    right:
      'unit points\nloyalty stars "Stars" in points {\n  earn 1 per 10.00 of invoice\n  redeem 100 for 5.00 discount\n}\n'
  },
  R0601: {
    title: 'Two loyalty programmes of one name',
    advice: 'Give each a name of its own; one that changes is published with the same name in a later version.',
    meaning: 'Who joins or redeems names the programme: with two of one name nobody could tell which one was meant.',
    wrong:
      'unit points\nloyalty stars "Stars" in points {\n  earn 50 each year\n}\nloyalty stars "Moons" in points {\n  earn 60 each year\n}\n',
    right:
      'unit points\nloyalty stars "Stars" in points {\n  earn 50 each year\n}\nloyalty moons "Moons" in points {\n  earn 60 each year\n}\n'
  },
  R0602: {
    title: 'Reward without a rate',
    advice: 'Write one rate for a discount and one for credit, each above nothing, and each item and each pocket once.',
    meaning: 'What points are worth is said twice, or they are worth nothing.',
    wrong:
      'unit points\nloyalty stars "Stars" in points {\n  earn 50 each year\n  redeem 100 for 5.00 discount\n  redeem 200 for 12.00 discount\n}\n',
    right:
      'unit points\nloyalty stars "Stars" in points {\n  earn 50 each year\n  redeem 100 for 5.00 discount\n  redeem 100 for 6.00 credit\n}\n'
  },
  R0617: {
    title: 'Points redeemed for points',
    advice: 'Redeem points for another unit, a discount, credit or an item, or leave the line out.',
    meaning:
      'Points for points of the same unit change nothing but their number: at a rate above one they never end, at one below it they are gone for nothing.',
    wrong: 'unit points\nloyalty stars "Stars" in points {\n  earn 50 each year\n  redeem 10 for 20 points\n}\n',
    right: 'unit points\nloyalty stars "Stars" in points {\n  earn 50 each year\n  redeem 10 for 20 min\n}\n'
  },
  R0639: {
    title: 'A pocket for points that pays for nothing',
    advice: 'Give more than nothing, in whole parts of the unit, and name services that are counted in it.',
    meaning:
      'A pocket holds a whole number of parts of its unit, and pays for use that is counted in it: for a service that is counted in another unit it would never pay anything.',
    wrong: 'unit points\nloyalty stars "Stars" in points {\n  earn 50 each year\n  redeem 100 for 0 GB\n}\n',
    right: 'unit points\nloyalty stars "Stars" in points {\n  earn 50 each year\n  redeem 100 for 1 GB\n}\n'
  }
} satisfies StatementErrors
