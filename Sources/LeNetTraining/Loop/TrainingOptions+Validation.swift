import LeNetText

extension TrainingOptions {
  /// The most metric points in an epoch.
  public static let largestMetricsPerEpoch: Int = 1_000_000

  /// Throws for the first option that is out of range or lacks another one.
  func validate() throws(TrainingError) {
    guard 0...Self.largestMetricsPerEpoch ~= metricsPerEpoch else {
      throw .options(
        problem: "metricsPerEpoch is \(metricsPerEpoch); expected a whole number from 0 to "
          + "\(Self.largestMetricsPerEpoch)")
    }
    guard 1...1024 ~= threads else {
      throw .options(problem: "threads is \(threads); expected a whole number from 1 to 1024")
    }
    if let seconds = checkpointSeconds, !(seconds >= 0 && seconds.isFinite) {
      throw .options(
        problem:
          "checkpointSeconds is \(seconds.displayText); expected a number of seconds from 0 up, or nil"
      )
    }
    guard !resume || output != nil else {
      throw .options(
        problem: "resume is true without a folder; expected the folder of the run as output")
    }
  }
}
