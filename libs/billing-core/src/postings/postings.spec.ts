import fc from 'fast-check'
import { execFileSync, spawnSync } from 'node:child_process'
import { allocate } from './allocate.ts'
import { balances, imbalance } from './balance.ts'
import { journalEntry, journalHeader } from './hledger-journal.ts'
import { commissionPostings, paidCommissionPostings } from './commission-postings.ts'
import { creditNotePostings, invoicePostings, type PostedInvoice } from './invoice-postings.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import { allocationPostings, paymentPostings, reversalPostings } from './payment-postings.ts'
import { shareOut } from './share-out.ts'

const date = Temporal.PlainDate.from('2026-03-01')
const invoice: PostedInvoice = {
  id: 'i1',
  number: 'INV-000001',
  account: 'A-000001',
  date,
  currency: 'AUD',
  lines: [
    { ledger: 'revenue', category: 'rent', amount: 40_000_000n },
    { ledger: 'revenue', category: 'usage', amount: 1_500_000n },
    { ledger: 'bond', category: 'bond', amount: 200_000_000n }
  ],
  creditUsed: 5_000_000n
}
const payment = {
  id: 'p1',
  account: 'A-000001',
  date,
  currency: 'AUD',
  method: 'bank',
  amount: 50_000_000n,
  allocated: 30_000_000n,
  reference: 'R1'
}

const show = (transaction: LedgerTransaction | null) =>
  transaction?.postings.map(({ ledgerAccount, amount }) => `${ledgerAccount} ${Number(amount) / 1e6}`)

describe('postings', () => {
  it('set revenue and bonds against what is owed, less the credit used', () => {
    expect(show(invoicePostings(invoice))).toEqual([
      'revenue:rent -40',
      'revenue:usage -1.5',
      'bond:A-000001 -200',
      'receivable:A-000001 236.5',
      'unallocated:A-000001 5'
    ])
  })

  it('turn a negative invoice into credit', () => {
    const refund = {
      ...invoice,
      creditUsed: 0n,
      lines: [{ ledger: 'revenue' as const, category: 'rent', amount: -9_000_000n }]
    }
    expect(show(invoicePostings(refund))).toEqual(['revenue:rent 9', 'unallocated:A-000001 -9'])
  })

  it('owe each partner its commission, once, and nothing where all of it goes back', () => {
    const earned = { id: 'c1', account: 'A-000001', date, currency: 'AUD' }
    const of = (partner: string, amount: bigint) => ({ partner, amount })
    const entries = [of('a', 30_000_000n), of('d', 15_000_000n), of('a', -5_000_000n)]
    expect(show(commissionPostings({ ...earned, entries }))).toEqual([
      'commission-expense 40',
      'commission:a -25',
      'commission:d -15'
    ])
    expect(show(commissionPostings({ ...earned, entries: [of('a', 5n), of('d', -5n)] }))).toHaveLength(2)
    expect(commissionPostings({ ...earned, entries: [of('a', 5n), of('a', -5n)] })).toBeNull()
  })

  it('undo an invoice by its credit note, and hold what was paid as credit', () => {
    const issued = invoicePostings(invoice)
    const note = creditNotePostings({
      ...{ ...invoice, number: 'CN-000001', invoice: invoice.number },
      owedNoMore: 241_500_000n - invoice.creditUsed
    })
    const after = balances([issued, note].filter(each => each !== null))
    expect([...after].filter(([, units]) => units.get('AUD') !== 0n)).toEqual([])
  })

  it('hold the part of a payment that no invoice takes', () => {
    expect(show(paymentPostings(payment))).toEqual([
      'cash:bank 50',
      'receivable:A-000001 -30',
      'unallocated:A-000001 -20'
    ])
    const sums = balances([paymentPostings(payment), reversalPostings(payment, date)])
    expect([...sums.values()].every(units => units.get('AUD') === 0n)).toBe(true)
  })

  it('always sum to zero per unit', () => {
    const line = fc.record({
      ledger: fc.constantFrom('revenue' as const, 'bond' as const),
      category: fc.constantFrom('rent', 'usage'),
      amount: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
    })
    fc.assert(
      fc.property(fc.array(line), fc.bigInt({ min: 0n, max: 10n ** 9n }), (lines, creditUsed) => {
        const posted = invoicePostings({ ...invoice, lines, creditUsed })
        expect(posted === null ? 0 : imbalance(posted).size).toBe(0)
      })
    )
  })
})

