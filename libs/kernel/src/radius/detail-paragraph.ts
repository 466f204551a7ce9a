// An accounting packet as FreeRADIUS writes it to a detail file: a line of the date, a line for each attribute, an empty line.
import { isUtf8 } from 'node:buffer'
import { attributeType, STATUS } from './accounting-attributes.ts'
import type { Attribute } from './accounting-packet.ts'

const STATUS_NAMES = new Map<number, string>(Object.entries(STATUS).map(([name, number]) => [number, name]))
const INTEGER_BYTES = 4
const ADDRESS_BYTES = 4
const ADDRESS_6_BYTES = 16
const VENDOR_HEADER_BYTES = 6
/** NAS-Identifier, NAS-IP-Address, NAS-IPv6-Address: the first of them that a network element sends says which one it is. */
const NAS_CODES = [32, 4, 95]

const CONTROLS = /\p{Cc}/gu

export interface Received {
  readonly at: Temporal.Instant
  /** Address of the sender. */
  readonly from: string
  /** Name of the client as which the sender is known: no attribute can say so. */
  readonly client: string
}

export function detailParagraph(attributes: readonly Attribute[], { at, client, from }: Received): string {
  const named = attributes.some(({ code }) => NAS_CODES.includes(code))
  const lines = [
    at.toString({ smallestUnit: 'second' }),
    ...attributes.flatMap(linesOf),
    ...(named ? [] : [senderLine(from)]),
    `\tFarthing-Client = ${quoted(client)}`,
    `\tTimestamp = ${Math.floor(at.epochMilliseconds / 1000)}`
  ]
  return `${lines.join('\n')}\n\n`
}

/** What tells network elements of one client apart, as the event ids of their sessions do: their name, else their address. */
export function nasOf(attributes: readonly Attribute[], from: string): string {
  const found = NAS_CODES.map(nas => attributes.find(({ code }) => code === nas)).find(each => each !== undefined)
  return (found === undefined ? [senderLine(from)] : linesOf(found)).join().trim()
}

/** As an integer attribute; null when the packet has none. */
export function integerAttribute(attributes: readonly Attribute[], name: string): number | null {
  const found = attributes.find(
    ({ code, value }) => attributeType(code).name === name && value.length === INTEGER_BYTES
  )
  return found?.value.readUInt32BE(0) ?? null
}

function senderLine(from: string): string {
  return `\t${from.includes(':') ? 'NAS-IPv6-Address' : 'NAS-IP-Address'} = ${from}`
}

function linesOf({ code, value }: Attribute): string[] {
  const { kind, name } = attributeType(code)
  if (kind === 'vendor') return vendorLines(value)
  return [`\t${name} = ${textOf(kind, value, name)}`]
}

function textOf(
  kind: Exclude<ReturnType<typeof attributeType>['kind'], 'vendor'>,
  value: Buffer,
  name: string
): string {
  const { length } = value
  if (kind === 'text' && isUtf8(value)) return quoted(value.toString('utf8'))
  if (kind === 'integer' && length === INTEGER_BYTES) return numberText(value.readUInt32BE(0), name)
  if (kind === 'time' && length === INTEGER_BYTES) return String(value.readUInt32BE(0))
  if (kind === 'address' && length === ADDRESS_BYTES) return value.join('.')
  if (kind === 'address-6' && length === ADDRESS_6_BYTES) return (value.toString('hex').match(/.{4}/g) ?? []).join(':')
  return bytesText(value)
}

function numberText(number: number, name: string): string {
  return (name === 'Acct-Status-Type' ? STATUS_NAMES.get(number) : undefined) ?? String(number)
}

/** RFC 2865, 5.26: what does not follow its advice is one attribute of bytes. */
function vendorLines(value: Buffer): string[] {
  const vendor = value.length < VENDOR_HEADER_BYTES ? 0 : value.readUInt32BE(0)
  const lines: string[] = []
  for (let at = 4; vendor > 0 && at < value.length; ) {
    const [code = 0, length = 0] = value.subarray(at)
    if (length < 2 || at + length > value.length) break
    lines.push(`\tAttr-26.${vendor}.${code} = ${bytesText(value.subarray(at + 2, at + length))}`)
    at += length
    if (at === value.length) return lines
  }
  return [`\tAttr-26 = ${bytesText(value)}`]
}

function bytesText(value: Buffer): string {
  return `0x${value.toString('hex')}`
}

/** Nothing that a sender writes can end the line: control characters are octal escapes. */
function quoted(text: string): string {
  const escaped = text
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll(CONTROLS, each => `\\${each.charCodeAt(0).toString(8).padStart(3, '0')}`)
  return `"${escaped}"`
}
