import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { Memory } from '../checker/memory.ts'
import { catalogueOf } from './compile-rules.ts'
import { checkRules } from './check-rules.ts'
import type { PublicHolidays } from './public-holidays.ts'

const OPERATOR = `operator "Coastal" {
  currency AUD; time zone "Australia/Melbourne"
  holidays here
}
holidays here from "days.csv"
holidays more { public holidays of AU-VIC from 2026-01-01 until 2027-01-01 }
zones world from "zones.csv"
`
const TARIFF = `tariff voice for voice {
  from 2026-01-01
  zone by called number in world
  band peak = weekdays 08:00..20:00 except holidays
  band offpeak = otherwise
  rates from "rates.csv"
}
tariff data for data { rates { | price |
| 1.00 per GB | } }
`
const PLAN = `plan payg "Pay as you go" {
  from 2026-02-01
  family mobile, level 2
}
feature voicemail "Voicemail" { from 2026-01-01 }
example "a call" {
  on 2026-03-02 subscribe payg as anna
  at 2026-03-02 10:00 call +61293334444 for 61s
  expect charge 0.39 + 1.5 * 0.25 = 0.765
}
`
const START: ReadonlyMap<string, string> = new Map([
  ['a.farthing', OPERATOR],
  ['b.farthing', TARIFF],
  ['c.farthing', PLAN],
  ['days.csv', 'date,name\n2026-12-25,Christmas\n'],
  ['zones.csv', 'prefix,zone\n61,local\n612,national\n614,mobile\n'],
  ['rates.csv', 'zone,band,price\nlocal,*,0.15 per call\nnational,*,0.25 per minute\nmobile,*,free\n']
])

const publicHolidays: PublicHolidays = {
  regions: () => ['AU-VIC', 'NZ'],
  days: (region, from) => [{ date: from.add({ days: region.length }), title: region }]
}

/** Pieces that an edit may write: good, bad, and ends of blocks. */
const PIECES = [
  '',
  '}',
  '{',
  '"',
  ',',
  '\n',
  'x',
  '0',
  '-',
  'EUR ',
  'voice',
  'world',
  'NZ',
  'band a = otherwise\n',
  '2026-05-01'
]
const FILES = [...START.keys(), 'd.farthing', 'deep/e.farthing', 'more.csv']

type Files = Map<string, string>
type Edit = (files: Files) => void

/** `at` and `length` are taken modulo the text. */
const slip = fc
  .record({ file: fc.constantFrom(...START.keys()), at: fc.nat(), length: fc.nat(6), text: fc.constantFrom(...PIECES) })
  .map(
    ({ file, at, length, text }): Edit =>
      files => {
        const old = files.get(file) ?? ''
        const start = at % (old.length + 1)
        files.set(file, old.slice(0, start) + text + old.slice(start + length))
      }
  )
const restore = fc.constantFrom(...START.keys()).map(
  (file): Edit =>
    files =>
      files.set(file, START.get(file) ?? '')
)
const remove = fc.constantFrom(...FILES).map(
  (file): Edit =>
    files =>
      files.delete(file)
)
const copy = fc.tuple(fc.constantFrom(...START.keys()), fc.constantFrom(...FILES)).map(
  ([from, to]): Edit =>
    files =>
      files.set(to, files.get(from) ?? '')
)
const edits = fc.array(fc.oneof({ weight: 6, arbitrary: slip }, { weight: 3, arbitrary: restore }, remove, copy), {
  minLength: 1,
  maxLength: 12
})

describe('a check with a memory of the checks before it', () => {
  it('finds the same as a check without, whatever was edited in between', () => {
    const catalogue = catalogueOf([])
    fc.assert(
      fc.property(edits, all => {
        const files = new Map(START)
        const memory = new Memory()
        for (const edit of [() => undefined, ...all]) {
          edit(files)
          const again = checkRules({ files, catalogue, publicHolidays }, memory)
          const fresh = checkRules({ files, catalogue, publicHolidays }, new Memory())
          expect(again.diagnostics).toEqual(fresh.diagnostics)
          if (fresh.sound) expect(isDeepStrictEqual(again.checked, fresh.checked)).toBe(true)
        }
      }),
      { numRuns: 100 }
    )
  })

  it('looks at an example again when the line on which it stands is whole by now', () => {
    const catalogue = catalogueOf([])
    const example = 'example "two" { on 2026-03-02 subscribe payg; on 2026-03-02 subscribe payg; expect balance 0.00 }'
    const text = `operator "Coastal" { currency AUD; time zone "UTC" }\nplan payg "P" { }\nzones w from "w.csv"; ${example}\n`
    const files = new Map([['a.farthing', text]])
    const memory = new Memory()
    const codes = () => checkRules({ files, catalogue }, memory).diagnostics.map(({ code }) => code)
    expect(codes()).toEqual(['R0121'])
    files.set('w.csv', 'prefix,zone\n61,local\n')
    expect(codes()).toEqual(['R0112', 'R0352'])
    files.delete('w.csv')
    expect(codes()).toEqual(['R0121'])
  })

  it('keeps what has not changed, and forgets what is gone', () => {
    const catalogue = catalogueOf([])
    const memory = new Memory()
    const files = new Map(START)
    const before = checkRules({ files, catalogue, publicHolidays }, memory)
    files.set('c.farthing', `${PLAN}# a remark\n`)
    const after = checkRules({ files, catalogue, publicHolidays }, memory)
    expect(after.statements.get('b.farthing')).toBe(before.statements.get('b.farthing'))
    expect(after.statements.get('c.farthing')).not.toBe(before.statements.get('c.farthing'))
    files.delete('b.farthing')
    checkRules({ files, catalogue, publicHolidays }, memory)
    files.set('b.farthing', TARIFF)
    expect(checkRules({ files, catalogue, publicHolidays }, memory).statements.get('b.farthing')).not.toBe(
      before.statements.get('b.farthing')
    )
  })
})
