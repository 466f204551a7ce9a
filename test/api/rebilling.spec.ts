// Write-offs, invoices that are billed anew, and what the books say after all of it.
import { parseDecimal } from '@farthing/billing-core/values'
import { LedgerService } from '@farthing/kernel'
import { hledger } from '@farthing/testing'
import fc from 'fast-check'
import { farthing } from '../scenarios/farthing.ts'
import { BilledAccounts, coastal, error, goodwill } from './billed-accounts.ts'

const accounts = await BilledAccounts.open()
const { api } = accounts
afterAll(() => api.close())

describe('a write-off', () => {
  it('gives up what is open, and money that comes after all takes it back', async () => {
    const { account, invoice } = await accounts.billed()
    const given = await accounts.post(`/invoices/${invoice}/write-offs`, { reason: 'billing-error', by: 'Bea' })
    expect(given).toMatchObject({
      kind: 'write-off',
      status: 'approved',
      number: 'WO-000001',
      total: '59.50',
      lines: []
    })
    expect(await accounts.balances(account)).toEqual({ receivable: 0 })
    expect((await api.get('/ledger/balances?kind=writeoff')).body).toMatchObject([{ amount: '59.500000' }])
    expect(await api.post(`/invoices/${invoice}/write-offs`, error)).toMatchObject({
      ...{ status: 409, body: { reason: 'nothing-open' } }
    })
    const paid = await accounts.post('/payments', { account, amount: '20.00', method: 'bank' })
    expect(paid).toMatchObject({ allocations: [{ invoice, amount: '20.00' }], unallocated: '0.00' })
    expect((await api.get('/ledger/balances?kind=writeoff')).body).toMatchObject([{ amount: '39.500000' }])
    await api.post(`/payments/${paid.number}/reverse`, { reason: 'bounced' })
    expect((await api.get(`/invoices/${invoice}`)).body).toMatchObject({ adjusted: '39.50', outstanding: '20.00' })
  })

  it('of a part leaves the rest open, and goes when its invoice is credited', async () => {
    const { account, invoice } = await accounts.billed()
    await accounts.post(`/invoices/${invoice}/write-offs`, { amount: '30.00', ...error })
    const { id } = await accounts.post(`/invoices/${invoice}/credit-notes`, { amount: '40.00', ...goodwill })
    await accounts.post(`/adjustments/${id}/approve`, { by: 'Carl' })
    expect((await api.get(`/invoices/${invoice}`)).body).toMatchObject({ adjusted: '59.50', outstanding: '0.00' })
    await api.post(`/invoices/${invoice}/cancel`, { reason: 'wrong address' })
    expect(await accounts.balances(account)).toEqual({ receivable: 0 })
    expect(await api.post(`/invoices/${invoice}/write-offs`, error)).toMatchObject({ status: 409 })
  })
})

