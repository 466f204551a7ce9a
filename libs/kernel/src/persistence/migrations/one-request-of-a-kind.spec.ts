// Requests of one kind that waited beside one another before it was refused: the first stays.
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { ONE_OF_A_KIND } from './0132-one-request-of-a-kind.ts'
import { Persistence, sql } from '../index.ts'
import { SubscriptionsService } from '../../subscriptions/index.ts'

const plan = (name: string): string => `plan ${name} "${name}" { from 2025-01-01; rent 10.00 per month }\n`
const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
const plans = `${plan('surf')}${plan('small')}forbid change "Stay" { goes to retention }\n`
await publishRules(kernel, sampleRules(plans))
afterAll(() => kernel.close())

const bulk = <Row>(...statements: readonly string[]): Promise<Row[]> =>
  kernel.get(Persistence).bulk('main', async client => {
    let rows: Row[] = []
    for (const statement of statements) rows = await sql<Row>(client, statement)
    return rows
  })

it('leaves the first request for another plan, and all that waits for features', async () => {
  const { subscription } = await customer(kernel, { identities: ['61400000001'], plan: 'surf' })
  await kernel.get(SubscriptionsService).change(subscription, { kind: 'plan-changed', plan: 'small' })
  const copied = (id: number, action: string, target: string): string =>
    `insert into retention_request select r.tenant, r.account, 'ffffffff-ffff-7fff-8fff-fffffffffff${id}', r.subscription, '${action}', '${target}', r.change, r.asked,
       r.wished, r.reason, r.rule, r.offers, r.closes, r.status, r.opened_at from retention_request r order by r.id limit 1`
  const copies = [copied(1, 'change', 'tiny'), copied(2, 'feature on', 'line'), copied(3, 'feature on', 'fax')]
  await bulk(
    'drop index retention_request_open',
    ...copies,
    'create index retention_request_open on retention_request (id)'
  )
  const rows = await bulk<object>(...ONE_OF_A_KIND, 'select action, target, status from retention_request order by id')
  expect(rows).toEqual([
    { action: 'change', target: 'small', status: 'open' },
    { action: 'change', target: 'tiny', status: 'withdrawn' },
    { action: 'feature on', target: 'line', status: 'open' },
    { action: 'feature on', target: 'fax', status: 'open' }
  ])
})
