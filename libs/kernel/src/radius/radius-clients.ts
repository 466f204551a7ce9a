// Who may send accounting packets: a file of the operator, one line for each sender or network of senders.
import { BlockList, isIP } from 'node:net'
import type { RadiusClient } from '../persistence/index.ts'

export type ReadClients =
  | { readonly ok: true; readonly clients: readonly RadiusClient[] }
  /** `line` counts from 1; 0 is the file as a whole. */
  | { readonly ok: false; readonly line: number; readonly problem: string }

const DEFAULT_FORMAT = 'radius-detail'
const BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 }

/** Lines of `ADDRESS[/BITS] SECRET [FORMAT]`; `#` begins a remark. A sender is the first line's that its address is in. */
export function readClients(text: string): ReadClients {
  const clients: RadiusClient[] = []
  for (const [index, whole] of text.split('\n').entries()) {
    const words = whole
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/)
    if (words[0] === '') continue
    const [name = '', secret, format = DEFAULT_FORMAT, ...more] = words
    const line = index + 1
    const addresses = networkOf(name)
    if (addresses === null)
      return { ok: false, line, problem: `${name} is neither an address nor a network such as 192.0.2.0/24` }
    if (secret === undefined || more.length > 0) {
      return {
        ok: false,
        line,
        problem: 'a line is an address, a secret without spaces, and a usage format or nothing'
      }
    }
    clients.push({ name, secret, format, addresses })
  }
  return clients.length > 0 ? { ok: true, clients } : { ok: false, line: 0, problem: 'it names no sender' }
}

/** Null when it is none. */
function networkOf(name: string): BlockList | null {
  const [address = '', bits, ...more] = name.split('/')
  const version = isIP(address)
  const most = BITS[version]
  if (most === undefined || more.length > 0) return null
  if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > most)) return null
  const list = new BlockList()
  list.addSubnet(address, bits === undefined ? most : Number(bits), version === 6 ? 'ipv6' : 'ipv4')
  return list
}
