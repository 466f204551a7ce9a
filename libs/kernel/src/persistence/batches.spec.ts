import { Batches } from './batches.ts'

describe('batches', () => {
  it('carry out together what comes together, and answer each in its place', async () => {
    const sizes: number[] = []
    const batches = new Batches<number, number>(items => {
      sizes.push(items.length)
      return Promise.resolve(items.map(item => item * 2))
    })
    const answers = await Promise.all(Array.from({ length: 450 }, (_, index) => batches.ask(index)))
    expect(answers).toEqual(Array.from({ length: 450 }, (_, index) => index * 2))
    expect(sizes).toEqual([200, 200, 50])
  })

  it('fail only those that fail alone', async () => {
    const batches = new Batches<number, string>(items =>
      items.includes(2) ? Promise.reject(new Error('no two')) : Promise.resolve(items.map(String))
    )
    const answers = await Promise.allSettled([1, 2, 3].map(item => batches.ask(item)))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('go beside one at work when many wait', async () => {
    const ends: (() => void)[] = []
    const batches = new Batches<number, number>(async items => {
      await new Promise<void>(resolve => ends.push(resolve))
      return items
    })
    const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
    const first = batches.ask(0)
    await turn()
    const others = Array.from({ length: 32 }, (_, item) => batches.ask(item + 1))
    await turn()
    expect(ends).toHaveLength(2)
    for (const end of ends) end()
    expect(await Promise.all([first, ...others])).toEqual(Array.from({ length: 33 }, (_, item) => item))
  })

  it('go by one that waits for somebody', async () => {
    let arrive: () => void = () => undefined
    const somebody = new Promise<void>(resolve => (arrive = resolve))
    const batches = new Batches<number, number>(async items => {
      if (items.includes(1)) await somebody
      return items
    })
    const slow = batches.ask(1)
    await new Promise(resolve => setImmediate(resolve))
    expect(await Promise.all([batches.ask(2), batches.ask(3)])).toEqual([2, 3])
    arrive()
    expect(await slow).toBe(1)
  })
})
