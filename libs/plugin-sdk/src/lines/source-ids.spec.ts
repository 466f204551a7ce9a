import fc from 'fast-check'
import { fieldsId, joinedId } from './source-ids.ts'

const parts = fc.array(fc.oneof(fc.constantFrom('/', '\\', '', 'x', '1/2', '\\/'), fc.string({ maxLength: 6 })), {
  minLength: 1,
  maxLength: 4
})

describe('ids of several fields', () => {
  it.each([(some: readonly string[]) => joinedId(some), fieldsId])('%p differ when the fields do', idOf => {
    fc.assert(
      fc.property(parts, parts, (some, others) => {
        expect(idOf(some) === idOf(others)).toBe(JSON.stringify(some) === JSON.stringify(others))
      })
    )
  })

  it('read well where nothing in them is a slash', () => {
    expect(joinedId(['10.0.0.1', 'ann', '0001'])).toBe('10.0.0.1/ann/0001')
    expect(joinedId(['x/1', '2'])).toBe(String.raw`x\/1/2`)
    expect(joinedId(['/switch/1', 'a#1'], '#')).toBe(String.raw`/switch/1#a\#1`)
    expect(fieldsId(['a'])).toMatch(/^#[0-9a-f]{32}$/)
  })
})
