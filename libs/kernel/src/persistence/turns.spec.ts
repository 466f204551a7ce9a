import { Turns } from './turns.ts'

const pause = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

describe('turns', () => {
  it('lets so many work at once, in the order in which they ask, also after one failed', async () => {
    const turns = new Turns(2)
    const order: number[] = []
    let [now, most] = [0, 0]
    const work = async (number: number): Promise<void> => {
      order.push(number)
      most = Math.max(most, ++now)
      await pause()
      now -= 1
      if (number === 1) throw new Error('one')
    }
    const all = await Promise.allSettled([0, 1, 2, 3, 4].map(number => turns.take(() => work(number))))
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
    expect([order, most, now]).toEqual([[0, 1, 2, 3, 4], 2, 0])
  })

  it('never makes work wait for what it asks within its turn', async () => {
    const turns = new Turns(1)
    const nested = (): Promise<string> => turns.take(() => turns.take(async () => pause().then(() => 'done')))
    expect(await Promise.all([nested(), nested(), nested()])).toEqual(['done', 'done', 'done'])
  })
})
