// A simulated life as a person reads it: lines, net, taxes and total add up, and what was refused is told.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { farthing } from './farthing.ts'

const rules = `operator "Nord" { currency EUR; time zone "Europe/Berlin" }
tax vat "VAT" {
  in DE
  rate 19%
}
item phone "Phone" 100.00, category goods, in 3 instalments
discount loyal "Loyalty" 10% off, of rent, first 1 cycles
plan basic "Basic" {
  rent 20.00 per month
}
`
const life = {
  account: { billDay: 1 },
  facts: [
    { on: '2026-01-01', do: 'subscribe', plan: 'basic' },
    { on: '2026-01-01', do: 'grant-discount', discount: 'loyal' },
    { on: '2026-01-01', do: 'buy', item: 'phone' },
    { on: '2026-01-02', do: 'buy', item: 'caviar' },
    { on: '2026-01-03', do: 'advance' }
  ]
}

describe('farthing simulate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-story-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('shows how an invoice comes from its lines to what is to pay, and what was refused', () => {
    writeFileSync(join(folder, 'rules.farthing'), rules)
    const { code, out } = farthing(['simulate', '-', '--rules', folder], { input: JSON.stringify(life) })
    expect(code).toBe(0)
    const [, invoice = ''] = out.split(/^INV-000001 .*\n/m)
    const rows = invoice
      .split('\n\n')[0]
      ?.split('\n')
      .map(row => row.trim().replaceAll(/ {2,}/g, ' | '))
    expect(rows).toEqual([
      'Basic | 2026-01-01..2026-02-01 | 20.00',
      'Loyalty: Basic | 2026-01-01..2026-02-01 | -2.00',
      'Phone, 1 of 3 | 2026-01-01..2026-01-02 | 33.34',
      'net | 51.34',
      'VAT | 19% of 51.34 | 9.75',
      'total | 61.09',
      'to pay | EUR | 61.09'
    ])
    expect(out).toContain('refused: fact 4: there is no item caviar on sale on 2026-01-02 · buy\n')
  })
})
