import LeNetElementary
public import LeNetRandom

/// All properties of a made-up photo except its content.
public struct PhotoScene: Sendable {
  /// The possible difficulties of a photo.
  public enum Factor: String, CaseIterable, Sendable {
    case small, large, lightInk, colouredInk, colouredPaper, unevenLight, shadow, ruled, squared
    case noise, blur, lowQuality, rotation, perspective, offCentre, touchesBorder, thinPen, thickPen
    case faintInk
  }

  /// The number of rows.
  public var rows: Int
  /// The number of columns.
  public var columns: Int
  /// The longer side of the ink's square in parts of the picture's shorter side.
  var extent: Float
  /// The centre of the square in parts of the picture's sides.
  var centre: (x: Float, y: Float)
  /// The rotation, in degrees.
  var rotation: Float
  /// The perspective: how much nearer the right side is than the left, and the bottom than the top.
  var perspective: (x: Float, y: Float)
  /// The colour: red, green and blue from 0 to 1.
  var ink: SIMD3<Float>
  var paper: SIMD3<Float>
  /// The widening of the pen, in parts of the ink's square.
  var pen: Float
  /// The brightness at the four corners.
  var light: SIMD4<Float>
  /// A half plane in shadow: its direction in degrees, its position, and the remaining share of light.
  var shadow: (angle: Float, place: Float, light: Float)?
  /// Lines: their distance in parts of the square, the place of the first, their width in parts of their
  /// distance, their colour's share of full ink, and whether they cross.
  var ruling: (distance: Float, place: Float, width: Float, strength: Float, isSquared: Bool)?
  /// The standard deviation of pixel noise, of 255.
  var noise: Float
  /// Radius of the blur, in parts of the picture's shorter side.
  var blur: Float
  /// Quality of the JPEG file.
  public var quality: Int
  /// The difficulties of this photo.
  public var factors: Set<Factor> = []

  /// A random scene; each difficulty has its own probability.
  public init(from stream: inout RandomStream, sizes: ClosedRange<Double> = 40...3000) {
    func uniform(_ least: Double, _ greatest: Double) -> Float {
      Float(stream.uniform(in: least...greatest))
    }
    func happens(_ chance: Double) -> Bool { stream.uniform() < chance }
    let logarithms = Elementary.log(sizes.lowerBound)...Elementary.log(sizes.upperBound)
    let longer = Elementary.exp(stream.uniform(in: logarithms))
    let ratio = happens(0.5) ? 1 : stream.uniform(in: 0.6...1)
    let isTall = happens(0.5)
    rows = max(Int(isTall ? longer : longer * ratio), 32)
    columns = max(Int(isTall ? longer * ratio : longer), 32)
    if longer < 80 { factors.insert(.small) }
    if longer > 1000 { factors.insert(.large) }
    let shorter = Float(min(rows, columns))
    // In a small picture the digit must have some pixels.
    extent = uniform(0.45, 0.95)
    if happens(0.3) { extent = uniform(min(max(0.2, Double(24 / shorter)), 0.6), 0.6) }
    centre = (0.5, 0.5)
    if happens(0.3) {
      factors.insert(.offCentre)
      let (x, y) = (
        max(0, 1 - extent * shorter / Float(columns)) / 2,
        max(0, 1 - extent * shorter / Float(rows)) / 2
      )
      centre = (0.5 + uniform(-1, 1) * x, 0.5 + uniform(-1, 1) * y)
    }
    if happens(0.08) {
      factors.insert(.touchesBorder)
      // Digits leave a tenth of their square free on each side.
      let reach = extent * 0.4 * shorter
      let isAcross = happens(0.5)
      let place = reach / Float(isAcross ? columns : rows)
      let value = happens(0.5) ? place : 1 - place
      if isAcross { centre.x = value } else { centre.y = value }
    }
    rotation = 0
    if happens(0.4) {
      factors.insert(.rotation)
      rotation = uniform(-12, 12)
    }
    perspective = (0, 0)
    if happens(0.2) {
      factors.insert(.perspective)
      perspective = (uniform(-0.25, 0.25), uniform(-0.25, 0.25))
    }
    let whiteness = uniform(0.75, 1)
    paper = SIMD3(repeating: whiteness)
    if happens(0.25) {
      factors.insert(.colouredPaper)
      paper = SIMD3(uniform(0.65, 1), uniform(0.65, 1), uniform(0.55, 1))
    }
    ink = SIMD3(repeating: uniform(0, 0.25))
    if happens(0.35) {
      factors.insert(.colouredInk)
      let pens: [SIMD3<Float>] = [
        SIMD3(0.1, 0.15, 0.6), SIMD3(0.75, 0.1, 0.15), SIMD3(0.05, 0.45, 0.2),
        SIMD3(0.45, 0.1, 0.5), SIMD3(0.85, 0.4, 0.05),
      ]
      ink = pens[Int(stream.below(UInt32(pens.count)))]
      ink += SIMD3(uniform(-0.08, 0.08), uniform(-0.08, 0.08), uniform(-0.08, 0.08))
    }
    if happens(0.1) {
      factors.insert(.faintInk)
      ink = paper + (ink - paper) * uniform(0.45, 0.75)
    }
    if happens(0.2) {
      factors.insert(.lightInk)
      // Chalk on a board: the same the other way round.
      (ink, paper) = (1 - ink * 0.6, (1 - paper) * 0.8 + 0.05)
    }
    pen = uniform(-0.004, 0.012)
    if happens(0.12) {
      factors.insert(.thinPen)
      pen = uniform(-0.014, -0.006)
    } else if happens(0.15) {
      factors.insert(.thickPen)
      pen = uniform(0.018, 0.042)
    }
    light = SIMD4(repeating: uniform(0.85, 1))
    if happens(0.3) {
      factors.insert(.unevenLight)
      light = SIMD4(uniform(0.45, 1), uniform(0.45, 1), uniform(0.45, 1), uniform(0.45, 1))
    }
    if happens(0.15) {
      factors.insert(.shadow)
      shadow = (uniform(0, 360), uniform(-0.35, 0.35), uniform(0.45, 0.8))
    }
    let difference = ink - paper
    let contrast = max(abs(difference[0]), abs(difference[1]), abs(difference[2]))
    if happens(0.22) {
      let isSquared = happens(0.5)
      factors.insert(isSquared ? .squared : .ruled)
      ruling = (
        isSquared ? uniform(0.15, 0.5) : uniform(0.3, 1.1), uniform(0, 1), uniform(0.012, 0.035),
        // Paler than the ink, as printers make them.
        min(uniform(0.15, 0.5), contrast), isSquared
      )
    }
    noise = 0
    if happens(0.35) {
      factors.insert(.noise)
      // Not so much that nobody could read it.
      noise = min(uniform(2, 12), 255 * contrast * light.min() * (shadow?.light ?? 1) / 6)
    }
    blur = 0
    if happens(0.2) {
      factors.insert(.blur)
      blur = uniform(0.002, 0.012)
    }
    quality = Int(uniform(60, 96))
    if happens(0.25) {
      factors.insert(.lowQuality)
      quality = Int(uniform(30, 60))
    }
  }

  /// Removes all photo effects: black ink on white in even light.
  public mutating func makePlain() {
    let isLight = factors.contains(.lightInk)
    (ink, paper) = isLight ? (SIMD3(1, 1, 1), SIMD3(0, 0, 0)) : (SIMD3(0, 0, 0), SIMD3(1, 1, 1))
    light = SIMD4(1, 1, 1, 1)
    (shadow, ruling, noise, blur, quality) = (nil, nil, 0, 0, 95)
  }
}
