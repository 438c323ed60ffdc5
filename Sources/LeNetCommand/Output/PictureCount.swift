import LeNetText

/// The progress of reading pictures whose number is not known in advance.
struct PictureCount: DrawnProgress, Equatable {
  var count: Int
  var failed: Int

  func text(columns: Int, unicode: Bool) -> String {
    String(plainText.prefix(max(0, columns - 1)))
  }

  var plainText: String {
    count.of("picture") + (failed > 0 ? ", \(failed.grouped) not readable" : "")
  }
}

/// The progress of writing pictures.
struct WrittenCount: DrawnProgress, Equatable {
  var count: Int
  var total: Int

  func text(columns: Int, unicode: Bool) -> String {
    String(plainText.prefix(max(0, columns - 1)))
  }

  var plainText: String { "\(count.grouped) of \(total.of("picture")) written" }
}
