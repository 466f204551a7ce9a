import { defineStatement, type Signature } from './signature.ts'

const rent = defineStatement({
  id: 'recurring-charges.rent',
  in: ['plan'],
  pattern: 'rent <amount> per <period> [in advance | in arrears] [, prorated by <basis>]',
  slots: {
    amount: { kind: 'money' },
    period: { kind: 'period' },
    basis: { kind: 'choice', of: ['day', 'day of 30', 'second'], optional: true }
  },
  doc: 'Charges an amount for every period.',
  example: 'rent 40.00 per month in advance, prorated by day',
  lower: match => {
    const basis: 'day' | 'day of 30' | 'second' | undefined = match.slots.basis
    return {
      ok: true,
      value: {
        amount: match.slots.amount.micro,
        unit: match.slots.period.unit,
        basis,
        place: match.slotPlace('amount')
      }
    }
  }
})

describe('defineStatement', () => {
  it('keeps the types of the slots and still fits a list of any signatures', () => {
    const all: readonly Signature[] = [rent]
    expect(all[0]?.id).toBe('recurring-charges.rent')
  })
})
