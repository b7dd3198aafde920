// What running a program leaves in its folder, and no part of it.

const LEFT_BY_RUNS = new Set(['__pycache__', 'out']);

export const isLeftByRun = (path: string): boolean => path.split('/').some((name) => LEFT_BY_RUNS.has(name));
