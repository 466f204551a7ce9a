// Calls that are charged while they last: who is prepaid, what a network asks and reports, and what waits in quarantine of it.
import { ChargingService, PocketsService, QUARANTINE_BEGIN, UsageQuarantine } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'

export const CALL_RULES = `plan prepaid "Prepaid" {
  from 2025-01-01
  tariff week
}
tariff week for voice {
  from 2025-01-01
  one zone anywhere
  rates {
    | price           | increment |
    | 0.60 per minute | 1s / 1s   |
  }
}
`

/** Of a report that says nothing. */
export const none = { seconds: null, bytes: null, units: null }

/** A kernel of its own; who opens it closes it. */
export async function openPrepaidCalls() {
  const kernel = await testKernel({ now: '2026-03-06T12:00:00Z' })
  const charging = kernel.get(ChargingService)
  const pockets = kernel.get(PocketsService)
  const quarantine = kernel.get(UsageQuarantine)
  let next = 0
  await publishRules(kernel, sampleRules(CALL_RULES))
  const unique = () => `unrated:${++next}`

  async function prepaid() {
    const subscriber = `6140000000${++next}`
    const { account } = await customer(kernel, { identities: [subscriber], plan: 'prepaid' })
    const settings = { method: 'card', priority: 1, subscription: null, expiresAt: null }
    await pockets.topUp(account, { amount: 10_000_000n, ...settings })
    return { account, subscriber }
  }
  const moneyOf = async (account: string) =>
    (await pockets.list(account))?.map(({ balance, reserved }) => [Number(balance), Number(reserved)])

  async function dial(subscriber: string, service = 'voice') {
    const outcome = await charging.ask({
      ...{ kind: 'open', key: unique(), digest: '', subscriber, service, to: '61298765432', from: '' },
      startedAt: kernel.clock.now(),
      units: [{ group: 1, used: none, wanted: { ...none, seconds: 120 } }]
    })
    if (!outcome.ok) throw new Error(outcome.detail)
    return outcome.value.session
  }
  async function report(session: string, used: object, close = false) {
    const wanted = close ? null : { ...none, seconds: 60 }
    const units = [{ group: 1, used: { ...none, ...used }, wanted }]
    const outcome = await charging.ask({ kind: 'go-on', key: unique(), digest: '', session, close, units })
    if (!outcome.ok) throw new Error(outcome.detail)
    return outcome.value.units[0]
  }
  const waiting = async (reason: string) => {
    const lines = await quarantine.list({ state: 'open', reason, after: QUARANTINE_BEGIN, limit: 50 })
    return lines.map(({ raw, ...line }) => ({ ...line, raw: JSON.parse(raw.toString('utf8')) }))
  }
  return { kernel, charging, quarantine, unique, prepaid, moneyOf, dial, report, waiting }
}
