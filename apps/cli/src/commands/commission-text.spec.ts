import { runText, statementText } from './commission-text.ts'

const sums = { currency: 'AUD', opening: '0.00', earned: '31.50', clawedBack: '-15.75', paid: '0.00', closing: '15.75' }
const entry = {
  ...{ id: 'e1', date: '2026-03-10', partner: 'agent-7', layer: 'agent', commission: 'dealer', account: 'A-000001' },
  ...{ subscription: 'home', invoice: 'INV-000001', currency: 'AUD', whole: '50.000000', steps: [] }
}

describe('commissions in a terminal', () => {
  it('say of each entry which line, which payments and which rule, and whether the books agree', () => {
    const entries = [
      {
        ...{ ...entry, kind: 'leading' as const, line: null, payments: ['PAY-000001'], amount: '30.00' },
        rule: 'commission dealer > leading (dealers.farthing:2:3)'
      },
      { ...entry, kind: 'trailing' as const, line: 1, payments: [], amount: '-0.60', rule: null }
    ]
    const shown = {
      partner: 'agent-7',
      name: 'Seven Mobile',
      sums: [{ ...sums, ledger: '15.75', reconciled: true }],
      entries
    }
    expect(`\n${statementText(shown)}`).toBe(`
agent-7  Seven Mobile
  2026-03-10  leading, agent   A-000001  INV-000001         paid by PAY-000001  commission dealer > leading (dealers.farthing:2:3)  30.00 AUD
  2026-03-10  trailing, agent  A-000001  INV-000001 line 1  nothing paid        no longer earned                                    -0.60 AUD
  AUD, the ledger agrees
  opening      0.00
  earned      31.50
  gone back  -15.75
  paid         0.00
  owed        15.75
`)
    const off = { ...shown, sums: [{ ...sums, ledger: '16.00', reconciled: false }] }
    expect(statementText(off)).toContain('AUD, the ledger has 16.00: look at its postings of the partner')
    expect(statementText({ ...shown, sums: [] })).toBe('agent-7  Seven Mobile  has earned nothing\n')
  })

  it('say of a run whom it pays how much, and what was not paid', () => {
    const run = {
      ...{ number: 'CR-000001', status: 'proposed' as const, method: 'bank', proposedBy: 'Bea', proposedAt: '' },
      ...{ decidedBy: null, decidedAt: null, date: null },
      payouts: [{ partner: 'agent-7', name: 'Seven Mobile', currency: 'AUD', proposed: '31.50', paid: null }]
    }
    expect(runText(run)).toBe('CR-000001  proposed by Bea, by bank\n  agent-7  Seven Mobile    31.50 AUD\n')
    const payouts = run.payouts.map(payout => ({ ...payout, paid: '15.75' }))
    const paid = { ...run, status: 'paid' as const, decidedBy: 'Cleo', date: '2026-04-01', payouts }
    expect(runText(paid)).toBe(
      'CR-000001  paid by Cleo on 2026-04-01, by bank\n  agent-7  Seven Mobile  31.50 proposed  15.75 AUD\n'
    )
  })
})
