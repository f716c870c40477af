// Why does Fargate take no task, beside having no zone to put it in? (FG-10, EV-134, EV-135)

/** In the order in which they are told when several hold. */
export const FARGATE_REFUSALS = [
  'capacity',
  'taskLimit',
  'vcpuLimit',
  'cpuConfiguration',
  'memoryConfiguration',
  'internalError',
] as const
export type FargateRefusal = (typeof FARGATE_REFUSALS)[number]
