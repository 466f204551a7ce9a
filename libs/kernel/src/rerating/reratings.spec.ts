// Proposals to price usage anew: exactly what moved, applied once, and no bill the wiser.
import {
  InvoicesService,
  Persistence,
  RatedUsage,
  ReratingBook,
  Reratings,
  sql,
  SubscriptionsService
} from '@farthing/kernel'
import { billOn, type OpenedBillingAccount, openAccounts, publishRules, putUsage } from '@farthing/testing'
import { sampleRules, type TestKernel, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'

jest.setTimeout(120_000)

const dearerCalls = new Map(
  [...sampleRules()].map(([path, text]) => [path, text.replace('0.39  | 0.25 per minute', '0.39  | 0.40 per minute')])
)
const MONEY = 1_000_000n

interface Story {
  readonly kernel: TestKernel
  readonly accounts: readonly OpenedBillingAccount[]
  /** By what they are: 'peak', 'text', ... */
  readonly events: Readonly<Record<string, string>>
}

/** Two accounts with calls and messages in February, billed on 1 March; the second holds mobile-20. */
async function operator(): Promise<Story> {
  const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
  await publishRules(kernel)
  const accounts = await openAccounts(kernel, [
    { billDay: 1, from: '2026-01-01', plans: ['mobile-40'] },
    { billDay: 1, from: '2026-01-01', plans: ['mobile-20'] }
  ])
  const call = (index: number, at: string, to = '61399990000') => ({
    account: accounts[index]?.id ?? '',
    subscription: accounts[index]?.subscriptions[0] ?? '',
    plan: index === 0 ? 'mobile-40' : 'mobile-20',
    ...{ service: 'voice', to, at, quantity: 120_000 }
  })
  const [peak, offpeak, mobile, other] = await putUsage(kernel, '2026-02-20T00:00:00Z', [
    call(0, '2026-02-10T10:00:00+11:00'),
    call(0, '2026-02-10T22:00:00+11:00'),
    call(0, '2026-02-11T10:00:00+11:00', '61412345678'),
    call(1, '2026-02-12T10:00:00+11:00')
  ])
  await billOn(kernel, accounts[0]?.number, '2026-03-01')
  kernel.clock.moveTo('2026-03-05T00:00:00Z')
  const events = { peak: peak ?? '', offpeak: offpeak ?? '', mobile: mobile ?? '', other: other ?? '' }
  return { kernel, accounts, events }
}

async function proposed(kernel: TestKernel, choice = {}) {
  const reratings = kernel.get(Reratings)
  const planned = await reratings.propose(choice)
  if (!planned.ok) throw new Error(planned.detail)
  return reratings.drain(planned.value.id, { lanes: 2 })
}

async function applied(kernel: TestKernel, id: number) {
  const outcome = await kernel.get(Reratings).apply(id)
  if (!outcome.ok) throw new Error(outcome.detail)
  return outcome.value
}

function rowsOf(kernel: TestKernel): Promise<unknown[]> {
  return kernel
    .get(Persistence)
    .bulk('main', client => sql(client, 'select u.*, u.xmin::text from rated_usage u order by event'))
}

async function priceOf(kernel: TestKernel, event: string | undefined): Promise<string> {
  const found = await kernel.get(RatedUsage).explain(event ?? '')
  if (!found.ok) throw new Error(found.detail)
  const { amount, arrivedAmount, tariff, zone } = found.value.usage
  return `${tariff} ${zone} ${Number(amount) / 1e6}${arrivedAmount === null ? '' : `, arrived ${Number(arrivedAmount) / 1e6}`}`
}

/** Amounts, descriptions, corrections and explanations of the invoice of 1 April. */
async function aprilOf({ accounts, kernel }: Story): Promise<unknown[]> {
  const bills = []
  for (const { number } of accounts) {
    const found = await billOn(kernel, number, '2026-04-01')
    const lines = found?.lines.map(({ amount, corrects, description, explanation, from, until }) => ({
      ...{ amount, corrects: corrects?.line, description, explanation, from: `${from}`, until: `${until}` }
    }))
    bills.push({ total: found?.invoice.total, lines })
  }
  return bills
}

/** Amounts of the events on the invoice of 1 March of the first account. */
async function marchEvents({ accounts, kernel }: Story): Promise<bigint[]> {
  const invoices = kernel.get(InvoicesService)
  const heads = await invoices.list({ account: accounts[0]?.number, limit: 10 })
  const id = heads.find(({ billDate }) => billDate.toString() === '2026-03-01')?.id ?? ''
  const lines = (await invoices.find(id))?.lines ?? []
  const explained = await Promise.all(lines.map(({ line }) => invoices.explain(id, line, 10)))
  const amounts = explained.flatMap(each => each?.events.map(({ amount }) => amount) ?? [])
  return amounts.toSorted((a, b) => Number(a - b))
}

describe('a proposal', () => {
  let story: Story
  beforeAll(async () => {
    story = await operator()
  })
  afterAll(() => story.kernel.close())

  it('finds nothing and writes nothing while rules and facts are as they were', async () => {
    const { kernel } = story
    const before = await rowsOf(kernel)
    expect(await proposed(kernel)).toMatchObject({
      state: 'nothing',
      summary: { examined: 0, changed: 0, accounts: 0 }
    })
    await publishRules(kernel, new Map([...sampleRules(), ['more.farthing', 'unit tokens\n']]), '2026-02-01')
    expect(await proposed(kernel)).toMatchObject({ state: 'nothing', summary: { examined: 0, changed: 0 } })
    expect(await rowsOf(kernel)).toEqual(before)
  })

  it('finds what a retroactive price moves, whose it is, and that it was billed', async () => {
    const { accounts, kernel } = story
    await publishRules(kernel, dearerCalls, '2026-02-11')
    const found = await proposed(kernel)
    expect(found).toMatchObject({ state: 'proposed', progress: { done: found.progress.rows } })
    expect(found.summary).toMatchObject({
      ...{ examined: 2, changed: 1, unrated: 0, prepaid: 0, accounts: 1, before: '890000', after: '1190000' },
      invoiced: { accounts: 1, events: 1, before: '890000', after: '1190000' },
      moves: [{ events: 1, before: '890000', after: '1190000', event: story.events['other'] }]
    })
    const [account] = await kernel.get(ReratingBook).accounts(found.id, { limit: 10 })
    expect(account).toMatchObject({ number: accounts[1]?.number, events: 1, before: 890_000n, after: 1_190_000n })
  })

  it('looks at no more than was asked for', async () => {
    const { accounts, kernel } = story
    expect((await proposed(kernel, { accounts: [accounts[0]?.id ?? ''] })).state).toBe('nothing')
    expect((await proposed(kernel, { until: '2026-02-12' })).state).toBe('nothing')
    expect((await proposed(kernel, { until: '2026-02-10' })).progress.rows).toBe(0)
    expect((await proposed(kernel, { tariff: 'messages' })).state).toBe('nothing')
    expect((await proposed(kernel, { from: '2026-02-12', tariff: 'calls' })).state).toBe('proposed')
  })

  it('is refused for a tariff that no rules have, with the name that is near', async () => {
    const reratings = story.kernel.get(Reratings)
    const refused = { ok: false, reason: 'unknown-tariff' }
    const near = 'The published rules have no tariff mesages. Did you mean messages?'
    expect(await reratings.propose({ tariff: 'mesages' })).toEqual({ ...refused, detail: near })
    const detail = expect.stringContaining('They have: calls, ')
    expect(await reratings.propose({ tariff: 'xyz' })).toEqual({ ...refused, detail })
  })

  it('is refused when rules were published since, and can be withdrawn with all that it found', async () => {
    const { kernel } = story
    const reratings = kernel.get(Reratings)
    const { id } = await proposed(kernel)
    await publishRules(kernel, dearerCalls, '2026-02-01')
    expect(await reratings.apply(id)).toMatchObject({ ok: false, reason: 'basis-moved' })
    expect(await reratings.withdraw(id)).toMatchObject({ ok: true, value: { state: 'withdrawn' } })
    expect(await reratings.apply(id)).toMatchObject({ ok: false, reason: 'withdrawn' })
    const found = [
      'rerating_account',
      'rerating_asked',
      'rerating_chunk',
      'rerating_news',
      'rerating_unrated',
      'rerated_usage'
    ]
    for (const table of found) {
      const left = await kernel
        .get(Persistence)
        .bulk('main', client => sql(client, `select from ${table} where rerating = $1`, [id]))
      expect(left).toEqual([])
    }
  })

  it('is applied once, however often, and a second one right after finds nothing', async () => {
    const { events, kernel } = story
    const found = await proposed(kernel)
    expect(found.summary).toMatchObject({ changed: 2, before: '1780000', after: '2380000' })
    const rows = await rowsOf(kernel)
    expect(await applied(kernel, found.id)).toMatchObject({ state: 'applied' })
    expect(await priceOf(kernel, events['peak'])).toBe('calls national 1.19, arrived 0.89')
    expect(await priceOf(kernel, events['offpeak'])).toBe('calls national 0.63')
    expect(await applied(kernel, found.id)).toMatchObject({ state: 'applied' })
    // those whose price came out as it was go by the rules that first rated them
    expect(await proposed(kernel)).toMatchObject({ state: 'nothing', summary: { examined: 2, changed: 0 } })
    expect(await rowsOf(kernel)).toEqual(rows)
    expect(await kernel.get(Reratings).withdraw(found.id)).toMatchObject({ ok: false, reason: 'applied' })
  })

  it('tells of a use what it cost before, and back to the price of arrival when the rules go back', async () => {
    const { events, kernel } = story
    await publishRules(kernel, sampleRules(), '2026-02-01')
    const { id } = await proposed(kernel)
    await applied(kernel, id)
    expect(await priceOf(kernel, events['peak'])).toBe('calls national 0.89, arrived 0.89')
    const history = await kernel.get(ReratingBook).ofEvent(events['peak'] ?? '')
    expect(history.map(({ before, after }) => [before.amount, after.amount])).toEqual([
      [890_000n, 1_190_000n],
      [1_190_000n, 890_000n]
    ])
  })
})

describe('bills', () => {
  it('say the same to the cent and the word whether or not a re-rating was applied', async () => {
    const [plain, rerated] = [await operator(), await operator()]
    try {
      for (const { accounts, kernel } of [plain, rerated]) {
        const day = Temporal.PlainDate.from('2026-02-11')
        const change = { kind: 'plan-changed' as const, plan: 'mobile-80', effective: day }
        await kernel.get(SubscriptionsService).change(accounts[1]?.subscriptions[0] ?? '', change)
        await publishRules(kernel, dearerCalls, '2026-02-01')
      }
      const found = await proposed(rerated.kernel)
      expect(found.summary).toMatchObject({ changed: 2 })
      await applied(rerated.kernel, found.id)
      const [without, after] = [await aprilOf(plain), await aprilOf(rerated)]
      expect(after).toEqual(without)
      expect(JSON.stringify(after, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))).toContain(
        `"amount":"${(30n * MONEY) / 100n}"`
      )
      expect(await marchEvents(rerated)).toEqual([630_000n, 890_000n, 990_000n])
    } finally {
      await plain.kernel.close()
      await rerated.kernel.close()
    }
  })
})
