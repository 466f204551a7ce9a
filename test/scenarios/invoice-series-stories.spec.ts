// Examples see the numbers of invoices as rules name them.
import { runExamples } from '@farthing/simulator'
import { allPlugins, rulesOf } from './compiled-rules.ts'

const registry = await allPlugins()

async function failuresOf(form: string, ...lines: readonly string[]): Promise<readonly string[]> {
  const text = `operator "Alpine" { currency CHF; time zone "Europe/Zurich"; grace 1 day; invoices numbered ${form} }
plan home "Home" { rent 40.00 per month in advance }
example "numbers" {
bill day 31
on 2026-11-30 subscribe home
${lines.join('\n')}
}
`
  const reports = await runExamples(rulesOf(text, registry), registry)
  return reports.flatMap(({ failures }) => failures.map(({ message }) => message))
}

const december = 'charge "Home" 2026-12-31..2027-01-31 40.00'

describe('an example', () => {
  it('expects the number of an invoice, which is of the year in which it is issued', async () => {
    const expected = `expect invoice { ${december}; number "2027-000001" }`
    expect(await failuresOf('"{year}-{number}"', 'on 2027-01-01 advance', expected)).toEqual([])
  })

  it('goes on with a series of no year, as wide as rules say', async () => {
    const expected = `expect invoice { ${december}; number DE-00000002 }`
    expect(await failuresOf('"DE-{number}", at least 8 digits', 'on 2027-01-01 advance', expected)).toEqual([])
  })

  it('pays an invoice by its number, and is told of another one', async () => {
    expect(
      await failuresOf(
        '"{number}-{year}"',
        'on 2026-12-05 pay 40.00 for invoice "000001-2026"',
        'on 2027-01-01 advance',
        'expect balance 40.00',
        `expect invoice { ${december}; number "000002-2026" }`
      )
    ).toEqual(['invoice 000001-2027 of 2026-12-31 has another number'])
  })
})
