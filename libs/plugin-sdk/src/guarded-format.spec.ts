import { definePlugin } from './plugin.ts'
import { loadRegistry } from './registry.ts'
import { UsageEvents } from './usage-events.ts'
import type { OpenedUsageFile, ParsedLine, UsageFormat, UsageRecord } from './usage-format.ts'

const context = { header: null, zone: 'UTC' }
const record: UsageRecord = {
  ...{ id: '1', service: 'voice', subscriber: '61', to: '', from: '', startedAt: 0, quantity: 1 },
  ...{ unit: 'second', value: null, currency: '' }
}

/** The format as an installation has it. */
function installed(format: Partial<UsageFormat>): UsageFormat {
  const usageFormat = { code: 'odd', title: 'Odd', hasHeader: false, ...format } as UsageFormat
  const plugin = definePlugin({ id: 'oddities', sdk: '^0.1.0', contributes: { usageFormats: [usageFormat] } })
  const loaded = loadRegistry([{ plugin, file: 'plugins/oddities/src/index.ts' }])
  const found = loaded.ok ? loaded.registry.usageFormats.get('odd') : undefined
  if (found === undefined) throw new Error(JSON.stringify(loaded))
  return found
}

const opened = (file: Partial<OpenedUsageFile>): Extract<OpenedUsageFile, { ok: true }> => {
  const open = installed({ open: () => ({ ok: true, ...file }) as OpenedUsageFile }).open(context)
  if (!open.ok) throw new Error(open.problem)
  return open
}

const parsed = (parse: (line: string) => unknown): unknown => opened({ parse: parse as () => ParsedLine }).parse('x')

describe('a usage format that fails', () => {
  it('refuses the file, and names plugin and format', () => {
    const format = installed({
      open: () => {
        throw new TypeError('no such zone')
      }
    })
    const problem = 'the usage format odd of plugin oddities failed to open the file: TypeError: no such zone'
    expect(format.open(context)).toEqual({ ok: false, problem })
  })

  it.each([
    ['throws', new Error('index 7'), 'failed: Error: index 7'],
    ['gives nothing', undefined, 'failed: TypeError: Cannot read properties of undefined'],
    ['gives what is no outcome', { kind: 'maybe' }, 'gave something that is neither a record'],
    ['gives no whole start', { kind: 'record', record: { ...record, startedAt: Number.NaN } }, 'gave the start NaN'],
    [
      'gives half a tick',
      { kind: 'record', record: { ...record, quantity: 0.5 } },
      'gave the quantity 0.5, which is no whole number of ticks'
    ],
    [
      'gives less than nothing',
      { kind: 'record', record: { ...record, quantity: -1 } },
      'gave the quantity -1, which is negative: it must be 0 or more'
    ],
    ['gives a number as id', { kind: 'record', record: { ...record, id: 7 } }, 'gave the id 7, which is no text'],
    ['filters without a reason', { kind: 'filtered' }, 'gave undefined, which is no text'],
    ['gives a debt', { kind: 'record', record: { ...record, value: -5 } }, 'gave the value -5, which is negative'],
    ['gives an endless value', { kind: 'record', record: { ...record, value: Infinity } }, 'gave the value Infinity']
  ])('leaves the line in quarantine when it %s', (_, outcome, detail) => {
    const line = parsed(() => {
      if (outcome instanceof Error) throw outcome
      return outcome
    })
    const blamed = expect.stringContaining(`the usage format odd of plugin oddities ${detail}`)
    expect(line).toEqual({ kind: 'malformed', field: 'line', reason: 'plugin-fault', detail: blamed })
  })

  it.each([
    [{ kind: 'record', record: { ...record, service: 'vo\0ice' } }, 'service', 'vo\ufffdice'],
    [{ kind: 'record', record: { ...record, to: '\ud800' } }, 'to', '\ufffd'],
    [{ kind: 'record', record: { ...record, id: '\ud83d\ude00\0' } }, 'id', '\ud83d\ude00\ufffd'],
    [{ kind: 'filtered', reason: 'a\0' }, 'line', 'a\ufffd'],
    [
      { kind: 'piece', piece: { of: '\0', name: 'a', all: ['a'] }, spare: '', reason: '', detail: '' },
      'line',
      '\ufffd a a'
    ]
  ])('quarantines what is no text: %j', (outcome, field, detail) => {
    expect(parsed(() => outcome)).toEqual({ kind: 'malformed', field, reason: 'no-text', detail })
  })

  it('shows what is no text in the detail of a malformed line', () => {
    const malformed = { kind: 'malformed', field: 'unit', reason: 'unknown-unit', detail: 's\0' }
    expect(parsed(() => malformed)).toEqual({ ...malformed, detail: 's\ufffd' })
  })

  it('notes what terminals and databases can take, and its failure to', () => {
    const parse = (): ParsedLine => ({ kind: 'record', record })
    const notes = Array.from({ length: 99 }, () => `a\0b\u001b[31m\ud800${'x'.repeat(2000)}`)
    const noted = opened({ parse, notes: () => notes }).notes?.() ?? []
    expect(noted).toHaveLength(50)
    expect(noted[0]).toBe(`a\ufffdb\ufffd[31m\ufffd${'x'.repeat(991)}`)
    expect(opened({ parse }).notes?.()).toEqual([])
    const failing = opened({
      parse,
      notes: () => {
        throw new Error('no notes')
      }
    })
    expect(failing.notes?.()).toEqual([
      'the usage format odd of plugin oddities failed to say what it noted: Error: no notes'
    ])
  })

  it('quotes nothing of the file that no table holds', () => {
    const format = installed({
      open: () => ({ ok: true, parse: () => ({ kind: 'filtered', reason: '' }), end: () => 'a\0b' })
    })
    const file = format.open({ header: null, zone: 'UTC' })
    expect(file.ok && file.end?.()).toBe('a\ufffdb')
  })

  it('says so when it fails at the end of the file', () => {
    const file = opened({
      parse: () => ({ kind: 'record', record }),
      end: () => {
        throw new Error('no totals')
      }
    })
    expect(file.parse('x')).toEqual({ kind: 'record', record })
    expect(file.end?.()).toBe('the usage format odd of plugin oddities failed at the end of the file: Error: no totals')
  })

  it('is refused at the start when it has a header and paragraphs', () => {
    expect(() =>
      installed({ hasHeader: true, records: 'paragraphs', open: () => ({ ok: false, problem: '' }) })
    ).toThrow('paragraphs have no header')
  })
})

