import { binaryCloudEvent } from './binary-cloud-event.ts'

describe('a CloudEvent in binary mode', () => {
  const data = { quantity: 61 }

  it('has its attributes from headers, decoded, and its data from the body', () => {
    const headers = {
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-id': 'a%20b',
      'ce-source': '100%'
    }
    expect(binaryCloudEvent(headers, data)).toEqual({ specversion: '1.0', id: 'a b', source: '100%', data })
  })

  it('without a version is one of no known version', () => {
    expect(binaryCloudEvent({ 'ce-id': '1' }, data)).toEqual({ specversion: '', id: '1', data })
  })

  it.each([[{}], [{ 'content-type': 'application/cloudevents+json', 'ce-id': '1' }]])('is not what has %j', headers => {
    expect(binaryCloudEvent(headers, data)).toBeNull()
  })
})
