// Requests whose last day has come are all looked at, however many before them fail.
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { Persistence, sql } from '../persistence/index.ts'
import { SubscriptionsService } from '../subscriptions/index.ts'
import { RetentionService } from './retention.service.ts'

jest.setTimeout(120_000)

const plan = 'plan surf "Surf" { from 2025-01-01; rent 10.00 per month }'
const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
await publishRules(
  kernel,
  sampleRules(`${plan}\nforbid terminate "Stay" { goes to retention, carried out after 14 days }\n`)
)
afterAll(() => kernel.close())

/** Older than `request`, with a day that nothing can read. */
const FAILING = `insert into retention_request select tenant, account, gen_random_uuid(), subscription, 'feature on', n::text,
  '{"effective": "never"}', asked, wished, reason, rule, offers, closes - 1, status, opened_at
  from retention_request, generate_series(1, 120) n`

it('carries out what is due although more than a page before it fails, and tells of the first fault', async () => {
  const { subscription } = await customer(kernel, { identities: ['61400000001'], plan: 'surf' })
  await kernel.get(SubscriptionsService).change(subscription, { kind: 'terminated' })
  await kernel.get(Persistence).bulk('main', client => sql(client, FAILING))
  kernel.clock.moveTo('2026-01-20T00:00:00Z')
  const desk = kernel.get(RetentionService)
  await expect(desk.carryOutDue()).rejects.toThrow()
  const [request] = await desk.list({ subscription, action: 'terminate', limit: 1 })
  expect(request).toMatchObject({ status: 'carried-out' })
})