describe('a usage format', () => {
  it('sees neither byte order marks nor carriage returns at the ends of lines', () => {
    const seen: unknown[] = []
    const format = installed({
      open: ({ header }) => {
        seen.push(header)
        return { ok: true, parse: line => (seen.push(line), { kind: 'filtered', reason: 'seen' }) }
      }
    })
    const file = format.open({ header: '\ufeffid,unit\r', zone: 'UTC' })
    if (file.ok) file.parse('\ufeffa\r\nb\r')
    expect(seen).toEqual(['id,unit', 'a\nb'])
  })
})

describe('a batch', () => {
  const events = (line: string): unknown[] => {
    const seen: unknown[] = []
    const parse = (text: string): ParsedLine =>
      text.includes(' ') ? { kind: 'batch', lines: text.split(' ') } : { kind: 'filtered', reason: text }
    new UsageEvents({ parse }, (event, text, number) => seen.push([event.kind, text, number])).read(line, 7)
    return seen
  }

  it('is the events of its texts, each with its own text and the line of all', () => {
    expect(events('a b')).toEqual([
      ['filtered', 'a', 7],
      ['filtered', 'b', 7]
    ])
    expect(events('a')).toEqual([['filtered', 'a', 7]])
  })

  it('holds no batch', () => {
    const seen: unknown[] = []
    const parse = (): ParsedLine => ({ kind: 'batch', lines: ['a', 'b'] })
    new UsageEvents({ parse }, event => seen.push(event)).read('x', 1)
    expect(seen).toEqual([
      expect.objectContaining({ kind: 'malformed', reason: 'batch-in-batch' }),
      expect.objectContaining({ kind: 'malformed', reason: 'batch-in-batch' })
    ])
  })
})
