import type { Params } from 'nestjs-pino'
import { destination } from 'pino'

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'

const INFO = 30
/** Requests of which the log says something only when they fail. */
export const quietRequests = new WeakSet<object>()
/** Nest names every module and route as it starts. */
const CHATTER = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication'])

/** JSON lines on stderr: stdout belongs to results. Headers and bodies stay out, they may hold secrets. */
export function logSettings(level: LogLevel): Params {
  return {
    pinoHttp: [
      {
        level,
        quietReqLogger: true,
        serializers: {
          req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({ id, method, url }),
          res: ({ statusCode }: { statusCode: number }) => ({ statusCode })
        },
        hooks: {
          logMethod(words, method, severity) {
            const [first] = words as [unknown]
            if (severity <= INFO && CHATTER.has((first as { context?: string } | null)?.context ?? '')) return
            method.apply(this, words)
          }
        },
        customLogLevel(request, { statusCode }, problem) {
          if (problem || statusCode >= 500) return 'error'
          return quietRequests.has(request) ? 'silent' : 'info'
        }
      },
      destination({ fd: 2, sync: false })
    ]
  }
}
