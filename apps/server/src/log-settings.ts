import type { Params } from 'nestjs-pino'
import { destination } from 'pino'

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'

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
        customLogLevel: (_request, { statusCode }, problem) => (problem || statusCode >= 500 ? 'error' : 'info')
      },
      destination({ fd: 2, sync: false })
    ]
  }
}
