import LeNetFiles
import LeNetText

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The event file of a run: two records that say what is trained, then one for each line of
/// `metrics.jsonl`, then one at the end.
///
/// So it can be cut back to the lines that a checkpoint counts. Where it has fewer, it is made anew
/// from the lines themselves; then its times are those of now.
final class EventLog {
  private let file: OpenFile

  /// The largest file that is gone on with, in bytes.
  private static let largestFile = 1 << 28

  /// Opens or makes the file and brings it to the state after these lines.
  init(
    path: String, lines: [JSON], context: EventContext
  ) throws(RunFolderError) {
    file = try RunFolderError.attempt(path) { () throws(SystemError) in
      try OpenFile(path, O_WRONLY | O_CREAT | O_APPEND, permissions: 0o644)
    }
    let present = (try? FileReading.bytes(of: path, limit: Self.largestFile)) ?? []
    let wallTime = WallClock.seconds
    let head = context.head(wallTime: wallTime)
    let wanted = head.count + lines.count
    let kept = EventFraming.end(ofRecords: wanted, in: present)
    let isWhole = kept.records == wanted
    try RunFolderError.attempt(path) { () throws(SystemError) in
      try file.cut(to: isWhole ? kept.bytes : 0)
    }
    if isWhole { return }
    let records = lines.map { line in
      TensorBoardEvent.figures(of: line, step: context.step(of: line), wallTime: wallTime)
    }
    try append(head + records)
  }

  /// Adds records, all in one write where the system takes them.
  func append(_ records: [[UInt8]]) throws(RunFolderError) {
    try RunFolderError.attempt(file.path) { () throws(SystemError) in
      try file.write(records.flatMap(EventFraming.framed))
    }
  }
}
