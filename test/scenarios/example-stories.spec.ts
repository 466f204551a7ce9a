// The `example` blocks of rules, green and red.
import { renderExample, runExamples } from '@farthing/simulator'
import type { ExampleReport } from '@farthing/simulator'
import { coastal } from './coastal.ts'
import { allPlugins, rulesOf, table } from './play.ts'

const payg = `
plan mobile-payg "Pay As You Go" {
  tariff voice-standard
}
`

async function run(example: string): Promise<ExampleReport> {
  const registry = await allPlugins()
  const [report] = await runExamples(rulesOf(`${coastal}${payg}${example}`, registry), registry)
  if (report === undefined) throw new Error('the rules have no example')
  return report
}

const failuresOf = async (example: string): Promise<string[]> =>
  (await run(example)).failures.map(({ message }) => message)

describe('an example', () => {
  it('of a call says what it costs and how that comes about', async () => {
    const report = await run(`
      example "a 61 second peak call to another city" {
        on 2026-03-02 subscribe mobile-payg
        at 2026-03-02 10:00 call +61293334444 for 61s
        expect charge 0.39 + 1.5 * 0.25 = 0.765
      }
    `)
    expect(report).toMatchObject({ ok: true, met: 1, failures: [] })
    expect(renderExample(report)).toMatch(/^ok {2}a 61 second peak call to another city \(coastal\.farthing:\d+:7\)$/)
  })

  it('of an upgrade half way is billed on its bill day on the way, and shows the difference', async () => {
    const report = await run(`
      example "upgrade half way through a cycle" {
        on 2026-03-01 subscribe mobile-20
        on 2026-03-16 change to mobile-40
        on 2026-04-01 bill
        expect invoice {
          credit "Mobile 20" 2026-03-16..2026-04-01   -10.32
          charge "Mobile 40" 2026-03-16..2026-04-01    20.65
          charge "Mobile 40" 2026-04-01..2026-05-01    40.00
        }
      }
    `)
    expect(report).toMatchObject({ ok: true, met: 1 })
  })

  it('need not expect a line that comes to nothing, and may', async () => {
    const example = (more: string): string => `
      discount five "Five" takes 5.00 off per cycle
      example "the plan changes half way, and that is told late" {
        on 2026-03-01 subscribe mobile-20
        on 2026-03-01 grant discount five
        on 2026-04-01 bill
        on 2026-03-16 change to mobile-40, known on 2026-04-02
        on 2026-04-02 bill
        expect invoice {
          credit "Mobile 20" -10.32; charge "Mobile 40" 20.65
          credit "Mobile 20" -20.00; charge "Mobile 40" 40.00${more}
        }
      }
    `
    expect(await failuresOf(example(''))).toEqual([])
    expect(await failuresOf(example('\n          charge "Five" 2026-03-16..2026-04-01 0.00'))).toEqual([])
  })

  it('that is red shows line by line what was expected and what came', async () => {
    const report = await run(`
      example "upgrade, wrongly expected" {
        on 2026-03-01 subscribe mobile-20
        on 2026-03-16 change to mobile-40
        on 2026-04-01 bill
        expect invoice {
          credit "Mobile 20" 2026-03-16..2026-04-01   -10.00
          charge "Mobile 40" 2026-03-16..2026-04-01    20.65
          charge "Mobile 40"                           40.00
          charge "Voicemail"                            3.00
        }
      }
    `)
    const [head, where, ...rows] = renderExample(report).split('\n')
    expect(head).toMatch(/^RED upgrade, wrongly expected/)
    expect(where).toMatch(/coastal\.farthing:\d+:9: invoice INV-000002 of 2026-04-01 has other lines$/)
    expect(table(rows.join('\n'))).toEqual(
      table(`
        - credit  Mobile 20  2026-03-16..2026-04-01  -10.00  expected
        + credit  Mobile 20  2026-03-16..2026-04-01  -10.32  got
                                                     ^^^^^^
          charge  Mobile 40  2026-03-16..2026-04-01   20.65
          charge  Mobile 40  2026-04-01..2026-05-01   40.00
        - charge  Voicemail                            3.00  expected, and not there
      `)
    )
  })

  it('may expect a total, a balance, and a bill with nothing on it', async () => {
    const report = await run(`
      example "a year ahead" {
        bill day 15
        on 2026-03-15 subscribe anniversary
        on 2026-03-16 pay 400.00
        expect total 365.00
        expect balance -35.00
        on 2026-04-15 bill
        expect invoice { total 0.00 }
      }
    `)
    expect(report).toMatchObject({ ok: true, met: 3 })
  })

  it('counts what a plan includes in the charge of a call', async () => {
    const report = await run(`
      example "ten minutes" {
        on 2026-03-02 subscribe talk-more
        at 2026-03-02 10:00 call +61293334444 for 8 min
        expect charge 0.00
        at 2026-03-03 10:00 call +61293334444 for 5 min
        expect charge 0.39 + 3 * 0.25 = 1.14
      }
    `)
    expect(report).toMatchObject({ ok: true, met: 2 })
  })

  it('takes no setup price where nothing was used: what was answered is asked of the usage format, before any tariff', async () => {
    const report = await run(`
      example "a call of no length" {
        on 2026-03-02 subscribe mobile-payg
        at 2026-03-02 10:00 call +61293334444 for 0s
        expect charge 0.00
        at 2026-03-02 11:00 call +61293334444 for 1s
        expect charge 0.39 + 0.25 = 0.64
      }
    `)
    expect(report).toMatchObject({ ok: true, met: 2 })
  })

  it('fails when a line of it comes to nothing, unless that is what it shows', async () => {
    const story = `
      example "a number in no zone" {
        on 2026-03-02 subscribe mobile-payg
        at 2026-03-02 10:00 call +4930123456 for 61s
        EXPECTATION
        on 2026-03-03 resume
        REFUSAL
      }
    `
    expect(await failuresOf(story.replace('EXPECTATION', '').replace('REFUSAL', ''))).toEqual([
      expect.stringMatching(/^this usage was quarantined, no-zone: /),
      'this had no effect, not-suspended: already active on 2026-03-03'
    ])
    const expected = story
      .replace('EXPECTATION', 'expect quarantined "no-zone"')
      .replace('REFUSAL', 'expect refused "not-suspended"')
    expect(await failuresOf(expected)).toEqual([])
  })

  it('says what the reason really was', async () => {
    expect(
      await failuresOf(`
        example "a wrong guess" {
          on 2026-03-02 subscribe mobile-payg
          at 2026-03-02 10:00 call +4930123456 for 61s
          expect quarantined "no-rate"
          at 2026-03-02 11:00 call +61293334444 for 61s
          expect charge 1.00
          expect total 5.00
        }
      `)
    ).toEqual([
      'expected the line before to be quarantined, no-rate; the reason is no-zone: no prefix of the zone table fits 4930123456',
      'expected a charge of 1.000000, and it is 0.765000',
      'expected the total of the last invoice to be 5.00, and there is no invoice'
    ])
  })
})

