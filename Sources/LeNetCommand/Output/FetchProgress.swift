import LeNetText

/// The progress of a download, as one line for a person.
package struct FetchProgress: DrawnProgress, Equatable {
  package var file: String
  /// The number of received bytes.
  package var bytes: Int
  /// The number of bytes of the whole file, if known.
  package var size: Int?

  package init(file: String, bytes: Int, size: Int?) {
    self.file = file
    self.bytes = bytes
    self.size = size
  }

  /// The line, with a bar if the size is known, cut to the width.
  package func text(columns: Int, unicode: Bool) -> String {
    let words = "\(file)  \(amount)"
    let room = min(24, columns - 1 - words.count - 2)
    guard let share, room >= 5 else { return String(words.prefix(max(0, columns - 1))) }
    let filled = Int((share * Double(room)).rounded())
    let (full, empty) = unicode ? ("━", "─") : ("#", ".")
    let bar =
      String(repeating: full, count: filled) + String(repeating: empty, count: room - filled)
    return "\(file)  \(bar)  \(amount)"
  }

  /// The same without a bar, for a log.
  package var plainText: String { "\(file): \(amount)" }

  private var share: Double? {
    size.map { min(1, Double(bytes) / Double(max(1, $0))) }
  }

  private var amount: String {
    let done = FetchProgress.megabytes(bytes)
    return size.map { "\(done) of \(FetchProgress.megabytes($0)) MB" } ?? "\(done) MB"
  }

  /// Millions of bytes with one digit: `26.4`.
  package static func megabytes(_ bytes: Int) -> String {
    NumberText.fixed(Double(bytes) / 1e6, 1)
  }
}