describe('allocate', () => {
  const open = [
    { invoice: 'i2', due: date.add({ days: 30 }), outstanding: 10n },
    { invoice: 'i1', due: date, outstanding: 5n },
    { invoice: 'i3', due: date.add({ days: 60 }), outstanding: 10n }
  ]

  it('settles the oldest first and returns the rest', () => {
    expect(allocate(12n, open)).toEqual({
      allocations: [
        { invoice: 'i1', amount: 5n, settles: true },
        { invoice: 'i2', amount: 7n, settles: false }
      ],
      rest: 0n
    })
    expect(allocate(40n, open).rest).toBe(15n)
  })

  it('settles only those named, in that order', () => {
    expect(allocate(12n, open, ['i3']).allocations).toEqual([{ invoice: 'i3', amount: 10n, settles: true }])
  })

  it.each([
    ['the rest of it, which settles nothing', 5n, [['i1', 5n, false]]],
    [
      'all but a part of what was given up',
      45n,
      [
        ['i1', 5n, false],
        ['i2', 10n, true],
        ['i3', 10n, true],
        ['i1', 20n, false]
      ]
    ],
    [
      'all of it',
      55n,
      [
        ['i1', 5n, false],
        ['i2', 10n, true],
        ['i3', 10n, true],
        ['i1', 30n, true]
      ]
    ]
  ] as const)('pays of an invoice of which a part was given up %s', (_, amount, paid) => {
    const givenUp = [{ invoice: 'i1', due: date, outstanding: 30n }]
    const { allocations } = shareOut(amount, { open, givenUp, named: undefined })
    expect(allocations.map(({ amount: part, invoice, settles }) => [invoice, part, settles])).toEqual(paid)
  })
})

describe('the hledger journal', () => {
  const awkward: LedgerTransaction = {
    key: 'item (1)',
    date,
    description: 'A; "b" |\nc',
    account: 'A-000001',
    postings: [
      { ledgerAccount: 'pocket:5 GB:A-000001', unit: 'MB 10^6', amount: 1n },
      { ledgerAccount: 'issued:5 GB', unit: 'MB 10^6', amount: -1n }
    ]
  }
  const allocation = allocationPostings({ id: 'al1', account: 'A-000001', date, currency: 'AUD', amount: 20_000_000n })
  const owed = { id: 'c1', account: 'A-000001', date, currency: 'AUD' }
  const earned = commissionPostings({
    ...owed,
    entries: [
      { partner: 'agent-7', amount: 30_000_000n },
      { partner: 'dealer-3', amount: 15_000_000n },
      { partner: 'agent-7', amount: -10_000_000n }
    ]
  })
  const paidOut = { ...owed, partner: 'agent-7', method: 'bank', amount: 20_000_000n, reference: 'CP-000001' }
  const commission = [earned, paidCommissionPostings(paidOut)]
  const entries = [invoicePostings(invoice), paymentPostings(payment), allocation, awkward, ...commission].flatMap(
    each => each ?? []
  )
  const journal =
    journalHeader([
      { unit: 'AUD', decimals: 2 },
      { unit: 'MB 10^6', decimals: 6 }
    ]) + entries.map(journalEntry).join('')

  it('names every posting to the last decimal', () => {
    expect(journal).toContain('    revenue:usage  -1.500000 AUD\n')
    expect(journal).toContain('    pocket:5 GB:A-000001  0.000001 "MB 10^6"\n')
  })

  const hledger = spawnSync('hledger', ['--version']).status === 0
  ;(hledger ? it : it.skip)('passes hledger check and agrees on the balances', () => {
    const run = (...args: string[]) =>
      execFileSync('hledger', ['-f', '-', ...args], { input: journal, encoding: 'utf8' })
    expect(run('check')).toBe('')
    expect(run('balance', 'receivable', '--no-total', '--layout=bare', '-O', 'csv')).toContain(
      '"receivable:A-000001","AUD","186.50'
    )
    expect(run('balance', 'commission', '--no-total', '--layout=bare', '-O', 'csv')).toBe(
      '"account","commodity","balance"\n"commission:dealer-3","AUD","-15.00"\n"commission-expense","AUD","35.00"\n'
    )
  })
})
