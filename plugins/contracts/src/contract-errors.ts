// What can be wrong with a contract, each with a text that is, and the same mended.
import { ruleText, type StatementErrors } from '@farthing/plugin-sdk'

function planOf(lines: string, first = 'rent 40.00 per month'): string {
  return ruleText`
    plan home "Home" {
      ${first}
      contract year "A year" { ${lines} }
    }
  `
}

export const contractErrors = {
  R0538: {
    title: 'A term outside of its own bounds',
    advice: 'Let the bounds stand around the term.',
    meaning: 'The term that is signed when nothing else is agreed must be one that may be agreed.',
    wrong: planOf('term 12 months, at least 24 months'),
    right: planOf('term 24 months, at least 12 months')
  },
  R0539: {
    title: 'A share of no rent',
    advice: 'Write the rent of the plan, counted in months, above the contract.',
    meaning: 'The rent of the day of signing is part of the contract, so it must be known where the contract is read.',
    wrong: planOf('term 12 months; early exit 50% of remaining rent', 'setup 10.00'),
    right: planOf('term 12 months; early exit 50% of remaining rent')
  },
  R0540: {
    title: 'Two prices for leaving',
    advice: 'Leave one of them out.',
    meaning:
      'Several lines of early exit are added up. Of two that are word for word the same, one is a slip, and a customer would be asked for both.',
    wrong: planOf('term 12 months; early exit 100.00; early exit 100.00'),
    right: planOf('term 12 months; early exit 100.00; early exit 50% of remaining rent')
  },
  R0612: {
    title: 'Two contracts of one name in a plan',
    advice: 'Give each contract of the plan a name of its own; contracts of other plans may have the same.',
    meaning:
      'A contract is signed by its name and no more: with two of one name, nobody could tell which one was meant.',
    wrong: planOf('term 12 months }\n      contract year "A year, longer" { term 18 months'),
    right: planOf('term 12 months }\n      contract longer "A year and a half" { term 18 months')
  },
  R0614: {
    title: 'A fee of nothing in a contract',
    advice: 'Leave it out: a contract without the line asks for nothing there.',
    meaning: 'It charges nothing; and at most nothing makes leaving free, whatever stands before it.',
    wrong: planOf('term 12 months; early exit 10.00 per month left, at most 0.00'),
    right: planOf('term 12 months; early exit 10.00 per month left, at most 100.00')
  },
  R0652: {
    title: 'A price for leaving on no day',
    advice: 'The time after `within` is longer than the one after `after`; both count from the day of signing.',
    meaning: 'The price would never be asked for, for the time in which it holds is over before it begins.',
    wrong: planOf('term 12 months; early exit 150.00 after 6 months within 6 months'),
    right: planOf('term 12 months; early exit 150.00 after 6 months within 12 months')
  },
  R0655: {
    title: 'A limit of no price for leaving',
    advice: 'Leave it out, or write a line of early exit, of which it is the most.',
    meaning: 'A contract without a line of early exit asks for nothing from who leaves: there is nothing to limit.',
    wrong: planOf('term 12 months; early exit in all at most 200.00'),
    right: planOf('term 12 months; early exit 50% of remaining rent; early exit in all at most 200.00')
  },
  R0656: {
    title: 'A price for leaving after the contract is over',
    advice: 'Let it hold within the term, let a longer term be agreed, or let the contract renew.',
    meaning:
      'A contract that does not renew is over with its term, at the latest with the longest that may be agreed; nobody leaves it early after that.',
    wrong: planOf('term 12 months; early exit 150.00 after 24 months'),
    right: planOf('term 12 months; early exit 150.00 after 24 months; renews for 12 months')
  },
  R0657: {
    title: 'A notice that is longer than the contract',
    advice: 'Leave it out, write a shorter one, or let the contract renew.',
    meaning:
      'A contract that does not renew ends by itself, with the longest term that may be agreed at the latest: a longer notice would have to be given before it is signed.',
    wrong: planOf('term 6 months; notice 12 months'),
    right: planOf('term 6 months; notice 3 months; renews for 6 months')
  },
  R0658: {
    title: 'A price for leaving above its own limit',
    advice: 'Write the one that is meant: the price, or what stands behind `at most`.',
    meaning: 'Whoever leaves early is asked for the limit, and the price that stands before it is asked of nobody.',
    wrong: planOf('term 12 months; early exit 100.00, at most 50.00'),
    right: planOf('term 12 months; early exit 10.00 per month left, at most 50.00')
  }
} satisfies StatementErrors
