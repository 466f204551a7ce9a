// Names and kinds of the attributes that accounting packets carry (RFC 2865, 2866, 2869, 3162), as FreeRADIUS spells them in its detail files.

export type AttributeKind = 'text' | 'octets' | 'integer' | 'time' | 'address' | 'address-6' | 'vendor'

export interface AttributeType {
  readonly name: string
  readonly kind: AttributeKind
}

const NAMES: Readonly<Record<Exclude<AttributeKind, 'vendor'>, Readonly<Record<number, string>>>> = {
  text: {
    ...{ 1: 'User-Name', 11: 'Filter-Id', 18: 'Reply-Message', 20: 'Callback-Id', 22: 'Framed-Route' },
    ...{ 30: 'Called-Station-Id', 31: 'Calling-Station-Id', 32: 'NAS-Identifier', 44: 'Acct-Session-Id' },
    ...{ 50: 'Acct-Multi-Session-Id', 77: 'Connect-Info', 87: 'NAS-Port-Id', 88: 'Framed-Pool' }
  },
  octets: { 24: 'State', 25: 'Class', 33: 'Proxy-State', 80: 'Message-Authenticator', 97: 'Framed-IPv6-Prefix' },
  integer: {
    ...{ 5: 'NAS-Port', 6: 'Service-Type', 7: 'Framed-Protocol', 10: 'Framed-Routing', 12: 'Framed-MTU' },
    ...{ 13: 'Framed-Compression', 15: 'Login-Service', 16: 'Login-TCP-Port', 27: 'Session-Timeout' },
    ...{ 28: 'Idle-Timeout', 29: 'Termination-Action', 40: 'Acct-Status-Type', 41: 'Acct-Delay-Time' },
    ...{ 42: 'Acct-Input-Octets', 43: 'Acct-Output-Octets', 45: 'Acct-Authentic', 46: 'Acct-Session-Time' },
    ...{ 47: 'Acct-Input-Packets', 48: 'Acct-Output-Packets', 49: 'Acct-Terminate-Cause', 51: 'Acct-Link-Count' },
    ...{ 52: 'Acct-Input-Gigawords', 53: 'Acct-Output-Gigawords', 61: 'NAS-Port-Type', 62: 'Port-Limit' },
    ...{ 85: 'Acct-Interim-Interval' }
  },
  time: { 55: 'Event-Timestamp' },
  address: { 4: 'NAS-IP-Address', 8: 'Framed-IP-Address', 9: 'Framed-IP-Netmask', 14: 'Login-IP-Host' },
  'address-6': { 95: 'NAS-IPv6-Address', 98: 'Login-IPv6-Host' }
}

/** RFC 2866, 5.1. */
export const STATUS = {
  ...{ Start: 1, Stop: 2, 'Interim-Update': 3, 'Accounting-On': 7, 'Accounting-Off': 8 },
  ...{ 'Tunnel-Start': 9, 'Tunnel-Stop': 10, 'Tunnel-Reject': 11 },
  ...{ 'Tunnel-Link-Start': 12, 'Tunnel-Link-Stop': 13, 'Tunnel-Link-Reject': 14, Failed: 15 }
} as const

const TYPES = new Map<number, AttributeType>([
  [26, { name: 'Vendor-Specific', kind: 'vendor' }],
  ...Object.entries(NAMES).flatMap(([kind, names]) =>
    Object.entries(names).map(([code, name]): [number, AttributeType] => [
      Number(code),
      { name, kind: kind as AttributeKind }
    ])
  )
])

/** One that is not listed is bytes, under its number. */
export function attributeType(code: number): AttributeType {
  return TYPES.get(code) ?? { name: `Attr-${code}`, kind: 'octets' }
}
