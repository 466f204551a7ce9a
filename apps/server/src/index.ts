export { kernelOptions, listenOptions, portNumber, type Process } from './environment.ts'
export { createServer, startServer, type RunningServer, type ServerOptions } from './start-server.ts'
export { checkedBody } from './problems/request-pipe.ts'
export type { LogLevel } from './log-settings.ts'
