/// The name that is most like a mistyped one; nil if none is like it.
///
/// Case, hyphens and underscores do not count. Otherwise at most a third of the letters may differ: added, left
/// out, replaced, or two neighbours exchanged (F. Damerau, 1964). A name that begins with the typed text counts too,
/// then one whose words have the typed initials, then one that contains the text. Of one or two letters none may
/// differ.
package func suggestion(for typed: String, among names: [String]) -> String? {
  let wanted = plain(typed)
  guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
  let distances = names.map { (name: $0, distance: distance(wanted, plain($0))) }
  if let nearest = distances.min(by: { $0.distance < $1.distance }),
    nearest.distance <= (wanted.count < 3 ? 0 : max(1, wanted.count / 3))
  {
    return nearest.name
  }
  guard wanted.count > 2 else { return nil }
  return names.first { plain($0).starts(with: wanted) }
    ?? names.first { initials($0) == wanted }
    ?? names.first { plain($0).contains(wanted) }
}

/// `; did you mean 'x'?` or nothing, to end a sentence about an unknown name.
package func didYouMean(_ typed: String, among names: [String]) -> String {
  suggestion(for: typed, among: names).map { "; did you mean '\($0)'?" } ?? ""
}

private func plain(_ text: String) -> [Character] {
  text.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
}

/// The first letters of the words of a name.
private func initials(_ name: String) -> [Character] {
  name.lowercased().split { $0 == "-" || $0 == "_" || $0 == " " }.compactMap(\.first)
}

private func distance(_ first: [Character], _ second: [Character]) -> Int {
  guard second.count <= 64 else { return 64 }
  // Rows of the table of distances between beginnings; the one before last serves exchanges.
  var before: [Int] = []
  var last = Array(0...second.count)
  for (row, a) in first.enumerated() {
    var next = [row + 1]
    for (column, b) in second.enumerated() {
      var least = min(last[column + 1] + 1, next[column] + 1, last[column] + (a == b ? 0 : 1))
      if row > 0, column > 0, a == second[column - 1], first[row - 1] == b {
        least = min(least, before[column - 1] + 1)
      }
      next.append(least)
    }
    (before, last) = (last, next)
  }
  return last[second.count]
}
