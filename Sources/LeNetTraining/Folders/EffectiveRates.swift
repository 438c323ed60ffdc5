import LeNetModel
import LeNetText

/// How far a gradient of 1 moves the trained parameters, over all of them.
public struct EffectiveRates: Hashable, Sendable {
  /// A hundredth of the parameters has at most this rate.
  public var percentile1: Double
  /// Half of the parameters has at most this rate.
  public var median: Double
  /// A hundredth of the parameters has more than this rate.
  public var percentile99: Double

  /// The percentiles of rates; nil where there are none.
  init?(of rates: [Double]) {
    guard !rates.isEmpty else { return nil }
    let sorted = rates.sorted()
    func percentile(_ share: Double) -> Double { sorted[Int(share * Double(sorted.count - 1))] }
    percentile1 = percentile(0.01)
    median = percentile(0.5)
    percentile99 = percentile(0.99)
  }

  var json: JSON {
    .object([
      "percentile1": JSON(percentile1), "median": JSON(median), "percentile99": JSON(percentile99),
    ])
  }

  /// The rates as a line of `metrics.jsonl` has them; nil where one is missing.
  init?(_ json: JSON) {
    guard let percentile1 = json["percentile1"]?.double, let median = json["median"]?.double,
      let percentile99 = json["percentile99"]?.double
    else { return nil }
    (self.percentile1, self.median, self.percentile99) = (percentile1, median, percentile99)
  }
}
