import LeNet
import LeNetEvaluation
import LeNetFiles
import LeNetDrawing
import LeNetGraphics
import LeNetThreads
import Synchronization

/// Draws a run's curves and report into its folder: in the background while it trains, and
/// once at its end.
final class RunPictures: Sendable {
  private let folder: String
  private let queue = BackgroundQueue()
  private let state = Mutex(State())

  private struct State {
    var isAtWork = false
    var lastTime: ContinuousClock.Instant?
  }

  /// The least time between two drawings, so drawing does not slow down short epochs.
  private static let interval = Duration.seconds(3)

  init(folder: String) {
    self.folder = folder
  }

  /// Starts to draw the run so far, unless the last drawing is recent; does not wait for the end.
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
    queue.add { [self] in
      // `finish` reports a failure if it persists.
      _ = Self.draw(folder, test: nil)
      state.withLock { $0.isAtWork = false }
    }
  }

  /// Draws the whole run; returns a sentence on why it could not.
  func finish(test: (Evaluation, Dataset)?) -> String? {
    queue.wait()
    return Self.draw(folder, test: test)
  }

  /// Writes both files; returns a sentence on the first failure.
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
      // There is no model before the end of the first epoch.
      let model = try? ModelFile.read(prefix + RunFolder.modelName)
      return RunPage(run, model: model, test: test?.0, images: test?.1).html
    }
    return curves ?? report
  }
}

extension RecordedRun {
  /// Reads the run that a person names.
  init(named name: String) throws {
    try self.init(reading: RunFolderName.existing(name))
  }

  /// Network, data and recipe, as the title of a drawing.
  var title: String { "\(displayName): \(architecture) on \(data), recipe \(recipe)" }

  /// The name on a page; for a run of a sweep with the folder of its setting, because every setting has a `seed-1`.
  var displayName: String {
    name.hasPrefix("seed-") ? folder.split(separator: "/").suffix(2).joined(separator: "/") : name
  }
}
