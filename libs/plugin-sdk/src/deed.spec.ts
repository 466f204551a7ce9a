import { date } from '@farthing/billing-core/values'
import { deedFields, deedValues, defineDeed } from './deed.ts'
import { readDeed } from './read-deed.ts'

const sign = defineDeed({
  name: 'sign',
  to: 'subscription',
  fields: {
    fee: { kind: 'money', doc: 'once' },
    months: { kind: 'count', doc: 'how long' },
    ends: { kind: 'date', optional: true, doc: 'the last day' },
    kind: { kind: 'choice', of: ['paper', 'voice'], optional: true, doc: 'how' },
    renews: { kind: 'flag', optional: true, doc: 'whether it goes on' },
    note: { kind: 'text', optional: true, doc: 'what else was said' }
  },
  doc: 'A contract is signed.',
  example: { fee: '10.00', months: 12 }
})

describe('a deed', () => {
  it('is kept in one form, however it was written, and read back as values', () => {
    const read = readDeed(sign, {
      fee: 12.5,
      months: 12,
      ends: '2027-02-28',
      kind: 'paper',
      renews: false,
      note: ' x '
    })
    expect(read).toEqual({
      ok: true,
      fields: { fee: '12.500000', months: 12, ends: '2027-02-28', kind: 'paper', renews: false, note: 'x' }
    })
    const values = deedValues(sign, read.ok ? read.fields : {})
    expect(values).toEqual({
      ...{ fee: 12_500_000n, months: 12, ends: date('2027-02-28'), kind: 'paper', renews: false, note: 'x' }
    })
    expect(deedFields(sign, values)).toEqual(read.ok && read.fields)
  })

  it('leaves out what nobody said, and reads it as null', () => {
    const read = readDeed(sign, { fee: '-3', months: 0, ends: null })
    expect(read).toEqual({ ok: true, fields: { fee: '-3.000000', months: 0 } })
    expect(deedValues(sign, { fee: '-3.000000', months: 0 })).toMatchObject({ ends: null, kind: null, renews: null })
  })

  it.each([
    [{ fee: 'ten' }, 'fee', '"ten" is not an amount like "12.50"'],
    [{ fee: '0.0000001' }, 'fee', '"0.0000001" is not an amount like "12.50"'],
    [{ fee: '1000000001' }, 'fee', 'an amount is at most 1000000000'],
    [{ months: 1.5 }, 'months', '1.5 is not a whole number from 0 on'],
    [{ months: '12' }, 'months', '"12" is not a whole number from 0 on'],
    [{ ends: '2026-02-30' }, 'ends', '"2026-02-30" is not a date like "2026-03-01"'],
    [{ ends: '9999-01-01' }, 'ends', '"9999-01-01" is not a date like "2026-03-01"'],
    [{ kind: 'fax' }, 'kind', '"fax" is not one of: paper, voice'],
    [{ renews: 'yes' }, 'renews', '"yes" is not true or false'],
    [{ note: '' }, 'note', '"" is not a text of 1 to 200 characters'],
    [{ note: 'a\0b' }, 'note', '"a\\u0000b" is not a text of 1 to 200 characters'],
    [{ colour: 'red' }, 'colour', 'there is no such field; it may have: fee, months, ends, kind, renews, note'],
    [{ fee: null }, 'fee', 'it is missing: once']
  ])('says what is wrong with %j', (given, field, problem) => {
    expect(readDeed(sign, { fee: '1', months: 1, ...given })).toEqual({ ok: false, problems: [{ field, problem }] })
  })

  it('tells all that is wrong at once', () => {
    expect(readDeed(sign, {})).toMatchObject({ problems: [{ field: 'fee' }, { field: 'months' }] })
  })
})