describe('rebilling', () => {
  it('credits an invoice and bills the same anew by what is known now, once', async () => {
    const { account, invoice } = await accounts.billed()
    await api.post('/payments', { account, amount: '20.00', method: 'bank' })
    const [home] = (await api.get(`/accounts/${account}/subscriptions`)).body
    await api.post(`/subscriptions/${home.id}/terminate`, { effective: '2026-03-01' })
    const why = { reason: 'billing-error', by: 'Bea' }
    const answers = await Promise.all([1, 2, 3].map(() => api.post(`/invoices/${invoice}/rebill`, why)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    const { cancelled, invoice: anew } = answers.find(({ status }) => status === 200)?.body ?? {}
    expect(cancelled).toMatchObject({ number: invoice, status: 'cancelled' })
    expect(anew).toMatchObject({ status: 'issued', total: '11.90', billDate: '2026-03-01', paid: '11.90' })
    expect(await accounts.balances(account)).toEqual({ receivable: 0, unallocated: -8.1 })
    await accounts.billAll('2026-04-01')
    expect((await api.get(`/invoices?account=${account}`)).body.invoices.at(-1)).toMatchObject({ total: '11.90' })
  })

  it('says why by a reason of the rules, and its credit note prints it', async () => {
    const { account, invoice } = await accounts.billed()
    expect(await api.post(`/invoices/${invoice}/rebill`, { reason: 'billing-eror', by: 'Bea' })).toMatchObject({
      status: 422,
      body: { reason: 'unknown-reason', errors: [{ field: 'reason' }] }
    })
    expect((await api.get(`/invoices/${invoice}`)).body).toMatchObject({ status: 'issued', creditNote: null })
    const { cancelled } = (await api.post(`/invoices/${invoice}/rebill`, { reason: 'billing-error', by: 'Bea' })).body
    const note = `/adjustments/${cancelled.creditNote}`
    expect((await api.get(note)).body).toMatchObject({ reason: 'billing-error' })
    expect(await accounts.textOf(`${note}/html`)).toContain('Reason An error of ours')
    const again = (await accounts.newest(account)).number
    const words = (await api.post(`/invoices/${again}/cancel`, { reason: 'wrong address' })).body
    expect((await api.get(`/adjustments/${words.creditNote}`)).body).toMatchObject({ reason: 'cancelled' })
    expect(await accounts.textOf(`/adjustments/${words.creditNote}/html`)).toContain('Reason Cancelled')
  })

  it('is of the newest invoice: older ones are brought by the next bill', async () => {
    const { account, invoice } = await accounts.billed()
    await accounts.billAll('2026-04-01')
    const why = { reason: 'billing-error', by: 'Bea' }
    expect(await api.post(`/invoices/${invoice}/rebill`, why)).toMatchObject({
      status: 409,
      body: { reason: 'billed-since' }
    })
    const newest = (await api.get(`/invoices?account=${account}`)).body.invoices.at(-1).number
    expect(await api.post(`/invoices/${newest}/rebill`, why)).toMatchObject({ body: { invoice: { total: '59.50' } } })
  })
})

describe('rebilling that cannot be done', () => {
  const abroad = coastal.replace('{ rate 19% }', '{ in DE; rate 19% }\ntax tva "TVA" { in FR; rate 20% }')

  it('leaves everything as it was', async () => {
    const { account, invoice } = await accounts.billed()
    const before = await accounts.balances(account)
    await accounts.publish(abroad)
    const refused = await api.post(`/invoices/${invoice}/rebill`, { reason: 'billing-error', by: 'Bea' })
    expect(refused).toMatchObject({
      status: 409,
      body: { reason: 'parked', detail: expect.stringContaining('tax place') }
    })
    expect((await api.get(`/invoices/${invoice}`)).body).toMatchObject({ status: 'issued', creditNote: null })
    expect(await accounts.balances(account)).toEqual(before)
    await accounts.publish(coastal)
  })
})

describe('the command', () => {
  it('credits a line of an invoice', async () => {
    const { invoice } = await accounts.billed()
    const asked = ['--line', '1', '--amount', '5.00', '--reason', 'goodwill', '--by', 'Bea']
    const { out } = farthing(['adjust', 'credit', invoice, ...asked], { env: { DATABASE_URL: api.url } })
    expect(out).toMatch(new RegExp(`^CN-\\d{6} +credit-note +${invoice} +approved +goodwill +Bea +5.95 EUR\n$`))
  })
})

describe('the books', () => {
  const step = fc.tuple(
    fc.constantFrom('credit', 'credit line', 'debit', 'write off', 'pay', 'reverse', 'approve', 'reject'),
    fc.integer({ min: 1, max: 70 })
  )

  it('say after any notes, payments and write-offs what the invoice says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async steps => {
        const { account, invoice } = await accounts.billed()
        for (const [deed, amount] of steps) await doStep({ account, invoice }, deed, `${amount}.00`)
        const { adjusted, outstanding, paid, account: id } = (await api.get(`/invoices/${invoice}`)).body
        const sums = await sumsOf(id)
        expect(sums.get('receivable') ?? 0n).toBe(parseDecimal(outstanding))
        expect((sums.get('revenue') ?? 0n) + (sums.get('tax') ?? 0n)).toBe(-(await askedOf(invoice)))
        const given = sums.get('writeoff') ?? 0n
        expect(parseDecimal(adjusted)).toBe(parseDecimal('59.50') - (await askedOf(invoice)) + given)
        expect(parseDecimal(outstanding)).toBe((await askedOf(invoice)) - given - parseDecimal(paid))
        expect((sums.get('cash') ?? 0n) + (sums.get('unallocated') ?? 0n)).toBe(parseDecimal(paid))
        expect([...sums.values()].reduce((sum, each) => sum + each, 0n)).toBe(0n)
      }),
      { numRuns: 4, endOnFailure: true }
    )
  })

  it('of all of them balance, and hledger reads them', async () => {
    let journal = ''
    await api.app.get(LedgerService).writeJournal('main', async text => void (journal += text))
    expect([null, '']).toContain(hledger(journal, 'check'))
    for (const words of ['Credit note CN-000001 for', 'Write-off WO-000001 of'])
      expect(journal).toContain(`${words} invoice`)
  })
})

/** A step that cannot be made is refused, and changes nothing. */
async function doStep(of: { account: string; invoice: string }, deed: string, amount: string): Promise<void> {
  const notes = `/invoices/${of.invoice}`
  const [waiting] = (await api.get(`/adjustments?status=proposed&account=${of.account}`)).body
  const [last] = (await api.get(`/payments?account=${of.account}`)).body
  const decision = { by: 'Carl', remark: 'as it came' }
  if (deed === 'credit') await api.post(`${notes}/credit-notes`, { amount, ...goodwill })
  if (deed === 'credit line') await api.post(`${notes}/credit-notes`, { lines: [{ line: 1, amount }], ...goodwill })
  if (deed === 'debit') await api.post(`${notes}/debit-notes`, { lines: [{ line: 1, amount }], ...goodwill })
  if (deed === 'write off') await api.post(`${notes}/write-offs`, { amount, ...goodwill })
  if (deed === 'pay') await api.post('/payments', { account: of.account, amount, method: 'bank' })
  if (deed === 'reverse' && last !== undefined) await api.post(`/payments/${last.id}/reverse`, { reason: 'bounced' })
  if (deed === 'approve' && waiting !== undefined) await api.post(`/adjustments/${waiting.id}/approve`, decision)
  if (deed === 'reject' && waiting !== undefined) await api.post(`/adjustments/${waiting.id}/reject`, decision)
}

/** What the invoice asks for with all its notes, micro. */
async function askedOf(invoice: string): Promise<bigint> {
  const notes: { kind: string; total: string }[] = (
    await api.get(`/adjustments?invoice=${invoice}&status=approved&limit=200`)
  ).body
  const signs: Record<string, bigint> = { 'credit-note': -1n, 'debit-note': 1n }
  return notes.reduce((sum, { kind, total }) => sum + (signs[kind] ?? 0n) * parseDecimal(total), parseDecimal('59.50'))
}

/** Of an account, by kind of ledger account, micro. */
async function sumsOf(account: string): Promise<Map<string, bigint>> {
  const sums = new Map<string, bigint>()
  for (const { postings } of await api.app.get(LedgerService).entries('main', account, { limit: 500 })) {
    for (const { amount, ledgerAccount } of postings) {
      const [kind = ''] = ledgerAccount.split(':')
      sums.set(kind, (sums.get(kind) ?? 0n) + amount)
    }
  }
  return sums
}
