// What is corrected by hand comes to the same in the kernel and in a life.
import { play } from '../scenarios/play.ts'
import { dayComes } from './api.ts'
import { BilledAccounts, coastal, error, goodwill } from './billed-accounts.ts'

const accounts = await BilledAccounts.open()
const { api } = accounts
afterAll(() => api.close())

const starts = ['home', 'tv'].map(plan => ({ on: '2026-03-01', do: 'subscribe', as: plan, plan }))
const rules = coastal.replace('approve adjustments above 60.00\n', '')

/** By kind of ledger account, as `BilledAccounts.balances` has the account's own. */
async function lived(facts: readonly object[]) {
  const life = await play({ rules, zone: 'Europe/Berlin', facts: [...starts, ...facts] })
  const own = Object.entries(life.balances.ledger).filter(([name]) => name.endsWith(':life'))
  return {
    balances: Object.fromEntries(own.map(([name, amount]) => [name.split(':')[0], Number(amount)])),
    notes: life.notes.map(({ number, total }) => [number, total]),
    invoices: life.invoices.map(({ cancelledBy, outstanding, total }) => [total, outstanding, cancelledBy])
  }
}

async function kept(account: string) {
  const balances = await accounts.balances(account)
  const { invoices } = (await api.get(`/invoices?account=${account}`)).body
  return {
    balances: { unallocated: 0, ...balances },
    invoices: invoices.map(({ outstanding, total }: { outstanding: string; total: string }) => [total, outstanding])
  }
}

const withoutNotes = (invoices: readonly (readonly unknown[])[]) => invoices.map(([total, open]) => [total, open])

describe('notes of an invoice', () => {
  it('take, charge and give up the same, before and after money comes', async () => {
    const { account, invoice } = await accounts.billed()
    const notes = `/invoices/${invoice}`
    await api.post(`${notes}/credit-notes`, { lines: [{ line: 1, amount: '15.00' }], ...goodwill })
    await api.post(`${notes}/debit-notes`, {
      lines: [
        { line: 2, amount: '3.33' },
        { description: 'Visit', amount: '7.00' }
      ],
      ...error
    })
    await api.post('/payments', { account, amount: '40.00', method: 'bank' })
    await api.post(`${notes}/write-offs`, goodwill)
    await api.post('/payments', { account, amount: '5.00', method: 'bank' })
    await api.post(`${notes}/credit-notes`, { amount: '20.00', ...goodwill })
    dayComes(api, '2026-04-01')
    await accounts.billAll('2026-04-01')
    const on = '2026-03-10'
    const life = await lived([
      { on, do: 'credit-note', lines: [{ line: 1, amount: '15.00' }], reason: 'goodwill' },
      {
        on,
        do: 'debit-note',
        lines: [
          { line: 2, amount: '3.33' },
          { description: 'Visit', amount: '7.00' }
        ],
        reason: 'billing-error'
      },
      { on, do: 'pay', amount: '40.00' },
      { on, do: 'write-off', reason: 'goodwill' },
      { on, do: 'pay', amount: '5.00' },
      { on, do: 'credit-note', amount: '20.00', reason: 'goodwill' },
      { on: '2026-04-01', do: 'advance' }
    ])
    const real = await kept(account)
    expect(life.balances).toMatchObject(real.balances)
    expect(withoutNotes(life.invoices)).toEqual(real.invoices)
    expect(life.notes).toEqual([
      ['CN-000001', '17.85'],
      ['DN-000001', '12.29'],
      ['WO-000001', '13.94'],
      ['CN-000002', '20.00']
    ])
  })

  it('go with an invoice that is cancelled or billed anew, and what was paid of it waits for the next', async () => {
    const { account, invoice } = await accounts.billed()
    await api.post(`/invoices/${invoice}/credit-notes`, { lines: [{ line: 2 }], ...goodwill })
    await api.post('/payments', { account, amount: '30.00', method: 'bank' })
    await api.post(`/invoices/${invoice}/cancel`, { reason: 'wrong', by: 'Bea' })
    await accounts.billAll('2026-04-01')
    const newest = (await accounts.newest(account)).number
    const rebilled = await api.post(`/invoices/${newest}/rebill`, { reason: 'billing-error', by: 'Bea' })
    expect(rebilled.status).toBe(200)
    const life = await lived([
      { on: '2026-03-10', do: 'credit-note', lines: [{ line: 2 }], reason: 'goodwill' },
      { on: '2026-03-10', do: 'pay', amount: '30.00' },
      { on: '2026-03-11', do: 'cancel-invoice', reason: 'wrong' },
      { on: '2026-04-01', do: 'advance' },
      { on: '2026-04-02', do: 'rebill', reason: 'billing-error' },
      { on: '2026-04-02', do: 'advance' }
    ])
    const real = await kept(account)
    expect(life.balances).toMatchObject(real.balances)
    expect(withoutNotes(life.invoices)).toEqual(real.invoices)
    expect(life.invoices.map(([, , by]) => by)).toEqual(['CN-000002', 'CN-000003', null])
  })

  it('are refused for the same reasons', async () => {
    const { invoice } = await accounts.billed()
    const asked = [
      { amount: '60.00' },
      { lines: [{ line: 3 }] },
      { lines: [{ line: 1, amount: '40.01' }] },
      { amount: '0.005' },
      { amount: '5.00', reason: 'luck' }
    ]
    const answers: unknown[] = []
    for (const each of asked)
      answers.push((await api.post(`/invoices/${invoice}/credit-notes`, { ...goodwill, ...each })).body.reason)
    const played = await play({
      rules,
      zone: 'Europe/Berlin',
      facts: [
        ...starts,
        { on: '2026-03-01', do: 'advance' },
        ...asked.map(each => ({ on: '2026-03-10', do: 'credit-note', reason: 'goodwill', ...each }))
      ]
    })
    expect(played.refused.map(({ reason }) => reason)).toEqual(answers)
    expect(answers).toEqual(['above-invoice', 'unknown-line', 'above-line', 'amount-too-fine', 'unknown-reason'])
  })

  it('by which an invoice is billed anew have a reason of the rules', async () => {
    const facts = ['wrong', 'goodwill'].map(reason => ({ on: '2026-03-10', do: 'rebill', reason }))
    const opened = { on: '2026-03-01', do: 'advance' }
    const life = await play({ rules, zone: 'Europe/Berlin', facts: [...starts, opened, ...facts] })
    expect(life.refused).toMatchObject([{ fact: 4, reason: 'unknown-reason' }])
    expect(life.notes).toMatchObject([{ reason: 'goodwill', cancels: true }])
  })
})
