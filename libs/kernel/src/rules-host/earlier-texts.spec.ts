// What an earlier version of the product published goes on to bill, though a later check would refuse the text.
import {
  Clock,
  Ids,
  InvoicesService,
  KernelSettings,
  MessageQueue,
  Persistence,
  PluginRegistry,
  RulesHost,
  SendingService
} from '@farthing/kernel'
import { installationOf } from '@farthing/plugin-sdk'
import { compileRules } from '@farthing/rules-language'
import { customer, issueBills, sampleRules, testKernel, type TestKernel } from '@farthing/testing'
import { writePublication, writeVersion } from './stored-rules.ts'

const OPERATOR = `operator "Coastal" {
  currency AUD
  time zone "Australia/Melbourne"
  round half up to 0.01
}
`
const EARLIER = new Map([
  ['operator.farthing', OPERATOR],
  [
    'plans.farthing',
    `plan held "Held" { bond 50.005 }

forbid terminate when plan is held "Stay" { goes to retention; offer "A coin": credit 0.005 "Thank you", category goods }

changes nobody { upgrade 5.00 }

item visit "Visit" 10.00, category goods
commission dealer "Dealer" { trailing 3% of invoice-item; trailing 5% of goods; layer agent 100% }
`
  ]
])

let kernel: TestKernel
beforeEach(async () => {
  kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
})
afterEach(() => kernel.close())

async function publishedEarlier(files: ReadonlyMap<string, string>): Promise<string> {
  const { registry } = kernel.get(PluginRegistry)
  const compiled = compileRules({ ...installationOf(registry), files, published: true })
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'))
  const { version } = compiled.rules
  const { tenant } = kernel.get(KernelSettings)
  const at = kernel.get(Clock).now()
  const publication = { id: kernel.get(Ids).next(), version, from: null, author: 'Ann', message: '', publishedAt: at }
  await kernel.get(Persistence).transaction(tenant, async tx => {
    await writeVersion(tx, tenant, { version, files, at })
    await writePublication(tx, tenant, publication)
  })
  return version
}

it('keeps what was published earlier, refuses it anew, and takes mended texts beside it', async () => {
  const host = kernel.get(RulesHost)
  const version = await publishedEarlier(EARLIER)
  expect((await host.books()).versions.map(({ rules }) => rules.version)).toEqual([version])
  const anew = await host.publish({ files: EARLIER, author: 'Ann', message: 'the same again' })
  expect(anew).toMatchObject({
    ok: false,
    reason: 'rules-refused',
    diagnostics: [
      { message: expect.stringContaining('50.005') },
      { code: 'R0120' },
      { code: 'R0594' },
      { code: 'R0585' }
    ]
  })
  const mended = new Map([
    ['operator.farthing', OPERATOR],
    ['plans.farthing', 'plan held "Held" { bond 50.00 }\n']
  ])
  expect(await host.publish({ files: mended, author: 'Ann', message: 'whole coins' })).toMatchObject({ ok: true })
  expect((await host.books()).versions).toHaveLength(2)
})

it('sends invoices in plain words where a message "invoice-issued" was published for policies, with facts of no invoice', async () => {
  const message = 'message "invoice-issued" { facts owed; by sms from "owed.hbs" }\n'
  await publishedEarlier(new Map([...sampleRules(message), ['owed.hbs', 'You owe {{owed}}.']]))
  await customer(kernel, { identities: ['61400000001'] })
  const { id: run } = await issueBills(kernel, '2026-02-01')
  const [invoice] = await kernel.get(InvoicesService).list({ run, limit: 1 })
  await kernel.get(SendingService).sendOne(invoice?.number ?? '')
  const [told] = await kernel.get(MessageQueue).list({ limit: 1 })
  expect(told).toMatchObject({ name: 'invoice-issued', channel: null, rule: null })
  expect(told?.text).toContain(`Invoice ${invoice?.number}: `)
})
