import LeNetText

/// The numbers of a file that stand for the background, byte 0, and for full ink, byte 255.
public struct PixelRange: Hashable, Sendable {
  /// The number that becomes byte 0.
  public let low: Double
  /// The number that becomes byte 255.
  public let high: Double

  /// A range; nil unless both ends are finite and differ, the lower one first.
  public init?(_ low: Double, _ high: Double) {
    guard low.isFinite, high.isFinite, low < high else { return nil }
    self.low = low
    self.high = high
  }

  private init(to high: Double, from low: Double = 0) {
    self.low = low
    self.high = high
  }

  /// The range of bytes, whose numbers stay as they are.
  static let bytes = PixelRange(to: 255)
  static let unit = PixelRange(to: 1)

  /// The byte of a number; one outside the range becomes the nearest end.
  func byte(_ value: Double) -> UInt8 {
    UInt8((min(max((value - low) / (high - low), 0), 1) * 255).rounded())
  }

  /// The range as options write it, `0..16`.
  public var text: String { "\(low.displayText)..\(high.displayText)" }
}

extension PixelRange {
  /// A range found in the numbers, and what to tell about it.
  struct Choice {
    let range: PixelRange
    /// The note, a sentence without a full stop.
    var note: String?
  }

  /// What prevents a choice.
  enum Doubt: Error {
    /// A number that does not fit the others.
    case odd(PixelFigures.Odd)
    /// The numbers are from something else than brightness.
    case range(lowest: Double, highest: Double)
  }

  /// Fewer pixels do not show their range.
  private static let fewPixels = 500

  /// The range of numbers; throws where they do not show it.
  static func find(for figures: PixelFigures) throws(Doubt) -> Choice {
    if figures.isBoolean {
      return Choice(range: .unit, note: "the pixels are true or false, read as 255 and 0")
    }
    return try figures.fractions == 0 ? whole(figures) : fractional(figures)
  }

  private static func whole(_ figures: PixelFigures) throws(Doubt) -> Choice {
    let (lowest, highest) = (figures.lowest, figures.highest)
    let isFew = figures.count < fewPixels
    if let below = figures.firstBelow {
      guard !isFew, lowest >= -128, highest <= 127, figures.share(figures.below) > 0.01 else {
        throw .odd(below)
      }
      return scaled(
        lowest == -1 && highest <= 1
          ? PixelRange(to: 1, from: -1) : PixelRange(to: 127, from: -128),
        figures)
    }
    if let above = figures.firstAbove {
      guard !isFew, figures.share(figures.above) > 0.001 else { throw .odd(above) }
      guard let end = [1023.0, 4095, 65535].first(where: { highest <= $0 }) else {
        throw .range(lowest: lowest, highest: highest)
      }
      return scaled(PixelRange(to: end), figures)
    }
    guard !isFew, highest > 0, let end = lowEnd(highest) else { return Choice(range: .bytes) }
    return scaled(PixelRange(to: end), figures)
  }

  /// The usual end of a range for a largest number far below 255; nil for others.
  static func lowEnd(_ highest: Double) -> Double? {
    highest < 64 ? [1.0, 3, 7, 15, 16, 31, 32, 63].first { highest <= $0 } ?? 64 : nil
  }

  private static func fractional(_ figures: PixelFigures) throws(Doubt) -> Choice {
    let (lowest, highest) = (figures.lowest, figures.highest)
    if lowest >= 0, highest <= 1 { return scaled(.unit, figures) }
    if highest <= 1, -1 ... -0.5 ~= lowest {
      return scaled(PixelRange(to: 1, from: -1), figures)
    }
    // Enlarging or reducing images with cubic splines leaves numbers a little outside.
    if lowest >= -0.5, highest <= 1.5 { return scaled(.unit, figures) }
    guard let odd = figures.firstFraction else { return Choice(range: .bytes) }
    let isPlain = figures.count >= fewPixels && figures.share(figures.fractions) > 0.01
    guard isPlain else { throw .odd(figures.firstBelow ?? odd) }
    guard lowest >= 0, highest <= 65535 else { throw .range(lowest: lowest, highest: highest) }
    let end = lowEnd(highest) ?? [255.0, 1023, 4095].first { highest <= $0 } ?? 65535
    return scaled(PixelRange(to: end), figures)
  }

  /// A choice with the note on it.
  static func scaled(_ range: PixelRange, _ figures: PixelFigures) -> Choice {
    if range == .bytes {
      return Choice(range: range, note: "the pixels are rounded to whole numbers")
    }
    let outside = figures.lowest < range.low || figures.highest > range.high
    let isWhole = figures.lowest == range.low && figures.highest == range.high
    let readAs =
      isWhole ? "" : "read as \(range.low.displayText) to \(range.high.displayText) and "
    return Choice(
      range: range,
      note:
        "the pixels are from \(shortText(figures.lowest)) to \(shortText(figures.highest)), "
        + "\(readAs)scaled to 0 to 255"
        + (outside ? "; numbers outside become the nearest end" : ""))
  }
}

/// A number with four digits after the point at most.
func shortText(_ value: Double) -> String {
  guard value.magnitude < 1e9 else { return value.displayText }
  return NumberText.plain((value * 10_000).rounded() / 10_000)
}
