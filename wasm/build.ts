// Writes the compiled kernels beside their sources: node wasm/build.ts
import { writeFile } from 'node:fs/promises';
import { compileKernel, KERNELS, kernelFile } from './compile-kernel.ts';

for (const name of KERNELS) await writeFile(kernelFile(name), await compileKernel(name));
