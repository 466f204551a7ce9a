import { createHash, createHmac } from 'node:crypto'
import { accountingResponse, type Attribute, readAccountingRequest } from './accounting-packet.ts'
import { detailParagraph, integerAttribute, nasOf } from './detail-paragraph.ts'

/** What radclient of FreeRADIUS 3.2 sent for the attributes below, with the secret `s3cret`. */
const SENT: Buffer = Buffer.from(
  '04ac0072a310d485d588c4ee3b03dcb00fdb9f972806000000022c083546303041310111616e6e406578616d706c652e6e6574' +
    '0406c00002072e06000002582a06000003e82b0600000fa03506000000012906000000051a17000028af0111353035303130303030303030303031' +
    '21046162',
  'hex'
)
const HEARD = { at: Temporal.Instant.from('2026-03-02T00:10:05.250Z'), from: '198.51.100.9', client: '198.51.100.0/24' }

function attributesOf(packet: Buffer = SENT): readonly Attribute[] {
  const read = readAccountingRequest(packet, 's3cret')
  if (!read.ok) throw new Error(read.problem)
  return read.request.attributes
}

/** Of these attributes, signed by who knows the secret. */
function signed(attributes: Buffer, secret = 's3cret'): Buffer {
  const packet = Buffer.concat([Buffer.from([4, 7, 0, 0]), Buffer.alloc(16), attributes])
  packet.writeUInt16BE(packet.length, 2)
  createHash('md5').update(packet).update(secret).digest().copy(packet, 4)
  return packet
}

const attribute = (code: number, value: Buffer | string): Buffer =>
  Buffer.concat([Buffer.from([code, value.length + 2]), Buffer.from(value)])

/** Proven over all of it, between other attributes, and signed. */
function proof(secret = 's3cret', more = attribute(44, 'x')): Buffer {
  const packet = signed(
    Buffer.concat([attribute(40, Buffer.from([0, 0, 0, 2])), attribute(80, Buffer.alloc(16)), more])
  )
  packet.fill(0, 4, 20)
  const digest = createHmac('md5', secret).update(packet).digest()
  return signed(Buffer.concat([packet.subarray(20, 28), digest, packet.subarray(44)]))
}

