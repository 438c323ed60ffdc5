public import LeNetRandom
import LeNetElementary

/// A digit made from strokes of a pen, in the shapes that people of many countries write: sevens with a bar, ones with
/// a long upstroke, open fours.
public struct StrokeDigit: Sendable {
  /// A stroke: points in a square whose sides are the digit's height, y downwards.
  struct Stroke {
    let points: [SIMD2<Float>]
    /// Whether the stroke has corners at its points, instead of curves through them.
    let hasCorners: Bool

    init(_ coordinates: [(Float, Float)], corners: Bool = false) {
      points = coordinates.map { SIMD2($0.0, $0.1) }
      hasCorners = corners
    }
  }

  /// Points along its strokes, dense enough for a line between neighbours.
  let lines: [[SIMD2<Float>]]
  /// Half of the pen's width, in parts of the digit's height.
  let radius: Float

  /// A random shape of a digit.
  public init(_ digit: Int, from stream: inout RandomStream) {
    let variants = Self.variants[digit]
    let variant = variants[Int(stream.below(UInt32(variants.count)))]
    radius = Float(stream.uniform(in: 0.025...0.075))
    let wobble = stream.uniform(in: 0.005...0.035)
    let (wide, lean) = (
      Float(stream.uniform(in: 0.75...1.3)), Float(stream.uniform(in: -0.08...0.08))
    )
    lines = variant.map { stroke in
      let points = stroke.points.map { point in
        let moved =
          point + SIMD2(Float(stream.normal() * wobble), Float(stream.normal() * wobble))
        return SIMD2(wide * moved.x + lean * (0.5 - moved.y), moved.y)
      }
      return stroke.hasCorners ? points : Self.curve(points)
    }
  }

  /// A 1 that is one straight stroke, which may lean.
  public init(straightOneFrom stream: inout RandomStream) {
    radius = Float(stream.uniform(in: 0.02...0.11))
    let lean = Float(stream.uniform(in: -0.3...0.4))
    let bend = Float(stream.normal() * 0.01)
    lines = [[SIMD2(lean, 0), SIMD2(lean / 2 + bend, 0.5), SIMD2(0, 1)]]
  }

  /// A curve through points: Catmull and Rom, "A class of local interpolating splines" (1974).
  private static func curve(_ points: [SIMD2<Float>]) -> [SIMD2<Float>] {
    guard points.count > 2 else { return points }
    let isClosed = points.first == points.last
    var result: [SIMD2<Float>] = [points[0]]
    for index in 0..<points.count - 1 {
      let before =
        index > 0 ? points[index - 1] : isClosed ? points[points.count - 2] : points[0]
      let (from, to) = (points[index], points[index + 1])
      let after = index + 2 < points.count ? points[index + 2] : isClosed ? points[1] : to
      for step in 1...6 {
        let t = Float(step) / 6
        let (square, cube) = (t * t, t * t * t)
        let first = 2 * from + (to - before) * t
        let second = (2 * before - 5 * from + 4 * to - after) * square
        let third = (3 * from - before - 3 * to + after) * cube
        result.append((first + second + third) * 0.5)
      }
    }
    return result
  }

  /// The smallest and the largest coordinates of its strokes.
  var bounds: (least: SIMD2<Float>, most: SIMD2<Float>) {
    let points = lines.joined()
    return points.reduce(
      (SIMD2(repeating: .infinity), SIMD2(repeating: -.infinity))
    ) { bounds, point in
      (pointwiseMin(bounds.0, point), pointwiseMax(bounds.1, point))
    }
  }

  /// The distance of a place to the middle of the nearest stroke, in parts of the height.
  func distance(_ place: SIMD2<Float>) -> Float {
    var least = Float.infinity
    for line in lines {
      for index in 0..<max(line.count - 1, 0) {
        let (from, to) = (line[index], line[index + 1])
        let way = to - from
        let length = max((way * way).sum(), 1e-9)
        let share = min(max(((place - from) * way).sum() / length, 0), 1)
        let away = place - from - share * way
        least = min(least, (away * away).sum())
      }
    }
    return least.squareRoot()
  }

