// A run whose invoices are sent by several at once, and by one that breaks off: each customer is told once.
import { BillingRunService, InvoicesService, MessageQueue, Persistence, SendingService, sql } from '@farthing/kernel'
import { customer, issueBills, publishRules, sampleRules, testKernel } from '@farthing/testing'

const kernel = await testKernel()
const sending = kernel.get(SendingService)
const runs = kernel.get(BillingRunService)
let run = ''
afterAll(() => kernel.close())
beforeAll(async () => {
  await publishRules(kernel, sampleRules())
  for (let person = 0; person < 9; person += 1) await customer(kernel, { identities: [`6140000000${person}`] })
  run = (await issueBills(kernel, '2026-02-01')).id
})

async function timesTold(): Promise<number[]> {
  const messages = await kernel.get(MessageQueue).list({ limit: 1000 })
  const told = Map.groupBy(
    messages.filter(({ name }) => name === 'invoice-issued'),
    ({ account }) => account
  )
  return [...told.values()].map(({ length }) => length)
}
const all = (times: number) => Array.from({ length: 9 }, () => times)

describe('a sending', () => {
  it('that breaks off leaves whole chunks, and goes on where it was', async () => {
    await sending.sendRun(run)
    const broken = sending.drain(run, {
      atOnce: 2,
      progress: sent => {
        if (sent >= 4) throw new Error('killed')
      }
    })
    await expect(broken).rejects.toThrow('killed')
    expect(await timesTold()).toEqual(all(1).slice(0, 4))
    expect(await runs.find(run)).toMatchObject({ sent: 4, sending: true })
    expect(await sending.goOn()).toBe(1)
    expect(await timesTold()).toEqual(all(1))
    expect(await runs.find(run)).toMatchObject({ sent: 9, sending: false })
    expect(await sending.goOn()).toBe(0)
  })

  it('by several at once, asked for again and again, tells each once a time', async () => {
    await sending.sendRun(run, { again: true })
    await sending.sendRun(run)
    await Promise.all([1, 2, 3, 4].map(atOnce => sending.drain(run, { atOnce })))
    expect(await timesTold()).toEqual(all(2))
    await sending.sendRun(run, { again: true })
    await sending.drain(run, { atOnce: 4 })
    expect(await timesTold()).toEqual(all(3))
    await sending.sendRun(run)
    await sending.drain(run)
    expect(await timesTold()).toEqual(all(3))
    expect(await runs.find(run)).toMatchObject({ sent: 9 })
  })

  it('is counted with its run, whose list goes through no invoices', async () => {
    const { id: next } = await issueBills(kernel, '2026-03-01')
    const [one] = await kernel.get(InvoicesService).list({ run: next, limit: 1 })
    expect(await sending.sendOne(one?.number ?? '')).toMatchObject({ ok: true })
    expect(await sending.sendOne(one?.number ?? '', { again: true })).toMatchObject({ ok: true })
    await kernel.get(Persistence).bulk('main', client => sql(client, 'delete from sent_invoice'))
    expect((await runs.list({ limit: 2 })).map(({ sent }) => sent)).toEqual([1, 9])
  })
})
