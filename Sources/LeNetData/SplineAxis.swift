/// Cubic B-splines on evenly spaced knots along one axis of an image.
///
/// A point that lies the share u of the spacing behind a knot has the weights (1-u)³/6,
/// (3u³-6u²+4)/6, (-3u³+3u²+3u+1)/6 and u³/6 of the four knots around it, whose sum is 1
/// (C. de Boor, "A Practical Guide to Splines", 1978).
struct SplineAxis: Sendable {
  /// The number of knots that affect the image.
  let knots: Int
  /// The first of the four knots of every pixel.
  let first: [Int]
  /// The weights of the four knots of every pixel.
  let weights: [SIMD4<Float>]

  /// Tables for `count` pixels and knots `spacing` pixels apart.
  init(count: Int, spacing: Double) {
    let places = (0..<count).map { Double($0) / spacing }
    first = places.map { Int($0) }
    knots = (first.last ?? 0) + 4
    weights = zip(places, first).map { place, first in
      let u = place - Double(first)
      let v = 1 - u
      return SIMD4(
        Float(v * v * v / 6), Float(((3 * u - 6) * u * u + 4) / 6),
        Float((((3 - 3 * u) * u + 3) * u + 1) / 6), Float(u * u * u / 6))
    }
  }

  /// Calls `body` with both tables.
  @inline(__always)
  func withTables(_ body: (UnsafePointer<Int>, UnsafePointer<SIMD4<Float>>) -> Void) {
    first.withUnsafeBufferPointer { first in
      weights.withUnsafeBufferPointer { weights in
        guard let first = first.baseAddress, let weights = weights.baseAddress else { return }
        body(first, weights)
      }
    }
  }
}
