// A contract that was to replace another, and cannot hold after what became known later: the other one runs on.
import { play } from './play.ts'

const rules = `operator "Coastal Telecom" { currency AUD; time zone "Australia/Melbourne" }
plan a "A" { rent 62.00 per month; contract year "Year" { term 12 months; early exit 50% of remaining rent } }
plan b "B" { rent 62.00 per month; contract two "Two years" { term 24 months; early exit 10.00 per month left } }
`
const at = (on: string, does: string, more: object = {}): object => ({ on, do: does, as: 's1', ...more })

async function exits(...known: readonly object[]): Promise<string[]> {
  const facts = [
    at('2026-03-01', 'subscribe', { plan: 'a' }),
    at('2026-03-01', 'sign-contract', { contract: 'year' }),
    at('2026-06-01', 'change', { plan: 'b' }),
    at('2026-06-01', 'change-contract', { contract: 'two' }),
    ...known,
    at('2026-08-01', 'terminate'),
    { on: '2026-09-01', do: 'advance' }
  ]
  const { invoices, refused } = await play({ rules, billDay: 1, facts })
  expect(refused).toEqual([])
  const lines = invoices.flatMap(each => each.lines).filter(({ description }) => description.includes('exit'))
  return lines.map(({ amount, description }) => `${description} ${amount}`)
}

it('replaces it where it can hold', async () => {
  expect(await exits()).toEqual(['Two years: early exit 220.00'])
})

it('leaves it in force where the plan of its day has no such contract', async () => {
  const later = [
    at('2026-06-01', 'change', { plan: 'a', known: '2026-06-10' }),
    at('2026-06-05', 'change', { plan: 'b', known: '2026-06-10' })
  ]
  expect(await exits(...later)).toEqual(['Year: early exit 217.00'])
})
