// Longest prefix of a digit string: a trie in one Int32Array, eleven entries a node (ten digits, then the entry it ends).

export const NODE_SIZE = 11
const ENTRY = 10

/** Child links are offsets of nodes; 0 is none. Entry n + 1 stands for `prefixes[n]`; 0 is none. */
export function buildTrie(prefixes: readonly string[]): Int32Array {
  let trie = new Int32Array(NODE_SIZE * Math.max(16, prefixes.length * 2))
  let used = NODE_SIZE
  prefixes.forEach((prefix, index) => {
    let node = 0
    for (let i = 0; i < prefix.length; i++) {
      const link = node + prefix.charCodeAt(i) - 48
      let child = trie[link] ?? 0
      if (child === 0) {
        if (used + NODE_SIZE > trie.length) trie = grown(trie)
        child = used
        used += NODE_SIZE
        trie[link] = child
      }
      node = child
    }
    trie[node + ENTRY] = index + 1
  })
  return trie.slice(0, used)
}

/** Entry number (index + 1) of the longest prefix of `digits`; 0 when none fits. Stops at anything but a digit. */
export function findPrefix(trie: Int32Array, digits: string): number {
  let node = 0
  let found = trie[ENTRY] ?? 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) break
    node = trie[node + digit] ?? 0
    if (node === 0) break
    const entry = trie[node + ENTRY] ?? 0
    if (entry !== 0) found = entry
  }
  return found
}

function grown(trie: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(trie.length * 2)
  larger.set(trie)
  return larger
}
