import fc from 'fast-check'
import { LineTexts } from './line-texts.ts'

describe('texts of lines', () => {
  it('come back by their numbers, whatever they hold, and none is there after they were cleared', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 })), fc.array(fc.string()), (first, second) => {
        const texts = new LineTexts(16)
        for (const lines of [first, second]) {
          for (const line of lines) texts.add(line)
          expect(lines.map((_, number) => texts.bytesOf(number).toString())).toEqual(lines)
          expect(() => texts.bytesOf(lines.length)).toThrow(RangeError)
          texts.clear()
        }
      })
    ))
})
