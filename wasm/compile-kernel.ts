// Compiles an AssemblyScript kernel to the TypeScript file that carries its bytes: importable in Node and in a worker, no fetch.
import asc from 'assemblyscript/asc';
import { fileURLToPath } from 'node:url';

export const KERNELS = ['text-loops', 'byte-pairs', 'adam-w'] as const;
export type KernelName = (typeof KERNELS)[number];

/** Where the bytes of a kernel stand. */
export const kernelFile = (name: KernelName): string => fileURLToPath(new URL(`${name}-kernel.ts`, import.meta.url));

/** The text of that file for the kernel's present source. Throws what the compiler says. */
export async function compileKernel(name: KernelName): Promise<string> {
  let bytes = new Uint8Array(0);
  const { error, stderr } = await asc.main(
    [
      `assembly/${name}.ts`,
      '--outFile',
      'kernel.wasm',
      '-O3',
      '--converge',
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--noAssert',
      '--baseDir',
      fileURLToPath(new URL('.', import.meta.url))
    ],
    { writeFile: (_file, contents) => void (bytes = contents as Uint8Array<ArrayBuffer>) }
  );
  if (error) throw new Error(`${name}: ${stderr.toString()}`, { cause: error });
  const base64 = Buffer.from(bytes).toString('base64');
  return `// Compiled from assembly/${name}.ts by \`node wasm/build.ts\`; tests rebuild and compare it.
export const KERNEL_BASE64 =
  '${base64}';
`;
}
