import LeNet
import LeNetBenchmark
import LeNetText

/// Prints each figure when it is measured, in columns for people or as JSON for programs.
struct BenchReport {
  private let json: Bool
  /// The processor's peak in GFLOP/s, by number of threads.
  private var peaks: [Int: Double] = [:]

  init(json: Bool) { self.json = json }

  /// Stores the peak, which later figures are compared with, and prints it if requested.
  mutating func setPeak(_ figure: Figure, isAskedFor: Bool) throws {
    peaks[figure.threads] = figure.gigaflops
    guard isAskedFor else { return }
    try add(figure)
  }

  func add(_ figure: Figure) throws {
    if json {
      try OutputStream.standard.writeJSON(figure.json(peak: peaks[figure.threads]))
    } else {
      try OutputStream.standard.writeLine(text(figure))
    }
  }

  /// A table of a network's layers with their sum.
  func addLayers(_ figures: [Figure]) throws {
    guard !json else { return try figures.forEach(add) }
    guard let first = figures.first else { return }
    var table = TextTable(columns: [
      .init("layer"), .init("direction"), .init("microseconds", .right), .init("share", .right),
      .init("GFLOP/s", .right), .init("of the peak", .right),
    ])
    let total = figures.reduce(0) { $0 + $1.microseconds }
    for figure in figures {
      let counts = figure.multiplyAdds > 0
      table.addRow([
        figure.layer ?? "", figure.isBackward ? "backward" : "forward",
        NumberText.fixed(figure.microseconds, 1), share(figure.microseconds / total),
        counts ? NumberText.fixed(figure.gigaflops, 0) : "",
        counts ? shareOfPeak(figure) : "",
      ])
    }
    try OutputStream.standard.writeLines(
      [
        "",
        "\(first.architecture ?? "") by layer: \(first.batchSize ?? 0) images, one thread, "
          + "\(NumberText.fixed(total, 1)) microseconds in all",
      ] + table.screenLines + [""])
  }

  private func text(_ figure: Figure) -> String {
    let threads = figure.threads.of("thread")
    let what =
      figure.architecture.map { "\(figure.measure.rawValue) \($0)" } ?? figure.measure.rawValue
    let speed = "\(NumberText.fixed(figure.gigaflops, 0)) GFLOP/s"
    switch figure.measure {
    case .peak:
      return "peak, \(threads), \(figure.computedBy.rawValue): \(speed)"
    case .latency:
      return
        "\(what), \(threads): \(NumberText.fixed(figure.microseconds, 1)) microseconds an image"
    case .training, .inference, .layers:
      return "\(what), batch \(figure.batchSize ?? 0), \(threads): "
        + "\(Int(figure.rate.median).grouped) images/s, \(speed), "
        + "\(shareOfPeak(figure)) of the peak"
    }
  }

  private func shareOfPeak(_ figure: Figure) -> String {
    share(figure.gigaflops / (peaks[figure.threads] ?? .nan))
  }

  private func share(_ value: Double) -> String { NumberText.fixed(100 * value, 0) + " %" }
}
