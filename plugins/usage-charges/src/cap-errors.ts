// What can be wrong with a cap, each with a text that is, and the same mended.
import type { StatementErrors } from '@farthing/plugin-sdk'
import { surfPlan } from './surf-plan.ts'

export const capErrors = {
  R0517: {
    title: 'No days over which a cap counts',
    advice: 'Write from 1 to 92 whole days: per day, per 7 days. What begins anew with each bill is per cycle.',
    meaning:
      'A cap over days looks back from the day of each use over so many days. Months are not all as long, so that nobody could say which days count; and what was charged is kept for a quarter of a year.',
    wrong: surfPlan('cap data at 20.00 per month'),
    right: surfPlan('cap data at 20.00 per 30 days')
  },
  R0518: {
    title: 'Two caps of the same usage',
    advice: 'Leave one of them out.',
    meaning: 'Both count the same sum, so the larger one is never reached.',
    wrong: surfPlan('cap data at 20.00 per 7 days; cap data at 15.00 per 7 days'),
    right: surfPlan('cap data at 15.00 per 7 days')
  },
  R0629: {
    title: 'A cap beside a wider one that is never reached',
    advice: 'Leave the narrower one out, or make it smaller.',
    meaning:
      'A cap of all usage, or of several services, counts what the narrower one counts and more. When it holds no less than that one, it is reached first at any time.',
    wrong: surfPlan('cap data at 20.00 per cycle; cap all usage at 15.00 per cycle'),
    right: surfPlan('cap data at 10.00 per cycle; cap all usage at 15.00 per cycle')
  }
} satisfies StatementErrors
