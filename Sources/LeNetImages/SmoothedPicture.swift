/// The brightness of a picture without most of its noise.
struct SmoothedPicture {
  let plane: Plane
  /// The standard deviation of the remaining noise.
  let noise: Float
  /// Whether the picture had no noise.
  let isWithoutNoise: Bool

  /// Smooths according to the noise and the size: small pictures allow little smoothing.
  init(_ plane: Plane) {
    let noise = Self.noise(of: plane)
    let most =
      switch min(plane.rows, plane.columns) {
      case ..<48: 0
      case ..<120: 1
      case ..<240: 2
      case ..<480: 4
      default: 6
      }
    let passes = noise <= 2 ? 0 : noise <= 5 ? min(most, 1) : most
    var smooth = plane
    for _ in 0..<passes { smooth = smooth.smoothed }
    self.plane = smooth
    // What a Gaussian of the same variance, half a pixel squared a pass, leaves of independent noise.
    self.noise = passes == 0 ? noise : noise / (2 * (Float.pi * Float(passes) / 2).squareRoot())
    isWithoutNoise = noise == 0
  }

  /// A side of a threshold.
  enum Side { case brighter, darker }

  /// The share on one side of a threshold of a frame around a box, half as wide as the box; if the
  /// picture ends at the box, of the picture's border.
  func share(around box: Box, _ side: Side, than threshold: Float) -> Float {
    let inner = box.grown(by: 2 + box.longerSide / 8, within: plane)
    let outer = box.grown(by: 4 + box.longerSide * 5 / 8, within: plane)
    var frame: [Float] = []
    for row in outer.rows {
      for column in outer.columns where !(inner.rows ~= row && inner.columns ~= column) {
        frame.append(plane[row, column])
      }
    }
    if frame.count < 8 {
      frame = Array(plane.values[..<plane.columns]) + plane.values.suffix(plane.columns)
      for row in 0..<plane.rows { frame += [plane[row, 0], plane[row, plane.columns - 1]] }
    }
    let count = frame.count { side == .brighter ? $0 > threshold : $0 < threshold }
    return Float(count) / Float(frame.count)
  }

  /// The standard deviation of noise, from the weakest responses of a Laplacian, which edges do not change.
  ///
  /// J. Immerkaer, "Fast noise variance estimation" (1996), with a quantile in place of the mean.
  private static func noise(of plane: Plane) -> Float {
    // A picture this small has few flat areas, and is not a photo.
    guard min(plane.rows, plane.columns) >= 20 else { return 0 }
    var counts = [Int](repeating: 0, count: 256 * 4)
    var total = 0
    for row in 1..<plane.rows - 1 {
      for column in 1..<plane.columns - 1 {
        let corners =
          plane[row - 1, column - 1] + plane[row - 1, column + 1] + plane[row + 1, column - 1]
          + plane[row + 1, column + 1]
        let sides =
          plane[row - 1, column] + plane[row + 1, column] + plane[row, column - 1]
          + plane[row, column + 1]
        let response = abs(corners - 2 * sides + 4 * plane[row, column])
        counts[min(Int(response), counts.count - 1)] += 1
        total += 1
      }
    }
    var below = 0
    for (value, count) in counts.enumerated() {
      below += count
      // The response has six times the standard deviation, and three in ten normal numbers lie within 0.385 of it.
      if 10 * below >= 3 * total { return Float(value) / (6 * 0.385) }
    }
    return 0
  }
}
