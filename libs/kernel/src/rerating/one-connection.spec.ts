// A chunk of a re-rating asks for no second one of the connections that those who wait for it may have.
import { KernelModule, Reratings } from '@farthing/kernel'
import { openAccounts, publishRules, putUsage, sampleRules, testKernel } from '@farthing/testing'
import { NestFactory } from '@nestjs/core'

it('comes to its end where there is one connection', async () => {
  const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
  await publishRules(kernel)
  const [account] = await openAccounts(kernel, [{ billDay: 1, from: '2026-01-01', plans: ['mobile-40'] }])
  if (account === undefined) throw new Error('there is an account')
  const { id, subscriptions } = account
  const call = { service: 'voice', to: '61399990000', at: '2026-02-10T10:00:00+11:00', quantity: 120_000 }
  const use = { account: id, subscription: subscriptions[0] ?? '', plan: 'mobile-40', ...call }
  await putUsage(kernel, '2026-02-20T00:00:00Z', [use])
  kernel.clock.moveTo('2026-03-05T00:00:00Z')
  const dearer = [...sampleRules()].map(([path, text]) => [path, text.replace('0.25 per minute', '0.40 per minute')])
  await publishRules(kernel, new Map(dearer as [string, string][]), '2026-02-01')
  const planned = await kernel.get(Reratings).propose()
  if (!planned.ok) throw new Error(planned.detail)
  const database = { url: kernel.url, migrate: false, poolSize: 1 }
  const narrow = await NestFactory.createApplicationContext(
    KernelModule.forRoot({ clock: kernel.clock, sharesProcess: true, database }),
    { logger: false, abortOnError: false }
  )
  expect(await narrow.get(Reratings).drain(planned.value.id, { bills: false })).toMatchObject({ state: 'proposed' })
  await narrow.close()
  await kernel.close()
})
