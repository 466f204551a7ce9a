import { createRequire } from 'node:module'
import { runTool } from './run-tool.ts'

interface Violation {
  readonly rule: string
  readonly from: string
  readonly to: string
  readonly allowed: string
}
interface Rule {
  readonly name: string
  readonly comment: string
}
const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  readonly forbidden: readonly Rule[]
}

describe('imports point one way', () => {
  it('breaks no rule in this repository', () => {
    expect(runTool<Violation[]>('arrows')).toEqual([])
  })

  describe('the checker itself, on planted violations', () => {
    const planted = runTool<Violation[]>('arrows', 'test/architecture/planted')

    it.each(config.forbidden.map(({ name }) => name))('%s fires', name => {
      expect(planted.filter(({ rule }) => rule === name)).not.toEqual([])
    })

    it('says what is allowed, beside what is not', () => {
      expect(planted.find(({ from }) => from === 'plugins/rent/src/asks-the-kernel.ts')).toEqual({
        rule: 'plugins-know-the-sdk-only',
        from: 'plugins/rent/src/asks-the-kernel.ts',
        to: 'libs/kernel/src/index.ts',
        allowed: 'A plugin may import @farthing/plugin-sdk (its specs too) and nothing else of this repository.'
      })
    })

    it('leaves alone what breaks no rule: an adapter on the network, every front door', () => {
      const accused = new Set(planted.map(({ from }) => from))
      expect([...accused].filter(file => file.endsWith('.adapter.ts') || file.endsWith('/index.ts'))).toEqual([])
    })
  })
})
