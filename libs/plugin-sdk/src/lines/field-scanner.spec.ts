import fc from 'fast-check'
import { FieldScanner } from './field-scanner.ts'

function fieldsOf(line: string, most = 20): string[] | string {
  const scanner = new FieldScanner(most)
  const count = scanner.scan(line)
  return count < 0 ? String(scanner.fault) : Array.from({ length: count }, (_, index) => scanner.text(index))
}

describe('FieldScanner', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    [',', ['', '']],
    ['a,b,c\r', ['a', 'b', 'c']],
    ['a,"b,c",d', ['a', 'b,c', 'd']],
    ['"say ""hello"", twice",x', ['say "hello", twice', 'x']],
    ['"",""', ['', '']],
    ['"",', ['', '']],
    ['"a"\r', ['a']],
    ['a"b,c', ['a"b', 'c']]
  ])('cuts %j', (line, fields) => {
    expect(fieldsOf(line)).toEqual(fields)
  })

  it.each([
    ['a,"b', 'unclosed-quote'],
    ['"a""', 'unclosed-quote'],
    ['"', 'unclosed-quote'],
    ['"a"b,c', 'text-after-quote'],
    ['a,b,c', 'too-many-fields', 2]
  ])('refuses %j: %s', (line, fault, most = 20) => {
    expect(fieldsOf(line, most)).toBe(fault)
  })

  it('reads back whatever was written quoted', () => {
    const field = fc.string().map(text => text.replaceAll('\n', ' '))
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 20 }), fields => {
        const line = fields.map(text => `"${text.replaceAll('"', '""')}"`).join(',')
        expect(fieldsOf(line)).toEqual(fields)
      })
    )
  })

  it('never throws and never gives more fields than commas allow', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ',', 'a', '\r', ' ') }), line => {
        const fields = fieldsOf(line, 50)
        if (Array.isArray(fields)) expect(fields.length).toBeLessThanOrEqual(line.split(',').length)
      })
    )
  })
})