describe('an accounting request', () => {
  it('becomes a paragraph of a detail file', () => {
    expect(detailParagraph(attributesOf(), HEARD)).toBe(
      [
        '2026-03-02T00:10:05Z',
        '\tAcct-Status-Type = Stop',
        '\tAcct-Session-Id = "5F00A1"',
        '\tUser-Name = "ann@example.net"',
        '\tNAS-IP-Address = 192.0.2.7',
        '\tAcct-Session-Time = 600',
        '\tAcct-Input-Octets = 1000',
        '\tAcct-Output-Octets = 4000',
        '\tAcct-Output-Gigawords = 1',
        '\tAcct-Delay-Time = 5',
        '\tAttr-26.10415.1 = 0x353035303130303030303030303031',
        '\tProxy-State = 0x6162',
        '\tFarthing-Client = "198.51.100.0/24"',
        '\tTimestamp = 1772410205',
        '',
        ''
      ].join('\n')
    )
    expect(integerAttribute(attributesOf(), 'Acct-Session-Time')).toBe(600)
    expect(integerAttribute(attributesOf(), 'Acct-Link-Count')).toBeNull()
  })

  it('is told by the address of its sender when it does not say whose it is', () => {
    const read = attributesOf(signed(attribute(44, 'x')))
    expect(detailParagraph(read, HEARD)).toContain('\tNAS-IP-Address = 198.51.100.9\n')
    expect(detailParagraph(read, { ...HEARD, from: '2001:db8::9' })).toContain('\tNAS-IPv6-Address = 2001:db8::9\n')
  })

  it('is of the network element that it names, by its name or else its address', () => {
    const [address, name] = [attribute(4, Buffer.from([192, 0, 2, 7])), attribute(32, 'core-1')]
    expect(nasOf(attributesOf(signed(Buffer.concat([address, name]))), '198.51.100.9')).toBe(
      'NAS-Identifier = "core-1"'
    )
    expect(nasOf(attributesOf(signed(address)), '198.51.100.9')).toBe('NAS-IP-Address = 192.0.2.7')
    expect(nasOf(attributesOf(signed(attribute(44, 'x'))), '192.0.2.7')).toBe('NAS-IP-Address = 192.0.2.7')
  })

  it.each([
    [
      1,
      Buffer.from('o"n\\e\nAcct-Status-Type = Stop\0'),
      String.raw`User-Name = "o\"n\\e\012Acct-Status-Type = Stop\000"`
    ],
    [1, Buffer.from([0xff, 0x41]), 'User-Name = 0xff41'],
    [46, Buffer.from([1, 2]), 'Acct-Session-Time = 0x0102'],
    [40, Buffer.from([0, 0, 0, 99]), 'Acct-Status-Type = 99'],
    [
      95,
      Buffer.from('20010db8000000000000000000000001', 'hex'),
      'NAS-IPv6-Address = 2001:0db8:0000:0000:0000:0000:0000:0001'
    ],
    [200, Buffer.alloc(0), 'Attr-200 = 0x'],
    [26, Buffer.from('0000000909', 'hex'), 'Attr-26 = 0x0000000909'],
    [26, Buffer.from('000000090104616202ff', 'hex'), 'Attr-26 = 0x000000090104616202ff']
  ])('writes attribute %i of %j in one line', (code, value, line) => {
    const [, text] = detailParagraph(attributesOf(signed(attribute(code, value))), HEARD).split('\n')
    expect(text).toBe(`\t${line}`)
  })

  it('is answered with what the sender can prove, and with the state of proxies', () => {
    const read = readAccountingRequest(SENT, 's3cret')
    if (!read.ok) throw new Error(read.problem)
    const answer = accountingResponse(read.request, 's3cret')
    expect([...answer.subarray(0, 4)]).toEqual([5, 0xac, 0, 24])
    const body = Buffer.from('21046162', 'hex')
    const proof = createHash('md5')
      .update(answer.subarray(0, 4))
      .update(SENT.subarray(4, 20))
      .update(body)
      .update('s3cret')
    expect(answer.subarray(4, 20)).toEqual(proof.digest())
    expect(answer.subarray(20)).toEqual(body)
  })

  it('may be followed by padding', () => {
    expect(readAccountingRequest(Buffer.concat([SENT, Buffer.alloc(9)]), 's3cret')).toMatchObject({ ok: true })
  })

  it('is read when it is proven once more, as radclient does', () => {
    const proven =
      '04cc003484464434298789ee8e2ece3e1c9025862806000000022c083546303041315012ef98fd43705439fdff4a0c8a43f2d105'
    expect(readAccountingRequest(Buffer.from(proven, 'hex'), 's3cret')).toMatchObject({ ok: true })
    expect(readAccountingRequest(proof(), 's3cret')).toMatchObject({ ok: true })
  })

  it.each([
    ['too-short', SENT.subarray(0, 19)],
    ['too-short', Buffer.concat([Buffer.from([4, 1, 0, 19]), Buffer.alloc(16)])],
    ['too-long', Buffer.concat([Buffer.from([4, 1, 0xff, 0xff]), Buffer.alloc(70_000)])],
    ['cut-off', SENT.subarray(0, 100)],
    ['not-accounting', Buffer.concat([Buffer.from([1]), SENT.subarray(1)])],
    ['wrong-secret', Buffer.concat([SENT.subarray(0, -1), Buffer.from('c')])],
    ['wrong-secret', signed(Buffer.alloc(0), 'another')],
    ['wrong-message-authenticator', signed(attribute(80, Buffer.alloc(16, 9)))],
    ['wrong-message-authenticator', signed(attribute(80, 'short'))],
    ['wrong-message-authenticator', proof('another')],
    ['wrong-message-authenticator', proof('s3cret', attribute(80, Buffer.alloc(16)))],
    ['bad-attributes', signed(Buffer.from([44, 1]))],
    ['bad-attributes', signed(Buffer.from([44]))],
    ['bad-attributes', signed(Buffer.from([0, 2]))],
    ['bad-attributes', signed(Buffer.from([44, 9, 0x41]))]
  ])('is refused as %s', (problem, packet) => {
    expect(readAccountingRequest(packet, 's3cret')).toEqual({ ok: false, problem })
  })
})