describe('an example with pockets', () => {
  const prepaid = `
    plan prepaid "Prepaid" { tariff voice-standard; pay prepaid }
  `
  const call = 'at 2026-03-02 10:00 call +61293334444 for 61s'

  it('shows what is left of them, what is refused, and what lapses', async () => {
    const report = await run(`${prepaid}
      example "a call out of two pockets" {
        on 2026-03-02 subscribe prepaid
        on 2026-03-02 grant 0.50 "welcome" until 2026-04-01, priority 1
        on 2026-03-02 top up 1.00 by card
        ${call}
        expect charge 0.765
        expect pockets 0.735
        at 2026-03-03 10:00 call +61293334444 for 61s
        expect refused "insufficient-balance"
        on 2026-03-04 grant 2.00 "sorry" until 2026-04-01
        on 2026-04-01 advance
        expect pockets 0.735
      }
    `)
    expect(report).toMatchObject({ ok: true, met: 4, failures: [] })
  })

  const surf = `
    tariff surf for data {
      rates {
        | price       |
        | 1.00 per GB |
      }
    }
  `
  const withOnly = (grant: string, payment: string, then: string) =>
    run(`${surf}
      plan held "Held" { tariff voice-standard, surf${payment} }
      example "the only pocket does not pay for calls" {
        bill day 1
        on 2026-03-02 subscribe held
        on 2026-03-02 ${grant}
        ${call}
        ${then}
      }
    `)

  it.each([
    ['for another service', 'grant 5.00 "bonus" for data'],
    ['of another unit', 'grant 5 GB "bonus"'],
    ['too small', 'grant 0.01 "bonus"']
  ])('refuses what a plan pays from pockets alone where the only one is %s', async (_, grant) => {
    const then = 'expect refused "insufficient-balance"\n on 2026-04-01 bill\n expect no invoice'
    expect(await withOnly(grant, '; pay prepaid', then)).toMatchObject({ ok: true, met: 2, failures: [] })
    const hybrid = ['expect charge 0.765', call.replace('10:00', '11:00'), 'expect refused "insufficient-balance"']
    const limited = await withOnly(grant, '; pay hybrid up to 1.00 per cycle', hybrid.join('\n'))
    expect(limited).toMatchObject({ ok: true, met: 2, failures: [] })
  })

  it('leaves to the bill what pockets for others do not pay where the plan says nothing', async () => {
    const report = await withOnly('grant 5.00 "bonus" for data', '', 'expect charge 0.765\n expect pockets 5.00')
    expect(report).toMatchObject({ ok: true, met: 2, failures: [] })
  })

  it('says pocket by pocket what they hold instead', async () => {
    const lines = ['on 2026-03-02 subscribe prepaid', 'on 2026-03-02 top up 1.00', call, 'expect pockets 0.24']
    const failures = await failuresOf(`${prepaid} example "wrong" {\n${lines.join('\n')}\n}`)
    expect(failures).toEqual(['expected the pockets to hold 0.24, and they hold 0.235; 0.235 in pocket 1 (top-up)'])
  })
})
