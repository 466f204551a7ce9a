// For routes that are asked thousands of times a second.
import type { Type } from '@nestjs/common'
import { RouteConfig } from '@nestjs/platform-fastify'

/** The method of a controller that a route is answered by. */
export interface DirectRoute {
  readonly controller: Type
  readonly method: string
}

/** The name under which the configuration of a route has its DirectRoute. */
export const DIRECT = 'direct'

/**
 * The server calls this method itself: body and path are checked as everywhere and failures are problems, but no guard,
 * interceptor, pipe or filter runs, its answer is not held against its schema, and the log has it only when it fails inside.
 * Its parameters are `@Body({ schema })`, `@Param(name)`, `@Req()` and `@Res({ passthrough: true })`.
 */
export function Direct(): MethodDecorator {
  return (target, key, descriptor) => {
    const route: DirectRoute = { controller: target.constructor as Type, method: String(key) }
    RouteConfig({ [DIRECT]: route })(target, key, descriptor)
  }
}
