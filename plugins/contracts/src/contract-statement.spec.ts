import { testStatement } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('contract', () => {
  it('has a name that no other contract of its plan has', () => {
    const second = (name: string): string =>
      `contract year "A year" { term 12 months }\ncontract ${name} "Longer" { term 18 months }`
    expect(testStatement(plugin, second('longer'))).toMatchObject({ ok: true })
    expect(testStatement(plugin, second('year'))).toEqual({
      ok: false,
      errors: ['R0612 there is a contract year above already']
    })
  })

  it.each([
    ['signing fee 0.00', 'a fee of nothing charges nothing: leave it out'],
    ['ending fee 0.00', 'a fee of nothing charges nothing: leave it out'],
    ['early exit in all at most 0.00', 'at most nothing is no fee: leave it out'],
    ['early exit 0.00', 'a fee of nothing charges nothing: leave it out'],
    ['early exit 0.00 per month left', 'a fee of nothing charges nothing: leave it out'],
    ['early exit 10.00, at most 0.00', 'at most nothing is no fee: leave it out']
  ])('with %s is refused', (line, message) => {
    const text = `contract year "A year" { term 12 months; ${line} }`
    expect(testStatement(plugin, text)).toEqual({ ok: false, errors: [`R0614 ${message}`] })
  })

  it.each([
    ['early exit 9.00; early exit 9.00', 'R0540 the same price for leaving stands above already'],
    ['early exit 9.00 after 6 months within 6 months', 'R0652 it holds on no day'],
    ['early exit 9.00 after 31 days within 1 month', 'R0652 it holds on no day'],
    ['early exit 9.00 after 1 month within 28 days', 'R0652 it holds on no day'],
    ['early exit 9.00 after 245 days within 8 months', 'R0652 it holds on no day'],
    ['early exit in all at most 9.00', 'R0655 leaving early costs nothing here'],
    ['early exit 9.00 after 12 months', 'R0656 it holds on no day: the contract is over 12 months after signing'],
    ['early exit 9.00; early exit 2.00 per month left after 366 days', 'R0656 it holds on no day'],
    ['early exit 9.00, at most 8.99', 'R0658 nobody is asked for so much: its own limit is less'],
    ['early exit 9.00 per month left, at most 8.99', 'R0658 nobody is asked for so much: its own limit is less'],
    ['notice 13 months', 'R0120 nobody gives notice so long ahead'],
    ['notice 2 month', 'R0120 several are written so: notice 2 months'],
    ['notice 1 months', 'R0120 one is written so: notice 1 month']
  ])('with %s is refused', (lines, error) => {
    const text = `contract year "A year" { term 12 months; ${lines} }`
    expect(testStatement(plugin, text)).toEqual({ ok: false, errors: [expect.stringContaining(error)] })
  })

  it.each([
    ['notice 1 days', { notice: { unit: 'day', count: 1 } }],
    ['notice 1 month', { notice: { unit: 'month', count: 1 } }],
    ['notice 12 months', { notice: { unit: 'month', count: 12 } }],
    ['early exit 9.00 after 30 days within 1 month', { exits: [{ amount: 9_000_000n }] }],
    ['early exit 9.00; early exit 9.00 per month left', { exits: [{ basis: 'once' }, { basis: 'monthly' }] }],
    // signed on 1 February it holds on 1 and 2 March
    ['early exit 9.00 after 1 month within 30 days', { exits: [{ amount: 9_000_000n }] }],
    // signed on 1 March it holds on 31 October
    ['early exit 9.00 after 244 days within 8 months', { exits: [{ amount: 9_000_000n }] }],
    ['early exit 9.00 after 365 days', { exits: [{ amount: 9_000_000n }] }],
    ['early exit 9.00 after 12 months; renews month by month', { exits: [{ amount: 9_000_000n }] }],
    ['early exit 9.00; early exit in all at most 9.00', { exitMost: 9_000_000n }]
  ])('with %s', (lines, value) => {
    const text = `contract year "A year" { term 12 months; ${lines} }`
    expect(testStatement(plugin, text)).toMatchObject({ ok: true, values: [value] })
  })

  it.each([
    ['term 6 months; notice 12 months', 'the contract is over 6 months after signing'],
    ['term 6 months, at most 9 months; notice 10 months', 'the contract is over 9 months after signing'],
    ['term 1 months; notice 32 days', 'the contract is over 1 month after signing']
  ])('with %s is refused: nobody could give it in time', (lines, why) => {
    const errors = [`R0657 nobody can give so long a notice: ${why}`]
    expect(testStatement(plugin, `contract half "Half a year" { ${lines} }`)).toEqual({ ok: false, errors })
  })

  it.each([
    ['term 6 months; notice 6 months'],
    ['term 6 months, at most 12 months; notice 12 months'],
    ['term 1 months; notice 31 days'],
    ['term 6 months; notice 12 months; renews for 12 months'],
    ['term 6 months; early exit 9.00, at most 9.00']
  ])('with %s is not', lines => {
    expect(testStatement(plugin, `contract half "Half a year" { ${lines} }`)).toMatchObject({ ok: true })
  })

  it('may ask for leaving on any day of the longest term that may be agreed', () => {
    const month = 'contract short "A month" { term 1 months; early exit 9.00 after 1 month }'
    expect(testStatement(plugin, month)).toEqual({
      ok: false,
      errors: ['R0656 it holds on no day: the contract is over 1 month after signing']
    })
    const text = (months: number): string =>
      `contract year "A year" { term 12 months, at most 24 months; early exit 9.00 after ${months} months }`
    expect(testStatement(plugin, text(23))).toMatchObject({ ok: true })
    expect(testStatement(plugin, text(24))).toMatchObject({ ok: false })
  })
})
