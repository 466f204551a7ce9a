import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

/** The operator with plan Home twice: as it was, and from 10 June under the reach. */
const withHome = (reach: string, later = 'rent 27.00 per month in advance, prorated by day'): string => `${coastal}
plan home "Home" {
  from 2026-01-01 until 2026-06-10
  rent 30.00 per month in advance, prorated by day
  tariff voice-standard
}

plan home "Home" {
  from 2026-06-10
  ${reach}
  ${later}
  tariff voice-standard
}
`

const tellReach = (lines: readonly { readonly explanation: { readonly inputs: object } }[] = []): (string | null)[] =>
  lines.map(({ explanation: { inputs } }) => ('reach' in inputs ? String(inputs.reach) : null))

describe('a version for new customers', () => {
  const rules = withHome('holds for new customers')

  it('leaves those before it their own, until they change plan and come back', async () => {
    const life = await play({
      rules,
      billDay: 1,
      facts: [
        { on: '2026-05-01', do: 'subscribe', plan: 'home' },
        { on: '2026-07-01', do: 'advance' },
        { on: '2026-07-16', do: 'change', plan: 'mobile-20' },
        { on: '2026-08-01', do: 'change', plan: 'home' },
        { on: '2026-08-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-05-01
        Home        2026-05-01..2026-06-01   30.00
        total                                30.00
        bill of 2026-06-01
        Home        2026-06-01..2026-07-01   30.00
        total                                30.00
        bill of 2026-07-01
        Home        2026-07-01..2026-08-01   30.00
        total                                30.00
        bill of 2026-08-01
        Home        2026-07-16..2026-08-01  -15.48
        Mobile 20   2026-07-16..2026-08-01   10.32
        Home        2026-08-01..2026-09-01   27.00
        total                                21.84
      `)
    )
    expect(life.invoices.map(({ lines }) => tellReach(lines)).slice(1, 3)).toEqual([
      [null],
      ['kept since 2026-05-01: the version of 2026-06-10 is for new customers']
    ])
  })

  it('is that of who subscribes on its first day', async () => {
    const life = await play({
      rules,
      billDay: 1,
      facts: [
        { on: '2026-06-10', do: 'subscribe', plan: 'home' },
        { on: '2026-07-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life).slice(-2)).toEqual(['Home 2026-07-01..2026-08-01 27.00', 'total 45.90'])
  })
})

describe('a version for everyone from next cycle', () => {
  const rules = withHome('holds for everyone from next cycle')

  it.each([1, 9, 10, 11, 15, 28, 29, 30, 31])(
    'begins with the first cycle on or after it, billed on the %i.',
    async billDay => {
      const life = await play({
        rules,
        billDay,
        facts: [
          { on: '2026-05-01', do: 'subscribe', plan: 'home' },
          { on: '2026-08-31', do: 'advance' }
        ]
      })
      const rents = life.invoices
        .flatMap(({ lines }) => lines)
        .filter(({ from, until }) => from >= '2026-05-31' && until > from)
      for (const { amount, from } of rents)
        expect([from, amount]).toEqual([from, from < '2026-06-10' ? '30.00' : '27.00'])
      expect(rents.length).toBeGreaterThan(2)
    }
  )

  it('prices usage until then by the tariff that the plan had, and afterwards by the new one', async () => {
    const dearer =
      coastal.replace(
        'tariff voice-standard for voice {\n  from 2026-01-01',
        'tariff voice-standard for voice {\n  from 2026-01-01 until 2026-06-10'
      ) +
      coastal
        .slice(coastal.indexOf('tariff voice-standard'), coastal.indexOf('plan mobile-20'))
        .replace('from 2026-01-01', 'from 2026-06-10\n  holds for everyone from next cycle')
        .replace('0.25 per minute', '0.50 per minute')
    const life = await play({
      rules: dearer,
      billDay: 15,
      facts: [
        { on: '2026-05-15', do: 'subscribe', plan: 'talk' },
        { at: '2026-06-12T10:00', do: 'use', service: 'voice', quantity: '60s', to: '+61393334444' },
        { at: '2026-06-15T10:00', do: 'use', service: 'voice', quantity: '60s', to: '+61393334444' },
        { on: '2026-07-15', do: 'advance' }
      ]
    })
    expect(invoicesOf(life).filter(line => line.startsWith('Voice'))).toEqual([
      'Voice, national 2026-05-15..2026-06-15 0.64',
      'Voice, national 2026-06-15..2026-07-15 0.89'
    ])
    const usage = life.invoices[1]?.lines.find(({ description }) => description.startsWith('Voice'))
    expect(usage?.explanation.steps.at(-1)?.detail).toContain(
      'until 2026-06-15: the version of 2026-06-10 is for everyone from next cycle'
    )
  })
})

describe('a version that holds retroactively', () => {
  it('corrects on the first bill after it what was charged since its day, and says so', async () => {
    const life = await play({
      rules: withHome('holds retroactively from 2026-04-11'),
      billDay: 1,
      facts: [
        { on: '2026-04-01', do: 'subscribe', plan: 'home' },
        { on: '2026-07-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-04-01
        Home   2026-04-01..2026-05-01   30.00
        total                           30.00
        bill of 2026-05-01
        Home   2026-05-01..2026-06-01   30.00
        total                           30.00
        bill of 2026-06-01
        Home   2026-06-01..2026-07-01   30.00
        total                           30.00
        bill of 2026-07-01
        Home   2026-04-01..2026-05-01   -2.00
        Home   2026-05-01..2026-06-01   -3.00
        Home   2026-06-01..2026-07-01   -3.00
        Home   2026-07-01..2026-08-01   27.00
        total                           19.00
      `)
    )
    const lines = life.invoices.at(-1)?.lines
    expect(tellReach(lines)).toEqual([
      'retroactively from 2026-04-11, by the version of 2026-06-10',
      'retroactively from 2026-04-11, by the version of 2026-06-10',
      'retroactively from 2026-04-11, by the version of 2026-06-10',
      null
    ])
    expect(lines?.[1]).toMatchObject({ corrects: 'INV-000002:1' })
    expect(lines?.[1]?.explanation.steps[0]?.said).toBe(
      '27.00 for the month, retroactively from 2026-04-11, by the version of 2026-06-10'
    )
  })

  it('re-prices usage that was billed by another version', async () => {
    const cheap = `${coastal}
tariff text for sms {
  from 2026-01-01 until 2026-06-10
  rates {
    | price        |
    | 0.20 per sms |
  }
}

tariff text for sms {
  from 2026-06-10
  holds retroactively from 2026-05-10
  rates {
    | price        |
    | 0.15 per sms |
  }
}

plan texts "Texts" {
  tariff text
}
`
    const life = await play({
      rules: cheap,
      billDay: 1,
      facts: [
        { on: '2026-05-01', do: 'subscribe', plan: 'texts' },
        { at: '2026-05-09T10:00', do: 'use', service: 'sms', quantity: '10 sms', to: '+61393334444' },
        { at: '2026-05-10T10:00', do: 'use', service: 'sms', quantity: '10 sms', to: '+61393334444' },
        { at: '2026-06-15T10:00', do: 'use', service: 'sms', quantity: '10 sms', to: '+61393334444' },
        { on: '2026-07-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-06-01
        Sms     2026-05-01..2026-06-01   4.00
        total                            4.00
        bill of 2026-07-01
        Sms     2026-05-01..2026-06-01  -0.50
        Sms     2026-06-01..2026-07-01   1.50
        total                            1.00
      `)
    )
  })

  it('does so when it is published afterwards, over rules that did not know it', async () => {
    const life = await play({
      rules: withHome('')
        .replace(/plan home "Home" \{\n {2}from 2026-06-10[^]*?\n\}\n/, '')
        .replace(' until 2026-06-10', ''),
      ruleSets: { cheaper: () => withHome('holds retroactively from 2026-05-01') },
      billDay: 1,
      facts: [
        { on: '2026-05-01', do: 'subscribe', plan: 'home' },
        { on: '2026-06-20', do: 'publish', rules: 'cheaper' },
        { on: '2026-07-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life).slice(-5)).toEqual(
      table(`
        bill of 2026-07-01
        Home   2026-05-01..2026-06-01   -3.00
        Home   2026-06-01..2026-07-01   -3.00
        Home   2026-07-01..2026-08-01   27.00
        total                           21.00
      `)
    )
  })
})
