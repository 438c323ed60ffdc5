import LeNetElementary
public import LeNetImages
public import LeNetRandom

/// Random pictures of non-digits.
public enum NonDigit: String, CaseIterable, Sendable {
  /// Scribbles, and signs such as crosses, arrows and stars.
  case scribble
  /// Filled outlines with shading, similar to clothes and objects.
  case silhouette
  /// Independent pixels, fine and coarse.
  case noise
  /// Patterns over the whole picture.
  case texture

  /// A random picture of a kind.
  public func picture(from stream: inout RandomStream) -> RasterImage {
    switch self {
    case .scribble:
      let field = Strokes(from: &stream).field
      return PhotoScene(from: &stream, sizes: 40...240).picture(of: field, from: &stream)
    case .silhouette: return Silhouette.picture(from: &stream)
    case .noise: return Texture.noise(from: &stream)
    case .texture: return Texture.pattern(Int(stream.below(4)), from: &stream)
    }
  }
}

/// Lines and curves of a pen.
private struct Strokes {
  private var segments: [(from: SIMD2<Float>, to: SIMD2<Float>)] = []
  private var width: Float = 0.04

  init(from stream: inout RandomStream) {
    func uniform(_ least: Double, _ greatest: Double) -> Float {
      Float(stream.uniform(in: least...greatest))
    }
    width = uniform(0.025, 0.05)
    func point() -> SIMD2<Float> { SIMD2(uniform(0.14, 0.86), uniform(0.14, 0.86)) }
    switch stream.below(4) {
    case 0:
      // A walk that keeps turning.
      var place = point()
      var angle = uniform(0, 6.28)
      var turn = uniform(-0.4, 0.4)
      for _ in 0..<Int(40 + stream.below(120)) {
        turn += uniform(-0.18, 0.18)
        turn = min(max(turn, -0.6), 0.6)
        angle += turn
        var next =
          place
          + 0.035
          * SIMD2(Float(Elementary.cos(Double(angle))), Float(Elementary.sin(Double(angle))))
        if next.min() < 0.12 || next.max() > 0.88 {
          angle += 2.2
          next = next.clamped(
            lowerBound: SIMD2(repeating: 0.12), upperBound: SIMD2(repeating: 0.88))
        }
        segments.append((place, next))
        place = next
      }
    case 1:
      // Straight strokes one after the other, back and forth.
      var place = point()
      for _ in 0..<Int(3 + stream.below(9)) {
        let next = point()
        segments.append((place, next))
        place = next
      }
    case 2:
      // Strokes that cross, such as hash signs, plus signs, asterisks.
      let centre = SIMD2<Float>(uniform(0.42, 0.58), uniform(0.42, 0.58))
      let count = Int(2 + stream.below(4))
      let first = uniform(0, 3.14)
      for index in 0..<count {
        let angle = Double(first + Float(index) * 3.1416 / Float(count) + uniform(-0.1, 0.1))
        let way = SIMD2(Float(Elementary.cos(angle)), Float(Elementary.sin(angle)))
        segments.append((centre - uniform(0.2, 0.36) * way, centre + uniform(0.2, 0.36) * way))
      }
    default:
      // Polygons and stars with something inside or beside.
      let corners = Int(3 + stream.below(4))
      let centre = SIMD2<Float>(0.5, 0.5)
      let first = uniform(0, 6.28)
      let step = stream.below(2) == 0 && corners > 4 ? 2 : 1
      let points = (0..<corners).map { index in
        let angle = Double(first + Float(index * step) * 6.2832 / Float(corners))
        return centre
          + uniform(0.24, 0.38) * SIMD2(Float(Elementary.cos(angle)), Float(Elementary.sin(angle)))
      }
      for (index, corner) in points.enumerated() {
        segments.append((corner, points[(index + 1) % corners]))
      }
      for _ in 0..<stream.below(4) { segments.append((point(), point())) }
    }
  }

