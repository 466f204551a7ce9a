import type { UsageImport } from '@farthing/kernel'
import { importFailure, showImport } from './usage-import.ts'

const done = (quarantined: number, kind: UsageImport['kind'] = 'file') =>
  ({
    ...{ id: 7, kind, name: 'calls.csv', problem: null },
    ...{ lines: 3, rated: 3 - quarantined, duplicate: 0, quarantined, filtered: 0 },
    reasons: { quarantined: quarantined === 0 ? {} : { 'no-zone': quarantined }, filtered: {} }
  }) as unknown as UsageImport

describe('usage import', () => {
  it('says what to do with lines that went to quarantine', () => {
    expect(showImport(done(1))).toBe(`calls.csv: 3 lines = 2 rated + 0 duplicate + 1 quarantined + 0 filtered
  no-zone  1
one line went to quarantine: farthing usage quarantine --import 7 shows it with its line and field
when the cause is mended: farthing usage quarantine --import 7 --retry; what nobody can mend: farthing usage quarantine drop
`)
    expect(showImport(done(1, 'retry'))).toContain(': farthing usage quarantine shows it with')
    expect(showImport(done(2))).toContain(
      '2 lines went to quarantine: farthing usage quarantine --import 7 shows each with'
    )
    expect(showImport(done(0))).toBe('calls.csv: 3 lines = 3 rated + 0 duplicate + 0 quarantined + 0 filtered\n')
  })

  it('ends with a failure where the file contradicts itself, and where lines went to quarantine if that is asked', () => {
    expect(importFailure(done(2), {})).toBeNull()
    expect(importFailure(done(0), { strict: true })).toBeNull()
    expect(importFailure(done(2), { strict: true })).toBe('calls.csv: 2 lines went to quarantine')
    expect(importFailure({ ...done(2), problem: 'its total says 4' }, {})).toBe('calls.csv: its total says 4')
    expect(importFailure({ ...done(2), problem: 'its total says 4' }, { strict: true })).toBe(
      'calls.csv: its total says 4; 2 lines went to quarantine'
    )
  })
})
