import { owedTopUp, takeBackFilling, takenBackPostings } from './take-back-filling.ts'

const filled = (balance: bigint, reserved = 0n, lapsed = 0n) => ({
  ...{ paid: 20n, lapsed, pocket: { id: 'p', number: 3, unit: 'EUR', balance, reserved } }
})

describe('a payment that filled a pocket and is taken back', () => {
  it.each([
    ['untouched', filled(20n), { left: 20n, lapsed: 0n, owed: 0n }],
    ['used in part', filled(8n), { left: 8n, lapsed: 0n, owed: 12n }],
    ['used up', filled(0n), { left: 0n, lapsed: 0n, owed: 20n }],
    ['held in part', filled(15n, 6n), { left: 9n, lapsed: 0n, owed: 11n }],
    ['lapsed', filled(0n, 0n, 14n), { left: 0n, lapsed: 14n, owed: 6n }],
    ['lapsed but for what is held', filled(2n, 2n, 14n), { left: 0n, lapsed: 14n, owed: 6n }]
  ])('%s', (_, given, back) => {
    expect(takeBackFilling(given)).toEqual(back)
    const { pocket } = given
    const date = Temporal.PlainDate.from('2026-03-05')
    const { postings } = takenBackPostings({ ...back, pocket, date, id: 'x', account: { id: 'a', number: 'A-1' } })
    expect(postings.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n)
    expect(postings).toContainEqual({ ledgerAccount: 'unallocated:A-1', unit: 'EUR', amount: -20n })
  })

  it('is owed by an item that names it', () => {
    const given = { ...filled(0n), paid: 20_000_000n }
    expect(owedTopUp(12_000_000n, given, 'PAY-000003')).toEqual({
      ...{
        kind: 'item',
        category: 'reversed-top-ups',
        subscription: null,
        amount: 12_000_000n,
        reversed: 'PAY-000003'
      },
      description: 'Reversed top-up of 20.00 EUR, as far as it was used'
    })
  })
})
