import { readClients } from './radius-clients.ts'

function client(text: string, address: string, family: 'ipv4' | 'ipv6' = 'ipv4'): unknown {
  const read = readClients(text)
  if (!read.ok) return read
  const found = read.clients.find(({ addresses }) => addresses.check(address, family))
  return found && [found.name, found.secret, found.format]
}

describe('the file of senders', () => {
  const text = '# core\n192.0.2.7 s3#cret radius-detail-voice # the gateway\n\n192.0.2.0/24\tother\n2001:db8::/32 six\n'

  it('gives each sender the first line that its address is in', () => {
    expect(client(text, '192.0.2.7')).toEqual(['192.0.2.7', 's3#cret', 'radius-detail-voice'])
    expect(client(text, '192.0.2.8')).toEqual(['192.0.2.0/24', 'other', 'radius-detail'])
    expect(client(text, '2001:db8::5', 'ipv6')).toEqual(['2001:db8::/32', 'six', 'radius-detail'])
    expect(client(text, '198.51.100.1')).toBeUndefined()
  })

  it.each([
    ['', 0, 'it names no sender'],
    ['# nobody\n', 0, 'it names no sender'],
    ['\nnas.example.net secret', 2, 'nas.example.net is neither an address'],
    ['192.0.2.0/33 secret', 1, '192.0.2.0/33 is neither an address'],
    ['192.0.2.0/24/1 secret', 1, 'is neither an address'],
    ['192.0.2.7', 1, 'a line is an address, a secret without spaces'],
    ['192.0.2.7 a b c', 1, 'a line is an address, a secret without spaces']
  ])('says what is wrong with %j', (wrong, line, problem) => {
    expect(readClients(wrong)).toEqual({ ok: false, line, problem: expect.stringContaining(problem) })
  })
})
