import type { Reconciliation, StoredDifference } from '@farthing/kernel'
import { differenceCount, differencesText, reconciliationLines, reconciliationText } from './reconciliation-text.ts'

const ZONE = 'Australia/Melbourne'
const sums = (
  uses: number,
  there: number,
  here: number,
  prices: readonly [bigint, bigint]
): Reconciliation['classes']['matched'] => ({
  uses,
  quantityThere: BigInt(there),
  quantityHere: BigInt(here),
  priceThere: prices[0],
  priceHere: prices[1]
})
const made: Reconciliation = {
  id: 7,
  rule: 'carrier-x',
  version: 'sha256:1',
  name: 'bill.csv',
  format: 'carrier-x',
  service: 'voice',
  unit: 'second',
  currency: 'AUD',
  from: Temporal.Instant.from('2026-02-28T13:00:00Z'),
  until: Temporal.Instant.from('2026-03-31T13:00:00Z'),
  lines: 1_010,
  twice: 1,
  classes: {
    matched: sums(1_000, 60_061_000, 60_000_000, [60_061_000n, 60_000_000n]),
    'different-quantity': sums(1, 66_000, 60_000, [66_000n, 60_000n]),
    'different-price': sums(1, 60_000, 60_000, [80_000n, 60_000n]),
    'missing-here': sums(2, 120_000, 0, [120_000n, 0n]),
    'missing-there': sums(1, 0, 60_000, [0n, 60_000n]),
    'other-zone': sums(0, 0, 0, [0n, 0n])
  },
  reasons: { malformed: { 'not-a-time': 1 }, filtered: { 'another service': 5 } },
  problem: null,
  doneAt: Temporal.Instant.from('2026-04-02T00:00:00Z')
}
const there = {
  line: 3,
  startedThere: Temporal.Instant.from('2026-03-02T00:00:00Z'),
  quantityThere: 66_000,
  priceThere: 66_000n
}
const here = {
  event: 'csv:o2',
  account: null,
  startedHere: Temporal.Instant.from('2026-03-02T00:00:03Z'),
  quantityHere: 60_000,
  priceHere: 60_000n
}
const noThere = { line: null, startedThere: null, quantityThere: null, priceThere: null }
const noHere = { event: null, account: null, startedHere: null, quantityHere: null, priceHere: null }
const differences: StoredDifference[] = [
  { number: 1, kind: 'malformed', detail: 'not-a-time, begun: 31/02/2026', called: '', ...noThere, line: 9, ...noHere },
  { number: 2, kind: 'different-quantity', detail: '', called: '61411000000', ...there, ...here },
  { number: 3, kind: 'missing-here', detail: 'twice', called: '61411000000', ...there, ...noHere },
  { number: 4, kind: 'missing-there', detail: '', called: '', ...noThere, ...here }
]

