// Longest prefix of a digit string: a trie in one Int32Array, eleven entries a node (ten links, then the longest prefix that leads to it).

export const NODE_SIZE = 11
const ENTRY = 10

/**
 * Entry n + 1 stands for `prefixes[n]`; 0 is none. A link is the offset of a node, 0 for none, or, of a prefix that no other goes on
 * from, less than zero: its entry. Nearly half of a deck need no node so, and the rest stay nearer to the processor.
 */
export function buildTrie(prefixes: readonly string[]): Int32Array {
  let trie = new Int32Array(NODE_SIZE * Math.max(16, prefixes.length))
  let used = NODE_SIZE
  prefixes.forEach((prefix, index) => {
    let node = 0
    for (let i = 0; i < prefix.length - 1; i++) {
      const link = node + prefix.charCodeAt(i) - 48
      let child = trie[link] ?? 0
      if (child <= 0) {
        if (used + NODE_SIZE > trie.length) trie = grown(trie)
        trie[used + ENTRY] = -child
        child = used
        used += NODE_SIZE
        trie[link] = child
      }
      node = child
    }
    endIn(trie, prefix === '' ? ENTRY : node + prefix.charCodeAt(prefix.length - 1) - 48, index + 1)
  })
  return handedDown(trie.slice(0, used))
}

/** Entry number (index + 1) of the longest prefix of `digits`; 0 when none fits. Stops at anything but a digit. */
export function findPrefix(trie: Int32Array, digits: string): number {
  let [node, link] = [0, 0]
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) break
    link = trie[node + digit] ?? 0
    if (link <= 0) break
    node = link
  }
  return link < 0 ? -link : (trie[node + ENTRY] ?? 0)
}

function endIn(trie: Int32Array, place: number, entry: number): void {
  const link = trie[place] ?? 0
  if (place === ENTRY) trie[place] = entry
  else if (link > 0) trie[link + ENTRY] = entry
  else trie[place] = -entry
}

/** What leads to a node leads to those below it, unless something longer does. Nodes stand after those above them. */
function handedDown(trie: Int32Array): Int32Array {
  for (let node = 0; node < trie.length; node += NODE_SIZE) {
    for (let digit = 0; digit < ENTRY; digit++) {
      const child = trie[node + digit] ?? 0
      if (child > 0 && trie[child + ENTRY] === 0) trie[child + ENTRY] = trie[node + ENTRY] ?? 0
    }
  }
  return trie
}

function grown(trie: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(trie.length * 2)
  larger.set(trie)
  return larger
}
