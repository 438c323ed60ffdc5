import LeNetFiles
import LeNetText

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The event file of a run: two records that describe the training, then one for each line of
/// `metrics.jsonl`, then one at the end.
///
/// So it can be truncated to the lines that a checkpoint counts. If it has fewer, it is rebuilt
/// from the lines, with the current time.
final class EventLog {
  private let file: OpenFile

  /// The size limit for resuming, in bytes.
  private static let largestFile = 1 << 28

  /// Opens or creates the file and makes it match these lines.
  init(
    path: String, lines: [MetricsLine?], context: EventContext
  ) throws(RunFolderError) {
    file = try RunFolderError.toWrite(path, O_WRONLY | O_APPEND)
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
      TensorBoardEvent.figures(
        of: context.isRepeated(line) ? nil : line, step: context.step(of: line),
        wallTime: wallTime)
    }
    try append(head + records)
  }

  /// Adds records, in one write if the system accepts it.
  func append(_ records: [[UInt8]]) throws(RunFolderError) {
    try RunFolderError.attempt(file.path) { () throws(SystemError) in
      try file.write(records.flatMap(EventFraming.framed))
    }
  }
}
