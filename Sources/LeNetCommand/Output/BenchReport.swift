import LeNet
import LeNetBenchmark

/// Figures as they are measured: a line each, for people in columns and for programs as JSON.
struct BenchReport {
  private let json: Bool
  /// GFLOP/s of the processor by threads.
  private var peaks: [Int: Double] = [:]

  init(json: Bool) { self.json = json }

  /// Takes the peak that later figures are a share of, and prints it where that was asked for.
  mutating func setPeak(_ figure: Figure, isAskedFor: Bool) throws {
    peaks[figure.threads] = figure.gigaflops
    guard isAskedFor else { return }
    try add(figure)
  }

  func add(_ figure: Figure) throws {
    let line = json ? figure.json(peak: peaks[figure.threads]).text : text(figure)
    try OutputStream.standard.writeLine(line)
  }

  /// The stages of a network, as one table with their sum.
  func addStages(_ figures: [Figure]) throws {
    guard !json else { return try figures.forEach(add) }
    guard let first = figures.first else { return }
    var table = TextTable(columns: [
      .init("stage"), .init("direction"), .init("microseconds", .right), .init("share", .right),
      .init("GFLOP/s", .right), .init("of the peak", .right),
    ])
    let total = figures.reduce(0) { $0 + $1.microseconds }
    for figure in figures {
      let counts = figure.multiplyAdds > 0
      table.addRow([
        figure.stage ?? "", figure.isBackward ? "backward" : "forward",
        NumberText.fixed(figure.microseconds, 1), share(figure.microseconds / total),
        counts ? NumberText.fixed(figure.gigaflops, 0) : "",
        counts ? shareOfPeak(figure) : "",
      ])
    }
    try OutputStream.standard.writeLines(
      [
        "",
        "\(first.architecture ?? "") by stage: \(first.batchSize ?? 0) images, one thread, "
          + "\(NumberText.fixed(total, 1)) microseconds in all",
      ] + table.lines() + [""])
  }

  private func text(_ figure: Figure) -> String {
    let threads = figure.threads == 1 ? "1 thread" : "\(figure.threads) threads"
    let what =
      figure.architecture.map { "\(figure.measure.rawValue) \($0)" } ?? figure.measure.rawValue
    let speed = "\(NumberText.fixed(figure.gigaflops, 0)) GFLOP/s"
    switch figure.measure {
    case .peak:
      return "peak, \(threads), \(figure.computedBy.rawValue): \(speed)"
    case .latency:
      return
        "\(what), \(threads): \(NumberText.fixed(figure.microseconds, 1)) microseconds an image"
    case .training, .inference, .stages:
      return "\(what), batch \(figure.batchSize ?? 0), \(threads): "
        + "\(NumberText.grouped(Int(figure.rate.median))) images/s, \(speed), "
        + "\(shareOfPeak(figure)) of the peak"
    }
  }

  private func shareOfPeak(_ figure: Figure) -> String {
    share(figure.gigaflops / (peaks[figure.threads] ?? .nan))
  }

  private func share(_ value: Double) -> String { NumberText.fixed(100 * value, 0) + " %" }
}
