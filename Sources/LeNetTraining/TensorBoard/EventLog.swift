import LeNetModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The event file of a run: two records that describe the training, then one for each line of
/// `metrics.jsonl`, then one at the end.
///
/// So it can be truncated to the lines that a checkpoint counts. If it has fewer, it is rebuilt
/// from the lines, with the current time.
final class EventLog {
  private let path: String
  private let descriptor: Int32

  /// The size limit for resuming, in bytes.
  private static let largestFile = 1 << 28

  /// Opens or creates the file and makes it match these lines.
  init(
    path: String, lines: [JSON], context: EventContext
  ) throws(RunFolderError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_APPEND, 0o644)
    guard descriptor >= 0 else {
      throw .cannotWrite(path: path, reason: FileFailure.text(errno))
    }
    let present = (try? FileReading.bytes(of: path, limit: Self.largestFile)) ?? []
    let wallTime = WallClock.seconds
    let head = context.head(wallTime: wallTime)
    let wanted = head.count + lines.count
    let kept = EventFraming.end(ofRecords: wanted, in: present)
    let isWhole = kept.records == wanted
    try cut(to: isWhole ? kept.bytes : 0)
    if isWhole { return }
    let records = lines.map { line in
      TensorBoardEvent.figures(of: line, step: context.step(of: line), wallTime: wallTime)
    }
    try append(head + records)
  }

  deinit {
    close(descriptor)
  }

  /// Adds records, in one write if the system accepts it.
  func append(_ records: [[UInt8]]) throws(RunFolderError) {
    let content = records.flatMap(EventFraming.framed)
    var written = 0
    while written < content.count {
      let count = content[written...].withUnsafeBytes { rest in
        write(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .cannotWrite(path: path, reason: FileFailure.text(errno)) }
      written += count
    }
  }

  private func cut(to length: Int) throws(RunFolderError) {
    guard ftruncate(descriptor, off_t(length)) == 0 else {
      throw .cannotWrite(path: path, reason: FileFailure.text(errno))
    }
  }
}
