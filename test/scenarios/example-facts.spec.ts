// Every fact that an example can tell, and everything that it can expect, in one line each.
import { renderExample, runExamples } from '@farthing/simulator'
import type { Registry } from '@farthing/plugin-sdk'
import { coastal } from './coastal.ts'
import { allPlugins, rulesOf } from './play.ts'

describe('the lines of an example', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await allPlugins()
  })

  /** What is red of it; nothing when all is as expected. */
  async function redOf(...lines: readonly string[]): Promise<readonly string[]> {
    const rules = rulesOf(`${coastal}\nexample "a story" {\n${lines.join('\n')}\n}\n`, registry)
    const reports = await runExamples(rules, registry)
    return reports.flatMap(({ failures }) =>
      failures.map(({ at, message }) => `${lines[at.line - linesBefore]}: ${message}`)
    )
  }
  const linesBefore = coastal.split('\n').length + 2

  it.each([
    [
      'receive "" from parking charging 7.50 as " "',
      'id: "" is not a text of 1 to 200 characters; description: " " is not a text of 1 to 200 characters: receive-charge'
    ],
    ['charge 5.00 ""', 'description: "" is not a text: charge']
  ])('cannot tell what nobody can ask for: %s', async (told, problem) => {
    const line = `on 2026-03-05 ${told}`
    const red = `${line}: this had no effect, ${problem}`
    expect(await redOf('on 2026-03-01 subscribe talk', line)).toEqual([red])
  })

  it('subscribe with a name and more numbers, and use by any of them', async () => {
    expect(
      await redOf(
        'on 2026-03-02 subscribe talk as office, numbers "+61290000001", "+61290000002"',
        'on 2026-03-02 subscribe talk as home',
        'at 2026-03-02 10:00 call +61293334444 for 61s from "+61290000002"',
        'expect charge 0.765',
        'at 2026-03-02 20:00 call +61293334444 for 61s from home',
        'expect charge 0.57',
        'on 2026-04-02 bill',
        'expect total 21.34'
      )
    ).toEqual([])
  })

  it('pay in full, pay an invoice by a method, and fail to pay', async () => {
    expect(
      await redOf(
        'on 2026-03-01 subscribe mobile-20',
        'on 2026-04-01 bill',
        'on 2026-04-02 pay 5.00 for invoice INV-000002 by card, reference "in part"',
        'expect message payment-received',
        'expect balance 35.00',
        'on 2026-04-03 payment of 35.00 fails by card, reason "insufficient funds"',
        'expect message payment-failed',
        'expect balance 35.00',
        'on 2026-04-04 pay in full',
        'expect balance 0.00',
        'on 2026-04-05 pay 1.00 for invoice INV-000009',
        'expect refused "no-such-invoice"',
        'on 2026-04-06 payment fails for invoice INV-000009',
        'expect refused "no-such-invoice"'
      )
    ).toEqual([])
  })

  it('charge and credit by hand, with a category and of a subscription', async () => {
    expect(
      await redOf(
        'on 2026-03-01 subscribe mobile-20',
        'on 2026-03-05 charge 12.00 "SIM card" for mobile-20, category hardware',
        'on 2026-03-06 credit 2.00 "Sorry"',
        'on 2026-04-01 bill',
        'expect invoice {',
        'charge "Mobile 20" 2026-04-01..2026-05-01 20.00',
        'charge "SIM card" 12.00',
        'credit "Sorry" -2.00',
        'total 30.00',
        'due 2026-04-15',
        '}'
      )
    ).toEqual([])
  })

  it('news that come late are billed when they are known, as those that came in time', async () => {
    expect(
      await redOf(
        'on 2026-03-01 subscribe mobile-20',
        'on 2026-04-01 bill',
        'expect total 20.00',
        'on 2026-03-16 change to mobile-40, known on 2026-04-03',
        'on 2026-05-01 bill',
        'expect invoice {',
        'credit "Mobile 20" 2026-03-16..2026-04-01 -10.32',
        'credit "Mobile 20" 2026-04-01..2026-05-01 -20.00',
        'charge "Mobile 40" 2026-03-16..2026-04-01 20.65',
        'charge "Mobile 40" 2026-04-01..2026-05-01 40.00',
        'charge "Mobile 40" 2026-05-01..2026-06-01 40.00',
        '}'
      )
    ).toEqual([])
  })

  it("the account's own bill day and zone: a call on the evening of its last day", async () => {
    expect(
      await redOf(
        'bill day 1',
        'time zone "Australia/Perth"',
        'on 2026-03-01 subscribe talk',
        'at 2026-03-31 23:30 call 0412345678 for 30s',
        'expect charge 0.39 + 0.5 * 0.30 = 0.54',
        'on 2026-04-01 bill',
        'expect invoice {',
        'charge "Talk" 2026-04-01..2026-05-01 10.00',
        'charge "Voice, mobile" 2026-03-01..2026-04-01 0.54',
        '}'
      )
    ).toEqual([])
  })

  it('states of a service, bonds, messages and their absence', async () => {
    expect(
      await redOf(
        'on 2026-03-01 subscribe premium',
        'expect service active',
        'on 2026-03-01 bill',
        'expect bond 200.00',
        'expect message invoice',
        'on 2026-03-20 suspend',
        'expect service suspended',
        'expect message invoice-overdue',
        'expect no message invoice',
        'expect no invoice',
        'on 2026-03-25 resume',
        'expect service active',
        'on 2026-03-30 advance',
        'expect no message invoice-overdue',
        'on 2026-04-01 terminate',
        'expect service terminated',
        'on 2026-05-01 bill',
        'expect bond 0.00',
        'on 2026-06-01 bill',
        'expect no invoice'
      )
    ).toEqual([])
  })

  it('say of each expectation that is not met what came instead', async () => {
    expect(
      await redOf(
        'on 2026-03-01 subscribe premium',
        'on 2026-03-01 bill',
        'expect bond 100.00',
        'expect no invoice',
        'expect message invoice-overdue',
        'expect no message invoice',
        'expect service suspended',
        'expect parked "currency"',
        'expect balance 0.00'
      )
    ).toEqual([
      'expect bond 100.00: expected the bond to be 100.00, and it is 200.00',
      'expect no invoice: expected no invoice, and there is invoice INV-000001 of 2026-03-01',
      'expect message invoice-overdue: expected a message invoice-overdue; there are invoice on 2026-03-01: Invoice INV-000001: 280.00 AUD, 280.00 due on 2026-03-15',
      'expect no message invoice: expected no message invoice, and there is invoice on 2026-03-01: Invoice INV-000001: 280.00 AUD, 280.00 due on 2026-03-15',
      'expect service suspended: expected premium to be suspended, and it is active',
      'expect parked "currency": expected the account to be parked, currency; it was not',
      'expect balance 0.00: expected the balance to be 0.00, and it is 280.00'
    ])
  })

  it('show how a charge that differs came about', async () => {
    const text = `${coastal}
      example "a guess" {
        on 2026-03-02 subscribe talk
        at 2026-03-02 10:00 call +61293334444 for 61s
        expect charge 0.80
      }
    `
    const [report] = await runExamples(rulesOf(text, registry), registry)
    if (report === undefined) throw new Error('there is no report')
    expect(
      renderExample(report)
        .split('\n')
        .slice(1)
        .map(line => line.trim().replaceAll(/ {2,}/g, ' | '))
    ).toEqual([
      expect.stringMatching(/coastal\.farthing:\d+:9: expected a charge of 0\.800000, and it is 0\.765000$/),
      expect.stringMatching(/^by tariff voice-standard > national x peak \(coastal\.farthing:\d+:5\)$/),
      'quantity | used | 1 min 1 s',
      'increments | billed in 60s / 30s | 1 min 30 s',
      'bands | starts 2026-03-02 10:00:00: peak = weekdays 08:00..20:00 | peak',
      'tiers | peak: 1 min 30 s at 0.25 per minute | 0.375',
      'setup | setup of the event | 0.39',
      'amount | charge, exact to six decimals | 0.765000'
    ])
  })
})