describe('a comparison for people', () => {
  it('tells what a large operator carries in a month', () => {
    const matched = { ...sums(1, 0, 0, [0n, 0n]), quantityThere: 10n ** 16n, quantityHere: 10n ** 16n }
    const text = reconciliationText({ ...made, unit: 'byte', classes: { ...made.classes, matched } }, ZONE)
    expect(text).toMatch(/^matched +1 +10000 TB +10000 TB /m)
  })

  it('says the totals first, then what to do', () => {
    expect(
      reconciliationText(made, ZONE)
    ).toBe(`bill.csv (carrier-x) against own voice, as carrier-x says: reconciliation 7, 2026-03-01 00:00 to 2026-04-01 00:00
1,010 lines = 1,000 matched + 2 different + 2 missing here + 1 malformed + 5 filtered
  filtered, another service: 5

                     uses   quantity there         here  AUD there   here  difference
matched             1,000  16 h 41 min 1 s  16 h 40 min     60.061  60.00      +0.061
different quantity      1        1 min 6 s        1 min      0.066   0.06      +0.006
different price         1            1 min        1 min       0.08   0.06       +0.02
missing here            2            2 min          0 s       0.12   0.00       +0.12
missing there           1              0 s        1 min       0.00   0.06       -0.06
all                 1,005  16 h 45 min 7 s  16 h 43 min     60.327  60.18      +0.147

The vendor asks for 0.147 AUD more than own usage comes to.
  1 billed twice, of those missing here: dispute them
  1 missing here: look for them in quarantine (farthing usage quarantine) and among the files not imported yet; dispute the rest
  1 missing there: not billed yet, or carried by another vendor: then name the zones of this one in the rule
  1 different quantity: compare the clocks and increments of both sides; dispute what stays
  1 different price: the tariff of the rule is not what the vendor charges: correct it, or dispute
  1 malformed: they are compared by nobody until the usage format reads them
`)
  })

  it('tells uses of zones that the rule leaves out only where there are some', () => {
    const classes = { ...made.classes, 'other-zone': sums(2, 120_000, 120_000, [100_000n, 100_000n]) }
    const text = reconciliationText({ ...made, lines: 1_012, classes }, ZONE)
    expect(text).toContain('2 missing here + 2 other zone + 1 malformed')
    expect(text).toMatch(/^other zone +2 +2 min +2 min +0.10 +0.10 +0.00$/m)
    expect(text).toContain(
      '  2 other zone: used here, and rated in a zone that the rule leaves out: name the zone in the rule where the vendor carries it; else compare the prefixes of both sides, or dispute\n'
    )
    const difference = { number: 1, kind: 'other-zone', detail: '', called: '61399990000', ...there, ...here } as const
    expect(differencesText({ ...made, classes }, [difference], ZONE)).toMatch(/^3 +other zone +61399990000.*csv:o2$/m)
  })

  it('lists differences with both sides, and where the rest is', () => {
    expect(differencesText(made, differences, ZONE)).toBe(`
line  difference          called               began there                 here  quantity there   here  price there  here  own event
3     different quantity  61411000000  2026-03-02 11:00:00  2026-03-02 11:00:03       1 min 6 s  1 min        0.066  0.06  csv:o2
3     billed twice        61411000000  2026-03-02 11:00:00                    -       1 min 6 s      -        0.066     -  -
-     missing there       -                              -  2026-03-02 11:00:03               -  1 min            -  0.06  csv:o2
bill.csv:9 cannot be read: not-a-time, begun: 31/02/2026
2 more: farthing usage reconciliations 7 --limit 6, or --json
`)
  })

  it('is a line in the list of all', () => {
    expect(
      reconciliationLines([made], ZONE)
    ).toBe(`   rule       file      from              until             lines  matched  different  missing here  missing there  other zone
7  carrier-x  bill.csv  2026-03-01 00:00  2026-04-01 00:00  1,010    1,000          2             2              1           0
`)
  })

  it('says when there is nothing to settle', () => {
    const matched = sums(1, 60_000, 60_000, [60_000n, 60_000n])
    const none = sums(0, 0, 0, [0n, 0n])
    const classes = {
      matched,
      'different-quantity': none,
      'different-price': none,
      'missing-here': none,
      'missing-there': none,
      'other-zone': none
    }
    const clean = { ...made, twice: 0, classes, reasons: { malformed: {}, filtered: {} } }
    expect(reconciliationText(clean, ZONE)).toContain('\nBoth sides come to the same.\n')
    expect(differencesText(clean, [], ZONE)).toBe('')
    expect(differenceCount(clean)).toBe(0)
  })
})

it('a file without prices is not said to ask for less', () => {
  const free = Object.entries(made.classes).map(([name, each]) => [name, { ...each, priceThere: 0n }] as const)
  const classes = Object.fromEntries(free) as unknown as Reconciliation['classes']
  expect(reconciliationText({ ...made, classes }, ZONE)).toContain(
    '\nThe file asks for no money; own usage comes to 60.18 AUD.\n'
  )
})
