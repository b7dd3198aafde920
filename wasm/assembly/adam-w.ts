// One AdamW step over flat vectors of 32-bit floats, four at a time. The twin in src/lib/core/model/plain-adam-w.ts gives the same
// bits; a test compares them. Vectors stand one after another: gradient, parameters, mean, square.

const GRADIENT_AT: usize = 1024;

let bytes: usize = 0;

export function gradientAt(): usize {
  return GRADIENT_AT;
}

/** Makes room for vectors of `count` floats, a multiple of 4. */
export function reserve(count: i32): void {
  bytes = (<usize>count) << 2;
  const pages = <i32>((GRADIENT_AT + 4 * bytes + 0xffff) >> 16);
  if (pages > memory.size()) memory.grow(pages - memory.size());
}

/** Of the gradient, in four running sums of 64 bits. */
export function sumOfSquares(): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const slope = v128.load(GRADIENT_AT + at);
    const first = f64x2.promote_low_f32x4(slope);
    const second = f64x2.promote_low_f32x4(i64x2.shuffle(slope, slope, 1, 0));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  return (
    f64x2.extract_lane(low, 0) +
    f64x2.extract_lane(low, 1) +
    (f64x2.extract_lane(high, 0) + f64x2.extract_lane(high, 1))
  );
}

export function update(
  meanDecay: f32,
  meanShare: f32,
  squareDecay: f32,
  squareShare: f32,
  squareCorrection: f32,
  epsilon: f32,
  stepSize: f32,
  keep: f32
): void {
  const parametersAt = GRADIENT_AT + bytes;
  const meanAt = parametersAt + bytes;
  const squareAt = meanAt + bytes;
  for (let at: usize = 0; at < bytes; at += 16) {
    const slope = v128.load(GRADIENT_AT + at);
    const mean = f32x4.add(
      f32x4.mul(v128.load(meanAt + at), f32x4.splat(meanDecay)),
      f32x4.mul(slope, f32x4.splat(meanShare))
    );
    const square = f32x4.add(
      f32x4.mul(v128.load(squareAt + at), f32x4.splat(squareDecay)),
      f32x4.mul(f32x4.mul(slope, slope), f32x4.splat(squareShare))
    );
    const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(square, f32x4.splat(squareCorrection))), f32x4.splat(epsilon));
    const change = f32x4.div(f32x4.mul(mean, f32x4.splat(stepSize)), deviation);
    v128.store(meanAt + at, mean);
    v128.store(squareAt + at, square);
    v128.store(parametersAt + at, f32x4.sub(f32x4.mul(v128.load(parametersAt + at), f32x4.splat(keep)), change));
  }
}
