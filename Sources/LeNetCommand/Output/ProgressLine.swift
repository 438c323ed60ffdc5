import LeNet
import LeNetText

/// The progress of a run, as one line for a person.
package struct ProgressLine: Sendable, Equatable {
  /// The epoch in progress, counted from 1.
  package var epoch: Int
  /// The number of epochs of the run.
  package var epochs: Int
  /// The finished share of this epoch, from 0 to 1.
  package var share: Double
  /// The mean loss of this epoch so far.
  package var loss: Double
  /// The training accuracy of this epoch so far, from 0 to 1.
  package var accuracy: Double
  /// Training images per second.
  package var imagesPerSecond: Double
  /// The estimated time to the end of the run, in seconds, if known.
  package var secondsLeft: Double?

  package init(
    epoch: Int, epochs: Int, share: Double, loss: Double, accuracy: Double,
    imagesPerSecond: Double, secondsLeft: Double?
  ) {
    self.epoch = epoch
    self.epochs = epochs
    self.share = share
    self.loss = loss
    self.accuracy = accuracy
    self.imagesPerSecond = imagesPerSecond
    self.secondsLeft = secondsLeft
  }

  /// The line with a bar, cut to the width: it drops the speed first, then the bar, then the accuracy
  /// and the loss; the time left stays longest.
  package func text(columns: Int, unicode: Bool) -> String {
    let head = "epoch \(epoch)/\(epochs)"
    for rest in [[lossText, accuracyText, speed], [lossText, accuracyText]].map({ $0 + left }) {
      let words = rest.joined(separator: "  ")
      let room = columns - 1 - head.count - words.count - 4
      guard room >= Self.shortestBar else { continue }
      return "\(head)  \(bar(width: min(room, 24), unicode: unicode))  \(words)"
    }
    for rest in [[lossText, accuracyText], [lossText], []].map({ [head] + $0 + left }) {
      let words = rest.joined(separator: "  ")
      if words.count < columns { return words }
    }
    return String(head.prefix(max(0, columns - 1)))
  }

  /// The same without a bar, for a log.
  package var plainText: String {
    (["epoch \(epoch)/\(epochs)", NumberText.fixed(share * 100, 0) + " %"] + details)
      .joined(separator: ", ")
  }

  private static let shortestBar = 5

  private var details: [String] { [lossText, accuracyText, speed] + left }
  private var lossText: String { "loss \(NumberText.fixed(loss, 4))" }
  private var accuracyText: String { "accuracy \(NumberText.percent(accuracy))" }
  private var speed: String { "\(Int(clamping: imagesPerSecond).grouped) images/s" }
  private var left: [String] { secondsLeft.map { ["\(NumberText.clock($0)) left"] } ?? [] }

  private func bar(width: Int, unicode: Bool) -> String {
    let filled = Int((max(0, min(share, 1)) * Double(width)).rounded())
    let (full, empty) = unicode ? ("━", "─") : ("#", ".")
    return String(repeating: full, count: filled)
      + String(repeating: empty, count: width - filled)
  }
}

extension ProgressLine {
  init(_ progress: TrainingProgress) {
    self.init(
      epoch: progress.epoch, epochs: progress.epochs,
      share: Double(progress.step) / Double(max(1, progress.stepsPerEpoch)),
      loss: progress.loss, accuracy: progress.accuracy,
      imagesPerSecond: progress.examplesPerSecond,
      secondsLeft: progress.secondsLeft.isFinite ? progress.secondsLeft : nil)
  }
}
