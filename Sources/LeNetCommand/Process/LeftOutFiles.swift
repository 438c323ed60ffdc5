import LeNetText
import Synchronization

/// Files in folders that cannot be read as pictures, counted by the ends of their names.
final class LeftOutFiles: Sendable {
  private let counts = Mutex([String: Int]())

  func add(_ path: String) {
    let end = splitEnd(path)
    counts.withLock { $0[end, default: 0] += 1 }
  }

  /// What was left out and what to do, as a sentence without its full stop; nil if nothing was.
  var note: String? {
    let counts = counts.withLock { $0 }
    guard !counts.isEmpty else { return nil }
    let kinds = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let total = counts.values.reduce(0, +)
    let shown =
      kinds.prefix(4).map { "\($0.value.grouped) \($0.key)" }
      + (kinds.count > 4 ? ["others"] : [])
    return
      "\(total.of("file")) in the folders \(total == 1 ? "was" : "were") left out, because the program cannot read "
      + "\(total == 1 ? "it" : "them") as \(total == 1 ? "a picture" : "pictures"): \(shown.joined(separator: ", "))"
      + (counts[".pdf"] != nil
        ? "; 'pdftoppm -r 300 -png FILE PAGE' makes pictures of a PDF's pages" : "")
  }

  private func splitEnd(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
      return "without an ending"
    }
    return name[dot...].lowercased()
  }
}