  var field: InkField {
    InkField { x, y in
      let place = SIMD2(x, y)
      return segments.contains { distance(place, $0) < width } ? 1 : 0
    }
  }

  private func distance(
    _ place: SIMD2<Float>, _ segment: (from: SIMD2<Float>, to: SIMD2<Float>)
  ) -> Float {
    let way = segment.to - segment.from
    let length = max((way * way).sum(), 1e-9)
    let share = min(max(((place - segment.from) * way).sum() / length, 0), 1)
    let away = place - segment.from - share * way
    return (away * away).sum().squareRoot()
  }
}

/// Filled shapes.
private enum Silhouette {
  static func picture(from stream: inout RandomStream) -> RasterImage {
    func uniform(_ least: Double, _ greatest: Double) -> Float {
      Float(stream.uniform(in: least...greatest))
    }
    let side = stream.below(2) == 0 ? 28 : Int(uniform(28, 120))
    // Boxes and ellipses, leaning, some of them mirrored, as clothes are.
    let isMirrored = stream.below(10) < 7
    let parts = (0..<Int(1 + stream.below(5))).map { index in
      let isBody = index == 0
      return (
        x: isBody ? Float(0.5) : uniform(0.15, 0.85), y: uniform(0.3, 0.7),
        width: isBody ? uniform(0.1, 0.35) : uniform(0.04, 0.25),
        height: isBody ? uniform(0.2, 0.42) : uniform(0.05, 0.4),
        lean: uniform(-0.6, 0.6), isBox: stream.below(10) < 7
      )
    }
    let hole = (
      isThere: stream.below(10) < 3, x: uniform(0.35, 0.65), y: uniform(0.3, 0.9),
      width: uniform(0.02, 0.12), height: uniform(0.1, 0.4)
    )
    let tone = (base: uniform(0.35, 1), across: uniform(-0.5, 0.5), down: uniform(-0.5, 0.5))
    let stripes = (strength: max(0, uniform(-0.4, 0.5)), turns: uniform(2, 9), lean: uniform(-1, 1))
    let grain = max(0, uniform(-0.1, 0.25))
    let isOnWhite = stream.below(10) < 3
    var bytes: [UInt8] = []
    for row in 0..<side {
      for column in 0..<side {
        let (x, y) = ((Float(column) + 0.5) / Float(side), (Float(row) + 0.5) / Float(side))
        func isIn(_ x: Float) -> Bool {
          parts.contains { part in
            let (right, down) = (x - part.x - part.lean * (y - part.y), y - part.y)
            let (a, b) = (right / part.width, down / part.height)
            return part.isBox ? max(abs(a), abs(b)) < 1 : a * a + b * b < 1
          }
        }
        let isHole =
          hole.isThere && abs(x - hole.x) < hole.width && abs(y - hole.y) < hole.height
        let isCovered = (isIn(x) || isMirrored && isIn(1 - x)) && !isHole
        let wave = Float(
          Elementary.sin(Double((x * stripes.lean + y) * stripes.turns * 6.2832)))
        let shade =
          tone.base + tone.across * (x - 0.5) + tone.down * (y - 0.5) + stripes.strength * wave / 2
          + grain * (Float(stream.below(1024)) / 512 - 1)
        let value = isCovered ? UInt8(min(max(shade, 0.05), 1) * 255) : 0
        bytes.append(isOnWhite ? 255 - value : value)
      }
    }
    return image(bytes, rows: side, columns: side)
  }
}

/// Noise and textures.
enum Texture {
  static func noise(from stream: inout RandomStream) -> RasterImage {
    let side = Int(stream.uniform(in: 28...120))
    let grain = Int(1 + stream.below(6))
    let contrast = stream.uniform(in: 0.1...1)
    let isBinary = stream.below(2) == 0
    let share = stream.uniform(in: 0.05...0.95)
    let across = (side + grain - 1) / grain
    let grains = (0..<across * across).map { _ -> Double in
      let value = stream.uniform()
      return isBinary ? (value < share ? 1 : 0) : value
    }
    var bytes: [UInt8] = []
    for row in 0..<side {
      for column in 0..<side {
        let value = grains[row / grain * across + column / grain]
        bytes.append(UInt8(127.5 + 127.5 * contrast * (2 * value - 1)))
      }
    }
    return image(bytes, rows: side, columns: side)
  }