  /// The shapes of each digit.
  private static let variants: [[[Stroke]]] = [
    [
      [
        Stroke([
          (0.3, 0), (0.08, 0.2), (0.02, 0.55), (0.15, 0.92), (0.35, 1), (0.55, 0.8), (0.6, 0.4),
          (0.5, 0.08), (0.3, 0),
        ])
      ],
      [
        Stroke([
          (0.4, 0.02), (0.12, 0.15), (0, 0.5), (0.12, 0.88), (0.4, 0.98), (0.7, 0.85), (0.8, 0.5),
          (0.68, 0.12), (0.36, 0.03),
        ])
      ],
      [
        Stroke([
          (0.45, 0.08), (0.2, 0.05), (0.03, 0.4), (0.1, 0.9), (0.35, 1), (0.58, 0.7), (0.55, 0.25),
          (0.35, 0.02), (0.2, 0.1),
        ])
      ],
      [
        Stroke([
          (0.3, 0.1), (0.05, 0.3), (0.05, 0.75), (0.3, 0.97), (0.55, 0.75), (0.55, 0.3),
          (0.35, 0.08), (0.6, 0.05),
        ])
      ],
    ],
    [
      [Stroke([(0.1, 0), (0.1, 1)], corners: true)],
      [Stroke([(0.35, 0), (0.1, 1)], corners: true)],
      [Stroke([(0, 0.35), (0.3, 0), (0.3, 1)], corners: true)],
      [Stroke([(0, 0.5), (0.4, 0), (0.35, 1)], corners: true)],
      [Stroke([(0, 0.65), (0.5, 0), (0.4, 1)], corners: true)],
      [Stroke([(0, 0.8), (0.4, 0), (0.42, 1)], corners: true)],
      [Stroke([(0, 1), (0.45, 0), (0.55, 1)], corners: true)],
      [Stroke([(0, 0.9), (0.5, 0), (0.3, 1)], corners: true)],
      [
        Stroke([(0, 0.25), (0.2, 0), (0.2, 1)], corners: true),
        Stroke([(0, 1), (0.4, 1)], corners: true),
      ],
      [Stroke([(0.02, 0.3), (0.25, 0.15), (0.38, 0), (0.33, 0.5), (0.3, 1)])],
    ],
    [
      [
        Stroke([(0.05, 0.25), (0.25, 0), (0.55, 0.1), (0.5, 0.4), (0.25, 0.75), (0, 1)]),
        Stroke([(0, 1), (0.65, 0.98)], corners: true),
      ],
      [
        Stroke([
          (0.05, 0.2), (0.3, 0), (0.55, 0.2), (0.4, 0.6), (0.1, 0.95), (0.05, 0.8), (0.25, 0.8),
          (0.45, 0.98), (0.7, 0.9),
        ])
      ],
      [
        Stroke([(0, 0.15), (0.3, 0), (0.55, 0.2), (0.3, 0.65), (0.02, 0.97), (0.3, 0.9), (0.65, 1)])
      ],
      [
        Stroke([
          (0.1, 0.3), (0.05, 0.1), (0.3, 0), (0.5, 0.25), (0.3, 0.7), (0.05, 0.98), (0.1, 0.78),
          (0.3, 0.85), (0.65, 1),
        ])
      ],
      [
        Stroke([
          (0.2, 0.35), (0.08, 0.2), (0.25, 0), (0.55, 0.15), (0.45, 0.55), (0, 0.95), (0.3, 0.85),
          (0.75, 0.95),
        ])
      ],
      [
        Stroke([(0.02, 0.1), (0.5, 0.02), (0.5, 0.3), (0, 1)]),
        Stroke([(0, 1), (0.6, 1)], corners: true),
      ],
    ],
    [
      [
        Stroke([
          (0.05, 0.12), (0.3, 0), (0.55, 0.2), (0.25, 0.45), (0.58, 0.7), (0.35, 1), (0, 0.88),
        ])
      ],
      [
        Stroke([(0, 0.02), (0.55, 0.02), (0.25, 0.42)], corners: true),
        Stroke([(0.25, 0.42), (0.55, 0.55), (0.55, 0.85), (0.25, 1), (0, 0.88)]),
      ],
      [
        Stroke([
          (0, 0.1), (0.4, 0.02), (0.45, 0.3), (0.15, 0.42), (0.55, 0.6), (0.45, 0.92), (0.02, 0.95),
        ])
      ],
    ],
    [
      [
        Stroke([(0.15, 0), (0, 0.6), (0.7, 0.6)], corners: true),
        Stroke([(0.5, 0.3), (0.45, 1)], corners: true),
      ],
      [
        Stroke([(0.5, 0), (0, 0.65), (0.75, 0.65)], corners: true),
        Stroke([(0.52, 0.02), (0.5, 1)], corners: true),
      ],
      [
        Stroke([(0.4, 0), (0, 0.62), (0.7, 0.58)], corners: true),
        Stroke([(0.5, 0.35), (0.42, 1)], corners: true),
      ],
      [
        Stroke([(0.1, 0), (0.02, 0.4), (0.25, 0.52), (0.6, 0.4)]),
        Stroke([(0.6, 0), (0.5, 1)], corners: true),
      ],
      [
        Stroke([(0.25, 0), (0.02, 0.55), (0.6, 0.5)], corners: true),
        Stroke([(0.5, 0.15), (0.3, 1)], corners: true),
      ],
      [
        Stroke([(0.1, 0), (0, 0.5), (0.3, 0.45), (0.5, 0.4)]),
        Stroke([(0.45, 0.1), (0.4, 1)], corners: true),
      ],
      [
        Stroke([(0.05, 0), (0.05, 0.45), (0.55, 0.45)], corners: true),
        Stroke([(0.55, 0), (0.55, 1)], corners: true),
      ],
      [
        Stroke([(0.3, 0), (0.02, 0.7), (0.65, 0.62)], corners: true),
        Stroke([(0.42, 0.4), (0.32, 1)], corners: true),
      ],
    ],
    [
      [
        Stroke([(0.12, 0.02), (0.08, 0.45), (0.35, 0.38), (0.58, 0.65), (0.4, 0.97), (0, 0.92)]),
        Stroke([(0.12, 0.02), (0.6, 0)], corners: true),
      ],
      [
        Stroke([
          (0.55, 0), (0.15, 0.05), (0.1, 0.42), (0.45, 0.45), (0.55, 0.75), (0.3, 1), (0, 0.9),
        ])
      ],
      [
        Stroke([(0.08, 0.1), (0.05, 0.45), (0.4, 0.42), (0.52, 0.75), (0.25, 1), (0, 0.88)]),
        Stroke([(0.12, 0.05), (0.65, 0.02)], corners: true),
      ],
      [Stroke([(0.5, 0.02), (0.12, 0.04), (0.06, 0.4), (0.4, 0.5), (0.42, 0.85), (0.05, 1)])],
    ],
    [
      [
        Stroke([
          (0.45, 0), (0.12, 0.35), (0.02, 0.75), (0.25, 1), (0.52, 0.8), (0.4, 0.55), (0.1, 0.68),
        ])
      ],
      [
        Stroke([
          (0.25, 0), (0.05, 0.5), (0.1, 0.95), (0.4, 0.97), (0.5, 0.7), (0.28, 0.55), (0.08, 0.75),
        ])
      ],
      [
        Stroke([
          (0.55, 0.1), (0.3, 0), (0.05, 0.45), (0.12, 0.95), (0.48, 0.92), (0.48, 0.58),
          (0.1, 0.65),
        ])
      ],
    ],
    [
      [Stroke([(0, 0.02), (0.6, 0), (0.25, 1)], corners: true)],
      [
        Stroke([(0, 0.02), (0.6, 0.02), (0.25, 1)], corners: true),
        Stroke([(0.15, 0.5), (0.65, 0.48)], corners: true),
      ],
      [Stroke([(0, 0.15), (0.02, 0.02), (0.6, 0.03), (0.2, 1)], corners: true)],
      [
        Stroke([(0, 0.15), (0.03, 0), (0.6, 0.04), (0.3, 1)], corners: true),
        Stroke([(0.1, 0.52), (0.7, 0.5)], corners: true),
      ],
      [
        Stroke([(0, 0.12), (0.2, 0.05), (0.4, 0.1), (0.62, 0), (0.35, 0.5), (0.25, 1)]),
        Stroke([(0.12, 0.55), (0.62, 0.48)], corners: true),
      ],
      [Stroke([(0, 0.05), (0.3, 0.08), (0.6, 0), (0.35, 0.45), (0.22, 1)])],
    ],
    [
      [
        Stroke([
          (0.5, 0.12), (0.25, 0), (0.1, 0.2), (0.3, 0.45), (0.52, 0.75), (0.28, 1), (0.05, 0.8),
          (0.3, 0.45), (0.5, 0.12),
        ])
      ],
      [
        Stroke([(0.3, 0), (0.08, 0.2), (0.3, 0.45), (0.52, 0.2), (0.3, 0)]),
        Stroke([(0.3, 0.45), (0.02, 0.75), (0.3, 1), (0.58, 0.75), (0.3, 0.45)]),
      ],
      [
        Stroke([
          (0.55, 0.05), (0.2, 0.05), (0.15, 0.3), (0.48, 0.6), (0.45, 0.95), (0.1, 0.95),
          (0.12, 0.6), (0.5, 0.3), (0.5, 0),
        ])
      ],
    ],
    [
      [
        Stroke([
          (0.5, 0.15), (0.25, 0), (0.02, 0.25), (0.2, 0.5), (0.5, 0.2), (0.45, 0.6), (0.4, 1),
        ])
      ],
      [
        Stroke([
          (0.5, 0.1), (0.15, 0.05), (0.05, 0.4), (0.4, 0.4), (0.52, 0.08), (0.5, 0.7), (0.3, 1),
          (0.05, 0.9),
        ])
      ],
      [
        Stroke([
          (0.45, 0.25), (0.25, 0), (0, 0.25), (0.25, 0.48), (0.45, 0.25), (0.25, 0), (0.45, 0.25),
          (0.2, 1),
        ])
      ],
      [
        Stroke([(0.3, 0.02), (0.05, 0.25), (0.3, 0.48), (0.52, 0.25), (0.3, 0.02)]),
        Stroke([(0.52, 0.1), (0.5, 1)], corners: true),
      ],
      [Stroke([(0.1, 1), (0.1, 0.5), (0.15, 0.05), (0.5, 0.05), (0.5, 0.4), (0.12, 0.5)])],
      [
        Stroke([
          (0.15, 0.2), (0.4, 0), (0.6, 0.2), (0.35, 0.5), (0.1, 0.35), (0.25, 0.1), (0.4, 0.4),
          (0.25, 1),
        ])
      ],
      [
        Stroke([
          (0.5, 0.1), (0.2, 0), (0, 0.25), (0.25, 0.45), (0.5, 0.1), (0.55, 0.6), (0.35, 1),
          (0.1, 0.95),
        ])
      ],
      [
        Stroke([
          (0.55, 0.05), (0.2, 0.05), (0.05, 0.3), (0.35, 0.5), (0.55, 0.25), (0.5, 0.05), (0.25, 1),
        ])
      ],
    ],
  ]
}
