// The longest prefix, against looking at all of them.
import fc from 'fast-check'
import { buildTrie, findPrefix } from './prefix-trie.ts'

const digits = fc.stringMatching(/^[0-3]{0,5}$/)
const number = fc.stringMatching(/^[0-3]{0,6}[x+]?[0-3]{0,3}$/)

it('is found among any others, and the later of two alike', () => {
  fc.assert(
    fc.property(fc.array(digits, { maxLength: 40 }), fc.array(number, { maxLength: 20 }), (prefixes, numbers) => {
      const trie = buildTrie(prefixes)
      for (const each of numbers) {
        const fitting = prefixes.filter(prefix => each.startsWith(prefix))
        const longest = fitting.reduce((best, prefix) => Math.max(best, prefix.length), -1)
        expect([each, findPrefix(trie, each)]).toEqual([
          each,
          1 + prefixes.findLastIndex(prefix => each.startsWith(prefix) && prefix.length === longest)
        ])
      }
    }),
    { numRuns: 500 }
  )
})
