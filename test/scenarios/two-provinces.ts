// A business with a line where its account is, in British Columbia, and one that may be in Quebec.
import type { LifeResult } from '@farthing/simulator'
import { invoicesOf, play } from './play.ts'
import { operator } from './taxed.ts'

const canada = `${operator('EUR', '0.01')}
tax gst "GST" { in CA; rate 5% }
tax qst "QST" { in CA-QC; rate 10% }
tax pst "PST" { in CA-BC; rate 7% }
tariff talk for voice {
  rates {
    | price           | increment |
    | 0.60 per minute | 60s       |
  }
}
plan line "Line" { rent 31.00 per month in advance, prorated by day; tariff talk }
standard charge router "Router" 10.00 per month
discount loyal "Loyal" takes 20.50 off per cycle
charges from lot
feature mailbox "Mailbox" { rent 3.00 per month }
`

export type Fact = Record<string, unknown>

export const place = (on: string, where: string, more: Fact = {}): Fact => ({
  on,
  do: 'tax-place',
  place: where,
  ...more
})
const office = { on: '2026-03-01', do: 'subscribe', plan: 'line', as: 'office' }
export const branch = { on: '2026-03-01', do: 'subscribe', plan: 'line', as: 'branch' }
export const firm = [place('2026-03-01', 'CA-BC'), office, branch]
export const inQuebec = (on: string, more: Fact = {}): Fact => place(on, 'CA-QC', { as: 'branch', ...more })

export const parking = { source: 'lot', id: 'P-1', amount: '6.00', description: 'Parking' }

export const told = (facts: readonly Fact[]): Promise<LifeResult> => play({ rules: canada, facts })
export const billed = async (...facts: readonly Fact[]): Promise<string[]> => invoicesOf(await told(facts))
export const refusedOf = ({ refused }: LifeResult): string[] =>
  refused.map(({ detail, reason }) => `${detail}: ${reason}`)
