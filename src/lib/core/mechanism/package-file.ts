// A file of a submission's package: a UnixFS folder any IPFS client can read.
export interface PackageFile {
  path: string;
  bytes: Uint8Array;
}
