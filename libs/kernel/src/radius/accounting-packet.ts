// Accounting packets of RADIUS (RFC 2866): what a request says, whether its sender knows the secret, and the bytes of the answer.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

const ACCOUNTING_REQUEST = 4
const ACCOUNTING_RESPONSE = 5
const HEADER_BYTES = 20
const AUTHENTICATOR_AT = 4
const AUTHENTICATOR_BYTES = 16
const ATTRIBUTE_HEADER_BYTES = 2
/** RFC 2866, 3. */
const MOST_BYTES = 4095
const PROXY_STATE = 33
const MESSAGE_AUTHENTICATOR = 80

export interface Attribute {
  /** 1 to 255. */
  readonly code: number
  readonly value: Buffer
}

export interface AccountingRequest {
  /** 0 to 255: the answer repeats it. */
  readonly identifier: number
  readonly authenticator: Buffer
  readonly attributes: readonly Attribute[]
}

export type PacketProblem =
  | 'too-short'
  | 'cut-off'
  | 'too-long'
  | 'not-accounting'
  | 'wrong-secret'
  | 'wrong-message-authenticator'
  | 'bad-attributes'

export type ReadRequest =
  | { readonly ok: true; readonly request: AccountingRequest }
  | { readonly ok: false; readonly problem: PacketProblem }

/** Bytes behind the length that the packet states are padding. */
export function readAccountingRequest(datagram: Buffer, secret: string): ReadRequest {
  if (datagram.length < HEADER_BYTES) return refused('too-short')
  const length = datagram.readUInt16BE(2)
  if (length < HEADER_BYTES) return refused('too-short')
  if (length > MOST_BYTES) return refused('too-long')
  if (datagram.length < length) return refused('cut-off')
  if (datagram[0] !== ACCOUNTING_REQUEST) return refused('not-accounting')
  const packet = datagram.subarray(0, length)
  const authenticator = packet.subarray(AUTHENTICATOR_AT, HEADER_BYTES)
  if (!timingSafeEqual(authenticator, requestAuthenticator(packet, secret))) return refused('wrong-secret')
  const attributes = attributesOf(packet.subarray(HEADER_BYTES))
  if (attributes === null) return refused('bad-attributes')
  if (!isProven(packet, attributes, secret)) return refused('wrong-message-authenticator')
  return { ok: true, request: { identifier: packet[1] ?? 0, authenticator, attributes } }
}

/** Tells the sender that its request is recorded for good. What proxies on the way put in goes back as it came. */
export function accountingResponse(
  { identifier, authenticator, attributes }: AccountingRequest,
  secret: string
): Buffer {
  const returned = attributes.filter(({ code }) => code === PROXY_STATE)
  const body = Buffer.concat(
    returned.flatMap(({ code, value }) => [Buffer.from([code, value.length + ATTRIBUTE_HEADER_BYTES]), value])
  )
  const head = Buffer.from([ACCOUNTING_RESPONSE, identifier, 0, 0])
  head.writeUInt16BE(HEADER_BYTES + body.length, 2)
  const proof = md5(head, authenticator, body, Buffer.from(secret))
  return Buffer.concat([head, proof, body])
}

function requestAuthenticator(packet: Buffer, secret: string): Buffer {
  const zeros = Buffer.alloc(AUTHENTICATOR_BYTES)
  return md5(packet.subarray(0, AUTHENTICATOR_AT), zeros, packet.subarray(HEADER_BYTES), Buffer.from(secret))
}

/** A sender may prove its packet once more (RFC 3579, 3.2), by a digest in which both proofs are zeros: what it says must hold. */
function isProven(packet: Buffer, attributes: readonly Attribute[], secret: string): boolean {
  const proofs = attributes.filter(({ code }) => code === MESSAGE_AUTHENTICATOR).map(({ value }) => value)
  const [proof] = proofs
  if (proof === undefined) return true
  if (proofs.length > 1 || proof.length !== AUTHENTICATOR_BYTES) return false
  const at = proof.byteOffset - packet.byteOffset
  const blank = Buffer.from(packet).fill(0, AUTHENTICATOR_AT, HEADER_BYTES)
  blank.fill(0, at, at + AUTHENTICATOR_BYTES)
  return timingSafeEqual(proof, createHmac('md5', secret).update(blank).digest())
}

/** What the protocol prescribes; it keeps nobody out who can listen on the wire. */
function md5(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** Null when they do not fill the packet. */
function attributesOf(bytes: Buffer): Attribute[] | null {
  const attributes: Attribute[] = []
  for (let at = 0; at < bytes.length; ) {
    const [code = 0, length = 0] = bytes.subarray(at)
    const end = at + length
    if (code === 0 || length < ATTRIBUTE_HEADER_BYTES || end > bytes.length) return null
    attributes.push({ code, value: bytes.subarray(at + ATTRIBUTE_HEADER_BYTES, end) })
    at = end
  }
  return attributes
}

function refused(problem: PacketProblem): ReadRequest {
  return { ok: false, problem }
}
