// Partners earn as customers pay, give back what goes back, and are paid once; the books agree.
import { setTimeout as pause } from 'node:timers/promises'
import { CommissionEarnings, LedgerService, Persistence, sql } from '@farthing/kernel'
import { hledger } from '@farthing/testing'
import { BilledAccounts, coastal, goodwill } from './billed-accounts.ts'

const accounts = await BilledAccounts.open()
const { api } = accounts
const terms = `
commission dealer "Dealer commission" {
  leading fee 50.00 on home
  trailing 5% of rent for 24 months
  layer agent 60%
  layer dealer 30%
  layer master 10%
  claw back when ended within 6 months
}
`

beforeAll(async () => {
  await accounts.publish(coastal + terms)
  for (const [code, parent] of [['master-1'], ['dealer-3', 'master-1'], ['agent-7', 'dealer-3']]) {
    await accounts.post('/partners', { code, name: `Partner ${code}`, ...(parent === undefined ? {} : { parent }) })
  }
})
afterAll(() => api.close())

/** A bill of 59.50 that agent-7 sold: commission of 52.50, of which the agent has 31.50. */
async function sold() {
  const made = await accounts.billed()
  const told = { effective: '2026-03-01', fields: { partner: 'agent-7', commission: 'dealer' } }
  expect((await api.post(`/accounts/${made.account}/deeds/sold-by`, told)).status).toBe(201)
  return made
}

async function owedTo(partner: string): Promise<string> {
  await api.post('/commission-earnings')
  const { sums } = (await api.get(`/partners/${partner}/statement`)).body
  expect(sums.every(({ reconciled }: { reconciled: boolean }) => reconciled)).toBe(true)
  return sums[0]?.closing ?? '0.00'
}

type Sold = Awaited<ReturnType<typeof sold>>

describe('commission follows the money of a customer', () => {
  const pay =
    (amount: string) =>
    async ({ account }: Sold) =>
      accounts.post('/payments', { account, amount, method: 'bank' })
  const reverseNewest = async ({ account }: Sold) => {
    const [payment] = (await api.get(`/payments?account=${account}`)).body
    return accounts.post(`/payments/${payment.number}/reverse`, { reason: 'bounced' })
  }
  const endHome =
    (effective: string) =>
    async ({ account }: Sold) => {
      const [home] = (await api.get(`/accounts/${account}/subscriptions`)).body
      return accounts.post(`/subscriptions/${home.id}/terminate`, { effective })
    }

  const dayOfEnd = () => Promise.resolve(api.clock.moveTo('2026-05-01T00:00:00Z'))

  it.each<[string, ((sold: Sold) => Promise<unknown>)[], string]>([
    ['nothing is paid', [], '0.00'],
    ['half of the invoice is paid', [pay('29.75')], '15.75'],
    ['all of it is paid', [pay('59.50')], '31.50'],
    ['it is paid in two parts', [pay('20.00'), pay('39.50')], '31.50'],
    ['a payment is taken back', [pay('20.00'), pay('39.50'), reverseNewest], '10.59'],
    [
      'a part is written off',
      [pay('29.75'), ({ invoice }) => accounts.post(`/invoices/${invoice}/write-offs`, goodwill)],
      '15.75'
    ],
    [
      'a line is credited to a half before the rest is paid',
      [
        ({ invoice }) =>
          accounts.post(`/invoices/${invoice}/credit-notes`, { lines: [{ line: 1, amount: '20.00' }], ...goodwill }),
        pay('35.70')
      ],
      '15.90'
    ],
    [
      'the invoice is cancelled after it was paid',
      [pay('59.50'), ({ invoice }) => accounts.post(`/invoices/${invoice}/cancel`, { reason: 'wrong' })],
      '0.00'
    ],
    ['an end within six months is told', [pay('59.50'), endHome('2026-06-01')], '31.50'],
    ['it comes', [pay('59.50'), endHome('2026-05-01'), dayOfEnd], '1.50']
  ])('%s', async (_, moves, expected) => {
    const made = await sold()
    // what was cancelled before is billed again with it
    const before = Number(await owedTo('agent-7'))
    for (const move of moves) {
      await move(made)
      await api.post('/commission-earnings')
    }
    expect((Number(await owedTo('agent-7')) - before).toFixed(2)).toBe(expected)
    expect((await api.post('/commission-earnings')).body).toMatchObject({ entries: 0 })
  })
})

it('is looked for in what took longer than a minute to be recorded', async () => {
  const { account } = await sold()
  const earnings = api.app.get(CommissionEarnings)
  for (const minutes of [0, 5]) {
    api.clock.advance({ minutes })
    await earnings.earn()
  }
  const { accounts: always } = await earnings.earn() // those whose end comes on these days
  const { look } = await api.app.get(Persistence).bulk('main', async client => {
    const [found] = await sql<{ id: string }>(client, 'select id from account where number = $1', [account])
    const slow = { key: 'slow', date: Temporal.PlainDate.from('2026-04-01'), description: 'Slow', postings: [] }
    await api.app.get(LedgerService).post(client, 'main', [{ ...slow, account: found?.id ?? '' }])
    api.clock.advance({ minutes: 2 })
    const looking = earnings.earn()
    await Promise.race([looking, pause(500)])
    return { look: looking }
  })
  const looks = [await look, await earnings.earn()]
  expect(Math.max(...looks.map(({ accounts: found }) => found))).toBe(always + 1)
})

