// A life in which nothing could be billed is no success, whatever else was shown of it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { farthing } from './farthing.ts'

const rules = (currency: string): string => `operator "Test" {
  currency ${currency}
  time zone "Australia/Melbourne"
}
plan p "P" {
  rent 10.00 per month
}
`

describe('simulate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-parked-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function put(name: string, text: string): string {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }

  it('ends with 1, and says why, when a bill could not be made', () => {
    const facts = [
      { on: '2026-09-01', do: 'subscribe', plan: 'p' },
      { on: '2026-09-02', do: 'publish', rules: put('abroad.farthing', rules('EUR')) },
      { on: '2026-10-01', do: 'bill' }
    ]
    const input = JSON.stringify({ account: { billDay: 1 }, facts })
    const run = farthing(['simulate', '-', '--rules', put('home.farthing', rules('AUD')), '--json'], { input })
    expect(run).toMatchObject({
      code: 1,
      err: expect.stringContaining(
        "could not be billed: unknown-plan, the rules have no plan 'p' for accounts in AUD in force on 2026-09-02"
      )
    })
    expect(JSON.parse(run.out)).toMatchObject({ invoices: [], parked: [{ reason: 'unknown-plan' }] })
  })
})
