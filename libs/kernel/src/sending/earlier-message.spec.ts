// A message "invoice-issued" that was published for policies, before invoices were sent by it: what it says is of no invoice.
import {
  BillingRunService,
  Clock,
  Ids,
  InvoicesService,
  KernelSettings,
  MessageQueue,
  Persistence,
  PluginRegistry,
  SendingService
} from '@farthing/kernel'
import { installationOf } from '@farthing/plugin-sdk'
import { compileRules } from '@farthing/rules-language'
import { customer, sampleRules, testKernel } from '@farthing/testing'
import { writePublication, writeVersion } from '../rules-host/stored-rules.ts'

const kernel = await testKernel()
const message = 'message "invoice-issued" { facts owed; by sms from "owed.hbs" }\n'
const files = new Map([...sampleRules(message), ['owed.hbs', 'You owe {{owed}}.']])
afterAll(() => kernel.close())

beforeAll(async () => {
  const { registry } = kernel.get(PluginRegistry)
  const compiled = compileRules({ ...installationOf(registry), files, published: true })
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(each => each.message).join('\n'))
  const { version } = compiled.rules
  const { tenant } = kernel.get(KernelSettings)
  const at = kernel.get(Clock).now()
  const publication = { id: kernel.get(Ids).next(), version, from: null, author: 'Ann', message: '', publishedAt: at }
  await kernel.get(Persistence).transaction(tenant, async tx => {
    await writeVersion(tx, tenant, { version, files, at })
    await writePublication(tx, tenant, publication)
  })
})

it('is left alone: the customer is told in plain words', async () => {
  await customer(kernel, { identities: ['61400000001'] })
  const runs = kernel.get(BillingRunService)
  const run = (await runs.start({ billDate: Temporal.PlainDate.from('2026-02-01') })).id
  await runs.drain(run)
  await runs.accept(run)
  await runs.issue(run)
  await runs.drain(run)
  const [invoice] = await kernel.get(InvoicesService).list({ run, limit: 1 })
  await kernel.get(SendingService).sendOne(invoice?.number ?? '')
  const [told] = await kernel.get(MessageQueue).list({ limit: 1 })
  expect(told).toMatchObject({ name: 'invoice-issued', channel: null, rule: null })
  expect(told?.text).toContain(`Invoice ${invoice?.number}: `)
})
