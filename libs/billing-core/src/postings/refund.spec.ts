import { balances } from './balance.ts'
import { paymentPostings, reversalPostings } from './payment-postings.ts'
import { owedRefundPostings, refusedRefund } from './refund.ts'

const date = Temporal.PlainDate.from('2026-05-02')
const refund = {
  ...{ id: 'r1', account: 'A-000001', date, currency: 'AUD', method: 'bank', reference: 'RF-000001' },
  ...{ amount: -200_000_000n, allocated: 0n }
}

describe('a refund', () => {
  it('takes money out of credit, and comes back when it is reversed', () => {
    const paid = paymentPostings(refund)
    expect(paid).toMatchObject({
      key: 'refund:r1',
      description: 'Refund RF-000001',
      postings: [
        { ledgerAccount: 'cash:bank', amount: -200_000_000n },
        { ledgerAccount: 'unallocated:A-000001', amount: 200_000_000n }
      ]
    })
    const back = reversalPostings(refund, date)
    expect(back).toMatchObject({ key: 'refund-reversal:r1', description: 'Reversal of refund RF-000001' })
    expect([...balances([paid, back]).values()].every(units => units.get('AUD') === 0n)).toBe(true)
  })

  it.each([
    [200_000_000n, 200_000_000n, undefined],
    [200_010_000n, 200_000_000n, 'amount-above-credit'],
    [10_000n, 0n, 'amount-above-credit'],
    [10_000n, -5_000_000n, 'amount-above-credit'],
    [0n, 200_000_000n, 'amount-not-positive'],
    [-10_000n, 200_000_000n, 'amount-not-positive'],
    [5_000n, 200_000_000n, 'amount-too-fine']
  ])('of %s out of a credit of %s: %s', (amount, credit, reason) => {
    expect(refusedRefund(amount, { credit, open: 0n, currency: 'AUD' })?.reason).toBe(reason)
  })

  it('leaves what open invoices ask for', () => {
    const held = { credit: 200_000_000n, open: 150_000_000n, currency: 'AUD' }
    expect(refusedRefund(50_000_000n, held)).toBeUndefined()
    expect(refusedRefund(50_010_000n, held)?.detail).toContain(
      '200.00 AUD is held in credit, and open invoices ask for 150.00 AUD, which it pays first: no more than 50.00 AUD can be paid out.'
    )
    expect(refusedRefund(0n, { ...held, open: 200_000_000n })?.reason).toBe('amount-above-credit')
  })

  it('is owed as an expense when what brought the credit is gone', () => {
    const owed = owedRefundPostings({ ...refund, amount: 50_000_000n, of: 'a reversed payment' })
    expect(owed.postings.map(({ amount, ledgerAccount }) => [ledgerAccount, amount])).toEqual([
      ['expense:refunded-credit', 50_000_000n],
      ['unallocated:A-000001', -50_000_000n]
    ])
  })
})
