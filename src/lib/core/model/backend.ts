// Where the reference model runs.

export type Backend = 'wasm' | 'webgpu' | 'native';
