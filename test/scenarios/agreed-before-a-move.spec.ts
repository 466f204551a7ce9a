// What was agreed for a subscription goes along when it moves: months and terms count on, wherever it is and however new the account.
import { DeedsService, InvoicesService, SubscriptionMoves } from '@farthing/kernel'
import { openAccounts, publishRules } from '@farthing/testing'
import { type Account, FIRM_RULES, Firms } from './firms.ts'

const RULES = `${FIRM_RULES}
item phone "Phone" 90.00, in 3 instalments
standard charge router "Router" 31.00 per month
discount loyal "Loyal" 10% off, of rent
commitment house "House" 50.00 per month
plan new "New" {
  rent 30.00 per month in advance, prorated by day
  discount part "Part" 10% off, for 3 months
}
plan bound "Bound" {
  rent 30.00 per month in advance, prorated by day
  commitment firm "Firm" 600.00 over 6 months
}
`
let firms: Firms
beforeAll(async () => {
  firms = await Firms.open()
  await publishRules(firms.kernel, new Map([['rules.farthing', RULES]]))
})
afterAll(() => firms.kernel.close())

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const later = (): void => firms.kernel.clock.moveTo(firms.kernel.clock.now().add({ hours: 1 }).toString())

async function pair(plan: string, opened: string): Promise<[Account, Account]> {
  const [from] = await openAccounts(firms.kernel, [{ billDay: 1, from: '2026-01-01', plans: [plan] }])
  const [to] = await openAccounts(firms.kernel, [{ billDay: 1, from: opened, plans: ['branch'] }])
  if (from === undefined || to === undefined) throw new Error('two accounts were asked for')
  later()
  return [from, to]
}

async function agree({ number, subscriptions }: Account, deed: string, fields: Record<string, string>): Promise<void> {
  const told = { deed, fields, effective: day('2026-02-05'), subscription: subscriptions[0] }
  const done = await firms.kernel.get(DeedsService).do(number, told)
  if (!done.ok) throw new Error(done.detail)
}

async function move({ subscriptions: [id = ''] }: Account, to: Account): Promise<void> {
  later()
  const moved = await firms.kernel.get(SubscriptionMoves).move(id, { to: to.number, effective: day('2026-03-01') })
  expect(moved).toMatchObject({ ok: true })
}

/** '2026-03-01 Phone, 1 of 3 30', of bills on these days: lines whose description has the word. */
async function billed(accounts: readonly Account[], dates: readonly string[], word: string): Promise<string[][]> {
  const lastDay = Temporal.Instant.from(`${dates.at(-1)}T12:00:00Z`)
  if (Temporal.Instant.compare(firms.kernel.clock.now(), lastDay) < 0) firms.kernel.clock.moveTo(lastDay)
  for (const date of dates) await firms.bill(date, ...accounts)
  const invoices = firms.kernel.get(InvoicesService)
  const told = accounts.map(async ({ number }) => {
    const lines: string[] = []
    for (const { billDate, id } of await invoices.list({ account: number, limit: 50 }))
      for (const line of (await invoices.find(id))?.lines ?? [])
        if (line.description.includes(word)) lines.push(`${billDate} ${line.description} ${Number(line.amount) / 1e6}`)
    return lines
  })
  return Promise.all(told)
}
const SPRING = ['2026-03-01', '2026-04-01', '2026-05-01']

describe('a subscription that moves to an account opened after something was agreed', () => {
  it('is charged the instalments that are left', async () => {
    const [from, to] = await pair('office', '2026-02-20')
    await agree(from, 'buy', { item: 'phone' })
    await move(from, to)
    expect(await billed([from, to], SPRING, 'Phone')).toEqual([
      ['2026-03-01 Phone, 1 of 3 30'],
      ['2026-04-01 Phone, 2 of 3 30', '2026-05-01 Phone, 3 of 3 30']
    ])
  })

  it('keeps its discount and what it agreed to spend', async () => {
    const [from, to] = await pair('office', '2026-02-20')
    await agree(from, 'grant-discount', { discount: 'loyal' })
    await agree(from, 'agree-commitment', { commitment: 'house' })
    await move(from, to)
    const [, own] = await billed([from, to], SPRING, 'Loyal')
    expect(own).toEqual(SPRING.map(date => `${date} Loyal: Office -3.1`))
    const [, short] = await billed([from, to], ['2026-06-01'], 'House')
    expect(short).toEqual(['2026-04-01 House 22.1', '2026-05-01 House 22.1', '2026-06-01 House 22.1'])
  })
})

describe('a standing charge of a subscription that moves to an account opened after it was changed', () => {
  it('is charged as it was changed', async () => {
    const [from, to] = await pair('office', '2026-02-20')
    await agree(from, 'add-charge', { charge: 'router' })
    await agree(from, 'change-charge', { charge: 'router', price: '62.00' })
    await move(from, to)
    const [, own] = await billed([from, to], SPRING, 'Router')
    expect(own).toEqual(SPRING.map(date => `${date} Router 62`))
  })
})

describe('what a plan says for some months', () => {
  it('takes off for these months in all', async () => {
    const [from, to] = await pair('new', '2026-01-01')
    await move(from, to)
    expect(await billed([from, to], SPRING, 'Part')).toEqual([
      ['2026-03-01 Part: New -3', '2026-03-01 Part: New -3'],
      ['2026-03-01 Part: New -3']
    ])
  })

  it('asks for its minimum once, of each account for its days', async () => {
    const [from, to] = await pair('bound', '2026-01-01')
    await move(from, to)
    // 600.00 less 180.00 of rents; 59 of its 181 days are of the first account
    expect(await billed([from, to], ['2026-03-01', '2026-07-01', '2026-10-01'], 'Firm')).toEqual([
      ['2026-03-01 Firm 135.58'],
      ['2026-07-01 Firm 284.42']
    ])
  })
})
