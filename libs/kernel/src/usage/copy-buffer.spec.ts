import fc from 'fast-check'
import { uuidWords } from './copy-buffer.ts'

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0')

it('reads uuids of any case as words, to where they are wanted', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.boolean(), (uuid, upper) => {
      const words = new Int32Array(8)
      uuidWords(upper ? uuid.toUpperCase() : uuid, words, 4)
      expect(Array.from(words, hex).join('')).toBe('0'.repeat(32) + uuid.replaceAll('-', ''))
    })
  )
})
