import ArgumentParser
import LeNet
import LeNetFiles
import LeNetText

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// `lenet watch`: follows a run that trains in another process.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Follow a run in the terminal until it ends.",
    usage: "lenet watch [<run>] [<options>]",
    discussion: """
      It only reads the run's folder, so several can watch, and Ctrl-C does not
      affect the run. Outside a terminal it prints one line per epoch. Exit status
      1 if the run failed, 0 if it is complete or was stopped.

      EXAMPLES
        lenet watch                              the latest run below 'runs'
        lenet watch runs/long
        lenet watch ~/experiments                the latest run below that
        lenet watch runs/long | tee log.txt      one line per epoch
      """)

  @Argument(
    help: ArgumentHelp(
      "Folder of a run, or a folder of runs, to follow the latest.", valueName: "run"),
    completion: .directory)
  var place: String = "runs"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Update every n seconds.", valueName: "seconds"))
  var interval = 0.5

  func validate() throws {
    guard (0.05...3600).contains(interval) else {
      throw ValidationError("--interval is \(interval); expected a number from 0.05 to 3600")
    }
  }

  func run() throws {
    Interruption.watch()
    var follower = RunFollower(folder: try folder())
    let stream = OutputStream.standard
    var area = stream.terminal.isInteractive ? ScreenArea(on: stream) : nil
    var told = 0
    while true {
      let run = try follower.read()
      let view = WatchView(run: run)
      if area != nil {
        try area?.draw(
          view.lines(
            on: stream.terminal, columns: stream.columns, rows: ScreenArea.rows,
            sinceNewest: follower.secondsSinceChange))
      } else {
        for epoch in run.epochs.dropFirst(told) {
          try stream.writeLine(view.plainLine(epoch).visible)
        }
        // There may be fewer epochs than before, because a resumed run repeats some.
        told = run.epochs.count
      }
      guard run.state == .running else {
        try stream.writeLine(view.lastLine.visible)
        guard run.state != .failed else {
          throw CommandFailure(message: nil, status: ExitStatus.failedWork)
        }
        return
      }
      try pause()
    }
  }

  /// Waits for the next update; Ctrl-C ends the wait at once.
  private func pause() throws {
    let end = ContinuousClock.now + .seconds(interval)
    while ContinuousClock.now < end {
      if let signal = Interruption.signal {
        throw CommandFailure(message: nil, status: ExitStatus.interrupted(by: signal))
      }
      usleep(20_000)
    }
  }

  /// The folder of a run: the one that was named, or the latest below it.
  private func folder() throws -> String {
    let place = RunFolderName.named(place)
    let files = [RunFolder.recordName, RunFolder.checkpointName]
    if files.contains(where: { PathKind("\(place)/\($0)") == .other }) { return place }
    guard PathKind(place) == .folder else {
      throw CommandFailure.wrongUse(
        "there is no folder \(place); give the folder of a run, or start one with 'lenet train'"
          + RunFolderName.suggestion(for: place)
      )
    }
    let runs = RunList.entries(below: place).compactMap { try? $0.run.get() }
    func order(_ run: RecordedRun) -> (Int, String) {
      let began = run.segments.last?.started ?? ""
      return (run.state == .running ? 1 : 0, began)
    }
    guard let latest = runs.max(by: { order($0) < order($1) }) else {
      throw CommandFailure.wrongUse(
        "there is no run below \(place); give the folder of a run, or start one with 'lenet train'")
    }
    return latest.folder
  }
}
