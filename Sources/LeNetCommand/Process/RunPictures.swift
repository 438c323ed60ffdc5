import Dispatch
import LeNet
import LeNetPictures
import Synchronization

/// Draws a run's curves and report into its folder: now and then in the background while it trains, and
/// once more at its end.
final class RunPictures: Sendable {
  private let folder: String
  private let queue = DispatchQueue(label: "LeNetCommand.RunPictures", qos: .utility)
  private let state = Mutex(State())

  private struct State {
    var isAtWork = false
    var lastTime: ContinuousClock.Instant?
  }

  /// The least time between two drawings: a short epoch shall not pay for a picture.
  private static let interval = Duration.seconds(3)

  init(folder: String) {
    self.folder = folder
  }

  /// Draws what is known by now, unless that was done a moment ago; does not wait for it.
  func refresh() {
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      guard !state.isAtWork, state.lastTime.map({ now - $0 >= Self.interval }) ?? true else {
        return false
      }
      state.isAtWork = true
      state.lastTime = now
      return true
    }
    guard isDue else { return }
    queue.async { [self] in
      // What cannot be drawn now is told at the end, if it is still so.
      _ = Self.draw(folder, test: nil)
      state.withLock { $0.isAtWork = false }
    }
  }

  /// Draws the whole run; gives why it could not, in a sentence.
  func finish(test: (Evaluation, Dataset)?) -> String? {
    queue.sync {}
    return Self.draw(folder, test: test)
  }

  /// Writes both files; gives the first reason why one could not be written.
  private static func draw(_ folder: String, test: (Evaluation, Dataset)?) -> String? {
    do {
      let run = try RecordedRun(reading: folder)
      let prefix = folder.hasSuffix("/") ? folder : folder + "/"
      let curves = Drawing.curves(of: [run], title: run.title)
      try AtomicFile.write(Array(curves.svg.utf8), to: prefix + RunFolder.curvesName)
      // Before the first epoch has ended there is none.
      let model = try? ModelFile.read(prefix + RunFolder.modelName)
      let page = RunPage(run, model: model, test: test?.0, images: test?.1)
      try AtomicFile.write(Array(page.html.utf8), to: prefix + RunFolder.reportName)
      return nil
    } catch {
      return "\(error)"
    }
  }
}

extension RecordedRun {
  /// What was trained on what, for the head of a picture.
  var title: String { "\(name): \(architecture) on \(data), recipe \(recipe)" }
}