describe('a statement', () => {
  it('says which line, which payments and which rule', async () => {
    const { account, invoice } = await sold()
    const { number } = await accounts.post('/payments', { account, amount: '29.75', method: 'bank' })
    await api.post('/commission-earnings')
    const { body } = await api.get('/partners/dealer-3/commissions?limit=1000')
    const own = body.filter((entry: { account: string }) => entry.account === account)
    expect(own).toMatchObject([
      {
        ...{
          kind: 'leading',
          layer: 'dealer',
          commission: 'dealer',
          invoice,
          line: null,
          amount: '7.50',
          payments: [number]
        },
        rule: expect.stringMatching(/^commission dealer > leading \(rules\.farthing:\d+:3\)$/),
        whole: '25.000000'
      },
      { kind: 'trailing', invoice, line: 1, subscription: `home-${account}`, amount: '0.30' },
      {
        ...{ kind: 'trailing', line: 2, amount: '0.08', whole: '0.250000' },
        steps: [
          { step: 'amount', detail: '5% of 10.00', result: '0.500000' },
          { step: 'proration', detail: '29.75 of 59.50 paid' },
          { step: 'rounding' }
        ]
      }
    ])
  })

  it('refuses partners that are not there, codes that are, and rings', async () => {
    const { account } = await accounts.billed()
    const nobody = { effective: '2026-03-01', fields: { partner: 'nobody', commission: 'dealer' } }
    expect((await api.post(`/accounts/${account}/deeds/sold-by`, nobody)).body).toMatchObject({
      errors: [{ message: expect.stringContaining('there is no partner nobody') }]
    })
    const none = { effective: '2026-03-01', fields: { partner: 'agent-7', commission: 'deeler' } }
    expect((await api.post(`/accounts/${account}/deeds/sold-by`, none)).body.detail).toContain('did you mean dealer')
    expect(await api.post('/partners', { code: 'agent-7', name: 'Again' })).toMatchObject({
      ...{ status: 409, body: { reason: 'code-taken' } }
    })
    expect(await api.post('/partners/master-1/parents', { parent: 'agent-7', from: '2026-06-01' })).toMatchObject({
      ...{ status: 409, body: { reason: 'above-itself' } }
    })
    expect(await api.get('/partners/nobody/statement')).toMatchObject({ status: 404 })
  })
})

describe('a payment run', () => {
  it('is proposed once and paid once, whoever asks together, and not what went back since', async () => {
    const first = await sold()
    await accounts.post('/payments', { account: first.account, amount: '59.50', method: 'bank' })
    const second = await sold()
    await accounts.post('/payments', { account: second.account, amount: '59.50', method: 'bank' })
    const owed = Number(await owedTo('agent-7'))
    const proposals = await Promise.all([1, 2, 3].map(() => api.post('/commission-runs', { by: 'Bea' })))
    expect(proposals.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
    const run = proposals.find(({ status }) => status === 201)?.body
    const agent = run.payouts.find(({ partner }: { partner: string }) => partner === 'agent-7')
    expect(Number(agent.proposed)).toBe(owed)
    const [payment] = (await api.get(`/payments?account=${second.account}`)).body
    await api.post(`/payments/${payment.number}/reverse`, { reason: 'charged back' })
    const paid = await Promise.all([1, 2, 3].map(() => api.post(`/commission-runs/${run.number}/pay`, { by: 'Cleo' })))
    expect(paid.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    const done = (await api.get(`/commission-runs/${run.number}`)).body
    expect(done).toMatchObject({ status: 'paid', proposedBy: 'Bea', decidedBy: 'Cleo' })
    const got = done.payouts.find(({ partner }: { partner: string }) => partner === 'agent-7')
    expect((owed - Number(got.paid)).toFixed(2)).toBe('31.50')
    for (const partner of ['agent-7', 'dealer-3', 'master-1']) expect(await owedTo(partner)).toBe('0.00')
    expect((await api.post('/commission-runs', {})).body).toMatchObject({ reason: 'nothing-owed' })
  })

  it('that is withdrawn pays nothing, and what goes back after it was paid is owed by the partner', async () => {
    const { account } = await sold()
    const { number } = await accounts.post('/payments', { account, amount: '59.50', method: 'bank' })
    const first = (await api.post('/commission-runs', {})).body
    expect((await api.post(`/commission-runs/${first.number}/withdraw`, {})).body).toMatchObject({
      status: 'withdrawn'
    })
    expect((await api.post(`/commission-runs/${first.number}/pay`, {})).body.reason).toBe('already-withdrawn')
    expect((await api.post('/commission-runs', { least: '0.005' })).body.reason).toBe('amount-too-fine')
    expect((await api.post('/commission-runs', { currency: 'JPY' })).body.reason).toBe('nothing-owed')
    const second = (await api.post('/commission-runs', { least: '20.00' })).body
    expect(second.payouts).toMatchObject([{ partner: 'agent-7', proposed: '31.50', paid: null }])
    const today = api.clock.now().toZonedDateTimeISO('UTC').toPlainDate()
    api.clock.moveTo(`${today}T23:30:00Z`) // tomorrow by the operator's clock
    const tomorrow = today.add({ days: 1 }).toString()
    expect((await api.post(`/commission-runs/${second.number}/pay`, {})).body).toMatchObject({ date: tomorrow })
    await api.post(`/payments/${number}/reverse`, { reason: 'charged back' })
    expect(await owedTo('agent-7')).toBe('-31.50')
    expect((await api.post('/commission-runs', {})).body.reason).toBe('nothing-owed')
  })

  it('leaves books that balance, as hledger says too', async () => {
    let journal = ''
    await api.app.get(LedgerService).writeJournal('main', async text => void (journal += text))
    expect((await api.get('/ledger/totals')).body).toMatchObject({ balanced: true })
    const owed = hledger(journal, 'balance', 'commission:agent-7', '--no-total', '--layout=bare', '-O', 'csv')
    if (owed !== null) expect(owed).toContain('"commission:agent-7","EUR","31.50')
  })
})
