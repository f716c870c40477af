// Each service of scaling refuses under an exception name of its own; what it finds wrong is the same.
export type Complaint = (path: string, expected: string, found: unknown, rule: string) => never
