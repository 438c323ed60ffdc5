package import LeNetText
package import LeNetEngine
import LeNetModel

/// One measured figure: a rate per second, and the work of one unit.
package struct Figure: Sendable {
  /// The possible measurements.
  package enum Measure: String, CaseIterable, Sendable {
    case peak
    case training
    case inference
    case latency
    case layers
  }

  package var measure: Measure
  /// The network; nil for the machine itself.
  package var architecture: String?
  package var batchSize: Int?
  package var threads: Int
  package var computedBy: ComputeIdentity
  /// The multiply-adds of one image; 0 if not counted.
  package var multiplyAdds: Int
  /// Images per second; for the peak, multiply-adds per second.
  package var rate: Rate
  /// The measured layer and direction.
  package var layer: String?
  package var isBackward = false

  /// Billions of multiplications and additions per second.
  package var gigaflops: Double { 2e-9 * Double(multiplyAdds) * rate.median }

  /// The figure as a JSON object, with its share of a peak in GFLOP/s.
  package func json(peak: Double?) -> JSON {
    var members: [String: JSON] = [
      "measure": .string(measure.rawValue), "threads": .integer(threads),
      "instructions": .string(computedBy.rawValue),
    ]
    if multiplyAdds > 0 { members["gigaflops"] = JSON(gigaflops) }
    if let architecture { members["architecture"] = .string(architecture) }
    if let batchSize { members["batchSize"] = .integer(batchSize) }
    if let peak, peak > 0, multiplyAdds > 0, measure != .peak {
      members["shareOfPeak"] = JSON(gigaflops / peak)
    }
    switch measure {
    case .peak: break
    case .latency:
      members["medianMicroseconds"] = JSON(1e6 / rate.median)
      members["leastMicroseconds"] = JSON(1e6 / rate.most)
    case .training, .inference:
      members["imagesPerSecond"] = JSON(rate.median)
      members["leastImagesPerSecond"] = JSON(rate.least)
      members["mostImagesPerSecond"] = JSON(rate.most)
    case .layers:
      members["layer"] = .string(layer ?? "")
      members["direction"] = .string(isBackward ? "backward" : "forward")
      members["microsecondsPerBlock"] = JSON(microseconds)
    }
    return .object(members)
  }

  /// The time for the whole batch.
  package var microseconds: Double { 1e6 * Double(batchSize ?? 1) / rate.median }

  /// Uses a result, so that the compiler cannot remove the work.
  @inline(never)
  static func keep(_ value: Float) {}
}

/// The median, the minimum and the maximum of several windows.
package struct Rate: Sendable {
  package let median, least, most: Double

  /// The statistics of at least one window.
  init(_ values: [Double]) {
    let sorted = values.sorted()
    median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    least = sorted.first ?? 0
    most = sorted.last ?? 0
  }
}
