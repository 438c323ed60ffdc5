/// A difference between the files of two data sets, by the digests of their bytes.
///
/// File names do not matter, except for the split that they name.
package struct DataDifference: Hashable, Sendable {
  /// A file that only this data set has; nil if it lacks one.
  package let own: String?
  /// The other data set's file in its place, of the same name or another; nil if it lacks one.
  package let other: String?

  /// The first difference by name, or nil if there is none; digests of files by their names.
  package init?(between own: [String: String], and others: [String: String]) {
    let shared = Set(own.keys).intersection(others.keys)
    if let file = shared.sorted().first(where: { own[$0] != others[$0] }) {
      (self.own, other) = (file, file)
      return
    }
    let isOne = own.count == 1 && others.count == 1
    var left = Set(others.keys).subtracting(shared).sorted()
    var missing: [String] = []
    for file in Set(own.keys).subtracting(shared).sorted() {
      let place = left.firstIndex {
        others[$0] == own[file] && (isOne || Self.role($0) == Self.role(file))
      }
      if let place { left.remove(at: place) } else { missing.append(file) }
    }
    guard let file = missing.first ?? left.first else { return nil }
    self.own = missing.first
    other = missing.isEmpty ? file : left.first { Self.role($0) == Self.role(file) } ?? left.first
  }

  /// How a file's name affects reading: as test images, or with EMNIST's exchanged rows and columns.
  private static func role(_ name: String) -> [Bool] {
    let words = Set(name.lowercased().split { !$0.isLetter && !$0.isNumber })
    return [!words.isDisjoint(with: ["test", "t10k", "t"]), words.contains("emnist")]
  }
}
