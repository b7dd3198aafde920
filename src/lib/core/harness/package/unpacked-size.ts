// Bytes of a package while it is unpacked: what is declared is refused before anything is inflated, what lies is stopped midway.
import { HARNESS_PACKAGE_LIMITS } from './package-limits.ts';
import { refusePackage } from './package-rule.ts';

const { maxRatio, maxUnpackedBytes, ratioFromBytes } = HARNESS_PACKAGE_LIMITS;

/** Counts the bytes of all files of one package. */
export class UnpackedSize {
  private total = 0;

  /** @throws AppError `harness/refused-package` for a size that cannot fit. */
  begin(path: string, { packedBytes, declaredBytes }: { packedBytes: number; declaredBytes: number }): FileSize {
    this.requireRoom(path, declaredBytes);
    return new FileSize(path, packedBytes, declaredBytes, (bytes) => {
      this.requireRoom(path, bytes);
      this.total += bytes;
    });
  }

  private requireRoom(path: string, bytes: number): void {
    if (!(this.total + bytes <= maxUnpackedBytes))
      throw refusePackage('unpacked-size', path, `makes the package larger than ${maxUnpackedBytes} bytes unpacked`);
  }
}

/** Counts the bytes of one file. */
export class FileSize {
  private bytes = 0;
  private readonly path: string;
  private readonly packedBytes: number;
  private readonly declaredBytes: number;
  private readonly count: (bytes: number) => void;

  constructor(path: string, packedBytes: number, declaredBytes: number, count: (bytes: number) => void) {
    this.path = path;
    this.packedBytes = packedBytes;
    this.declaredBytes = declaredBytes;
    this.count = count;
  }

  /** The next bytes that came out. @throws AppError `harness/refused-package` */
  take(bytes: number): void {
    this.count(bytes);
    this.bytes += bytes;
    if (this.bytes > this.declaredBytes) throw this.mismatch();
    if (this.bytes > ratioFromBytes && this.bytes > this.packedBytes * maxRatio)
      throw refusePackage('compression-ratio', this.path, `unpacks to more than ${maxRatio} times its size`);
  }

  /** @throws AppError `harness/refused-package` where fewer bytes came than were declared. */
  end(): void {
    if (this.bytes !== this.declaredBytes) throw this.mismatch();
  }

  private mismatch() {
    return refusePackage('size-mismatch', this.path, `is not as large as it declares, ${this.declaredBytes} bytes`);
  }
}