  /// Patterns 0 to 3 are for training, 4 to 7 for tests.
  static func pattern(_ kind: Int, from stream: inout RandomStream) -> RasterImage {
    let side = Int(stream.uniform(in: 40...160))
    let (turns, angle) = (stream.uniform(in: 1.5...12), stream.uniform(in: 0...3.14))
    let (cosine, sine) = (Elementary.cos(angle), Elementary.sin(angle))
    let waves = (0..<5).map { _ in
      (
        x: stream.uniform(in: -9...9), y: stream.uniform(in: -9...9),
        phase: stream.uniform(in: 0...6.28)
      )
    }
    let contrast = stream.uniform(in: 0.15...1)
    let grain = max(0, stream.uniform(in: -0.1...0.3))
    let (a, b) = (stream.uniform(in: 0.2...0.8), stream.uniform(in: 0.3...0.7))
    func wave(_ turns: Double) -> Double { Elementary.sin(turns * 2 * Double.pi) }
    func fraction(_ value: Double) -> Double { value - value.rounded(.down) }
    func value(_ x: Double, _ y: Double) -> Double {
      let (u, v) = ((x * cosine + y * sine) * turns, (y * cosine - x * sine) * turns)
      switch kind {
      case 0: return wave(u)
      case 1: return wave(u) * wave(v) > 0 ? 1 : -1
      case 2: return waves.reduce(0) { $0 + wave($1.x * x / 3 + $1.y * y / 3 + $1.phase) } / 2.5
      case 3: return fraction(u) < 0.3 ? 1 : -1
      case 4:
        // Bricks.
        let row = v.rounded(.down)
        let shifted = u / 2 + (Int(row) & 1 == 0 ? 0 : 0.5)
        return fraction(shifted) < 0.1 || fraction(v) < 0.2 ? -1 : 0.5
      case 5:
        // Rings of wood.
        let distance = ((x - a) * (x - a) + 0.2 * (y - b) * (y - b)).squareRoot()
        return wave(distance * turns * 2 + 0.3 * wave(y * 2))
      case 6:
        // Dots.
        let (p, q) = (fraction(u) - 0.5, fraction(v) - 0.5)
        return (p * p + q * q) < 0.25 * a * a ? 1 : -1
      default:
        // A weave.
        let isOver = (Int(u.rounded(.down)) + Int(v.rounded(.down))) & 1 == 0
        return isOver ? 0.6 + 0.4 * wave(fraction(u) / 2) : -0.2 - 0.6 * wave(fraction(v) / 2)
      }
    }
    var bytes: [UInt8] = []
    for row in 0..<side {
      for column in 0..<side {
        let shade =
          contrast * value(Double(column) / Double(side), Double(row) / Double(side))
          + grain * (2 * stream.uniform() - 1)
        bytes.append(UInt8(min(max(127.5 + 120 * shade, 0), 255)))
      }
    }
    return image(bytes, rows: side, columns: side)
  }
}

/// A picture with given sizes.
private func image(_ bytes: [UInt8], rows: Int, columns: Int) -> RasterImage {
  guard let image = try? RasterImage(rows: rows, columns: columns, channels: .grey, bytes: bytes)
  else { preconditionFailure("\(bytes.count) bytes for \(rows) x \(columns) pixels") }
  return image
}

extension NonDigit {
  /// A texture of a kind that is not in the training data.
  public static func unseenTexture(from stream: inout RandomStream) -> RasterImage {
    Texture.pattern(4 + Int(stream.below(4)), from: &stream)
  }
}
