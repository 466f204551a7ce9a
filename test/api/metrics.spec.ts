// What Prometheus reads: usage by outcome, quarantine, alerts and the time that answers took.
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ChargingService, QuarantineWatch } from '@farthing/kernel'
import { customer, publishRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const folder = await mkdtemp(join(tmpdir(), 'farthing-metrics-'))
await mkdir(join(folder, 'telex'))
const api = await openApi({ quarantineLimits: { share: 0.1, leastLines: 1 }, inbox: { folder, settleMs: 1 } })
const { inside } = api
afterAll(async () => {
  await api.close()
  await rm(folder, { recursive: true })
})

async function metrics(): Promise<string> {
  const answer = await api.app.inject({ method: 'GET', url: '/metrics' })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
  return answer.body
}

const call = (id: string, subscriber = '0400000001'): object => ({
  id,
  service: 'voice',
  subscriber,
  to: '0399990000',
  started_at: '2026-03-02T10:00:00+11:00',
  quantity: 61,
  unit: 's'
})

describe('metrics', () => {
  it('are there before anything has happened', async () => {
    const text = await metrics()
    expect(text).toContain('farthing_usage_lines_total{outcome="rated"} 0')
    expect(text).toContain('farthing_usage_quarantine_share 0')
    expect(text).toContain('farthing_usage_inbox_files 0')
    expect(text).toContain('farthing_usage_inbox_problems 1')
    expect(text).toContain('farthing_charging_reservations 0')
    expect(text).toContain('farthing_charging_reservation_oldest_seconds 0')
    expect(text).toContain('farthing_charging_credit_subscriptions 0')
    expect(text).not.toContain('NaN')
  })

  it('stand on their page, each with its labels, and no other does', async () => {
    const served = [...(await metrics()).matchAll(/^# HELP (farthing_\w+)/gm)].map(([, name]) => name)
    const page = await readFile('docs/metrics.md', 'utf8')
    const described = [...page.matchAll(/^\| `(farthing_\w+)`/gm)].map(([, name]) => name)
    expect(described.toSorted()).toEqual(served.toSorted())
    for (const [name] of page.matchAll(/farthing_\w+(?=[ ){])/g))
      expect(served).toContain(name.replace(/_(bucket|count|sum)$/, ''))
  })

  it('tell how many reservations are open, for how long, and whether anybody closes them', async () => {
    await publishRules(inside)
    const { number } = await customer(inside, { identities: ['61400000002'] })
    await api.post(`/accounts/${number}/top-ups`, { amount: '2.00', method: 'card' })
    const opened = await api.post(NCHF, opening('msisdn-61400000002', 120), null)
    expect(opened.status).toBe(201)
    const begun = api.clock.now()
    api.clock.advance({ seconds: 640 })
    expect((await metrics()).split('\n')).toEqual(
      expect.arrayContaining([
        'farthing_charging_reservations 1',
        'farthing_charging_reservation_oldest_seconds 640',
        'farthing_charging_reservation_overdue_seconds 40'
      ])
    )
    await api.app.get(ChargingService).closeOverdue()
    expect(await metrics()).toContain('farthing_charging_reservations 0')
    api.clock.moveTo(begun.toString())
  })

  it('follow usage into rating and quarantine, and every answer by its route', async () => {
    await customer(inside, { identities: ['61400000001'] })
    expect((await api.post('/usage/events', [call('1'), call('2'), call('1'), call('3', '0499')], null)).status).toBe(
      201
    )
    await api.get('/usage/imports/1')
    await api.app.get(QuarantineWatch).look()
    api.clock.moveTo('2026-03-10T01:00:00Z')
    const lines = (await metrics()).split('\n')
    expect(lines).toEqual(
      expect.arrayContaining([
        'farthing_usage_lines_total{outcome="rated"} 2',
        'farthing_usage_lines_total{outcome="duplicate"} 1',
        'farthing_usage_lines_total{outcome="quarantined"} 1',
        'farthing_usage_imports_running 0',
        'farthing_usage_last_import_timestamp_seconds 1773100800',
        'farthing_usage_quarantine_lines{reason="unknown-subscriber"} 1',
        'farthing_usage_quarantine_share 0.25',
        'farthing_usage_quarantine_oldest_seconds 3600',
        'farthing_usage_quarantine_alert{limit="share"} 1',
        'farthing_usage_quarantine_alert{limit="age"} 0',
        'farthing_http_request_duration_seconds_count{method="GET",route="/usage/imports/:id",status="200"} 1'
      ])
    )
  })
})
