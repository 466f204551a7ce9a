import { summaryText } from './usage-quarantine.ts'

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)
const ZONE = 'Australia/Melbourne'

describe('quarantine at a glance', () => {
  it('tells times on the clocks of the operator', () => {
    const [first, last] = [at('2026-03-09T22:05:00Z'), at('2026-03-10T13:30:00Z')]
    const reasons = [{ reason: 'no-stop', count: 2, first, last, share: 0.02 }]
    const alerts = [{ name: 'share' as const, since: at('2026-07-10T14:00:00Z') }]
    const text = summaryText({ count: 2, lines: 100, share: 0.02, reasons }, alerts, ZONE)
    expect(text).toContain('2026-03-10 09:05')
    expect(text).toContain('2026-03-11 00:30')
    expect(text).toContain('2 lines wait: 2% of the 100 of the last 30 days')
    expect(text).toMatch(/beyond the limit of share since 2026-07-11 00:00\n$/)
  })

  it('says that nothing waits', () => {
    expect(summaryText({ count: 0, lines: 0, share: 0, reasons: [] }, [], ZONE)).toBe('nothing in quarantine\n')
  })
})
