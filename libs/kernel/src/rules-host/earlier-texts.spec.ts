// What an earlier version of the product published goes on to bill, though a later check would refuse the text.
import { Clock, Ids, KernelSettings, Persistence, PluginRegistry, RulesHost } from '@farthing/kernel'
import { installationOf } from '@farthing/plugin-sdk'
import { compileRules } from '@farthing/rules-language'
import { testKernel, type TestKernel } from '@farthing/testing'
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
beforeAll(async () => {
  kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
})
afterAll(() => kernel.close())

async function publishedEarlier(): Promise<string> {
  const { registry } = kernel.get(PluginRegistry)
  const compiled = compileRules({ ...installationOf(registry), files: EARLIER, published: true })
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'))
  const { version } = compiled.rules
  const { tenant } = kernel.get(KernelSettings)
  const at = kernel.get(Clock).now()
  const publication = { id: kernel.get(Ids).next(), version, from: null, author: 'Ann', message: '', publishedAt: at }
  await kernel.get(Persistence).transaction(tenant, async tx => {
    await writeVersion(tx, tenant, { version, files: EARLIER, at })
    await writePublication(tx, tenant, publication)
  })
  return version
}

it('keeps what was published earlier, refuses it anew, and takes mended texts beside it', async () => {
  const host = kernel.get(RulesHost)
  const version = await publishedEarlier()
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
