import Dispatch
import LeNet
import LeNetFiles
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
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    func write(_ name: String, _ text: () -> String) -> String? {
      do throws(AtomicFileError) {
        try AtomicFile.write(Array(text().utf8), to: prefix + name)
        return nil
      } catch {
        return error.description
      }
    }
    let run: RecordedRun
    do throws(RecordedRunError) {
      run = try RecordedRun(reading: folder)
    } catch {
      return error.description
    }
    let curves = write(RunFolder.curvesName) { Drawing.curves(of: [run], title: run.title).svg }
    let report = write(RunFolder.reportName) {
      // Before the first epoch has ended there is no model.
      let model = try? ModelFile.read(prefix + RunFolder.modelName)
      return RunPage(run, model: model, test: test?.0, images: test?.1).html
    }
    return curves ?? report
  }
}

extension RecordedRun {
  /// What was trained on what, for the head of a picture.
  var title: String { "\(name): \(architecture) on \(data), recipe \(recipe)" }
}
