// Issued invoices are sent: a message for each, once, again when asked, found by a search; in the words of the rules where there are some.
import { SendingService } from '@farthing/kernel'
import { BilledAccounts, coastal } from './billed-accounts.ts'

const billed = await BilledAccounts.open()
const { api } = billed
afterAll(() => api.close())

async function issuedRun(): Promise<{ run: string; accounts: string[]; number: string }> {
  const several = [await billed.billed(), await billed.billed()]
  const [first] = several
  const { run } = (await api.get(`/invoices/${first?.invoice}`)).body
  const { number } = (await api.get(`/invoices?run=${run}`)).body.invoices[0]
  return { run, number, accounts: several.map(({ account }) => account) }
}
const drain = (run: string) => api.app.get(SendingService).drain(run)
const sentOf = async (run: string) => (await api.get(`/invoices?run=${run}&sent=yes`)).body.invoices.length
const messagesOf = async (account: string) =>
  (await api.get(`/messages?account=${account}`)).body.messages.filter(
    ({ name }: { name: string }) => name === 'invoice-issued'
  )

describe('sending the invoices of a run', () => {
  it('tells each customer once, in plain words, and knows which were sent', async () => {
    const { accounts, number, run } = await issuedRun()
    const [account = ''] = accounts
    expect((await api.get(`/invoices/${number}`)).body).toMatchObject({ sentAt: null, timesSent: 0 })
    expect((await api.get(`/invoices?run=${run}&sent=no`)).body.invoices).toHaveLength(1)
    expect(await api.post(`/billing-runs/${run}/send`)).toMatchObject({ status: 202, body: { sending: true } })
    await Promise.all([drain(run), drain(run)])
    expect((await api.get(`/billing-runs/${run}`)).body).toMatchObject({ sent: 1, sending: false })
    expect((await api.get(`/invoices/${number}`)).body).toMatchObject({
      sentAt: expect.any(String) as unknown,
      timesSent: 1
    })
    expect((await api.get(`/invoices?run=${run}&sent=no`)).body.invoices).toHaveLength(0)
    expect(await sentOf(run)).toBe(1)
    expect(await messagesOf(account)).toMatchObject([
      {
        channel: null,
        text: `Invoice ${number}: 59.50 EUR, 59.50 due on 2026-03-24`,
        facts: { number, total: '59.50', pdf: `/invoices/${number}/pdf`, customer: 'Anna' },
        rule: null,
        reason: `invoice ${number} is sent`
      }
    ])
    expect((await api.get(`/invoices/${number}`)).body.messages).toMatchObject([{ name: 'invoice-issued' }])
    await api.post(`/billing-runs/${run}/send`, {})
    await drain(run)
    expect(await messagesOf(account)).toHaveLength(1)
  })

  it('sends again what is asked for again, all of a run or one', async () => {
    const { accounts, number, run } = await issuedRun()
    const [account = ''] = accounts
    expect((await api.post(`/invoices/${number}/send`)).body).toMatchObject({ timesSent: 1 })
    expect(await api.post(`/invoices/${number}/send`)).toMatchObject({ status: 409, body: { reason: 'already-sent' } })
    expect((await api.post(`/invoices/${number}/send`, { again: true })).body).toMatchObject({ timesSent: 2 })
    await api.post(`/billing-runs/${run}/send`)
    await drain(run)
    expect(await messagesOf(account)).toHaveLength(2)
    for (let time = 0; time < 2; time += 1) await api.post(`/billing-runs/${run}/send`, { again: true })
    await api.app.get(SendingService).goOn()
    expect((await api.get(`/invoices/${number}`)).body.timesSent).toBe(3)
    expect((await messagesOf(account)).at(-1).reason).toBe(`invoice ${number} is sent again: 3 times by now`)
  })

  it('takes the words of the rules, by each channel that has some', async () => {
    const files = new Map([
      [
        'rules.farthing',
        `${coastal}
message "invoice-issued" {
  facts number, asked, due
  by sms from "messages/invoice.hbs"
  by email from "messages/invoice-mail.hbs"
}
`
      ],
      ['messages/invoice.hbs', 'Your bill {{number}}: {{#if asked}}{{asked}} by {{due}}{{/if}}'],
      ['messages/invoice-mail.hbs', 'Dear customer, {{number}}.']
    ])
    await billed.publish(files)
    const { account, invoice } = await billed.billed()
    await api.post(`/invoices/${invoice}/send`)
    expect(await messagesOf(account)).toMatchObject([
      { channel: 'sms', text: `Your bill ${invoice}: 59.50 by 2026-03-24`, template: 'messages/invoice.hbs' },
      { channel: 'email', text: `Dear customer, ${invoice}.`, rule: { rule: 'message "invoice-issued"' } }
    ])
    await billed.publish(coastal)
  })

  it('sends nothing that is not issued, or cancelled', async () => {
    const { account, invoice } = await billed.billed()
    const { run } = (await api.get(`/invoices/${invoice}`)).body
    await api.post(`/invoices/${invoice}/cancel`, { reason: 'wrong', by: 'Bea' })
    expect(await api.post(`/billing-runs/${run}/send`)).toMatchObject({
      status: 409,
      body: { reason: 'nothing-issued' }
    })
    expect(await api.post(`/invoices/${invoice}/send`)).toMatchObject({ status: 409, body: { reason: 'not-issued' } })
    const drafted = await billed.drafted('2026-04-01', [account])
    expect(await api.post(`/billing-runs/${drafted}/send`)).toMatchObject({ status: 409 })
    expect(await api.post('/invoices/INV-999999/send')).toMatchObject({ status: 404 })
    expect(await messagesOf(account)).toEqual([])
  })

  it('is found no more of one that was cancelled since', async () => {
    const { invoice } = await billed.billed()
    const { run } = (await api.get(`/invoices/${invoice}`)).body
    await api.post(`/invoices/${invoice}/send`)
    expect(await sentOf(run)).toBe(1)
    await api.post(`/invoices/${invoice}/cancel`, { reason: 'wrong', by: 'Bea' })
    expect(await sentOf(run)).toBe(0)
  })
})
