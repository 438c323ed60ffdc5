public import LeNetText
import LeNetModel

/// A value that differs between runs.
public struct ValueDifference: Hashable, Sendable {
  /// The name: a path in the recipe, as `optimizer.adamw.beta1`, or in the network, as `C1.maps`.
  public let name: String
  /// The value of each run, in order; `null` for a run without it.
  public let values: [JSON]

  /// A value of several runs.
  public init(name: String, values: [JSON]) {
    self.name = name
    self.values = values
  }

  /// The same as short texts of one line, `-` if there is none; values that differ have texts that differ.
  public var texts: [String] {
    let isTable = name.hasSuffix(".connections")
    return JSON.texts(values) { value in
      guard isTable, let maps = value.array else { return value == .null ? "-" : value.displayText }
      return "\(maps.reduce(0) { $0 + ($1.array?.count ?? 0) }) links"
    } place: {
      isTable ? "map \($0)" : "number \($0 + 1)"
    }
  }
}

extension JSON {
  /// Texts of values; lists with the same text also get the first place of their difference.
  fileprivate static func texts(
    _ values: [JSON], words: (JSON) -> String, place: (Int) -> String
  ) -> [String] {
    var texts = values.map(words)
    for text in Set(texts) {
      let members = texts.indices.filter { texts[$0] == text }
      let alike = members.map { values[$0] }
      guard Set(alike).count > 1 else { continue }
      let ends = ends(of: alike, place: place)
      for (number, member) in members.enumerated() {
        texts[member] = ends.map { text + $0[number] } ?? values[member].text
      }
    }
    // Three lists may differ at different places, so that two of them are told by the same one.
    for text in Set(texts) {
      let members = texts.indices.filter { texts[$0] == text }
      guard Set(members.map { values[$0] }).count > 1 else { continue }
      for member in members { texts[member] = values[member].text }
    }
    return texts
  }

  /// A text such as `, number 3: 0.5` for the first difference of lists of the same length; nil for other values.
  private static func ends(of values: [JSON], place: (Int) -> String) -> [String]? {
    let lists = values.compactMap(\.array)
    guard lists.count == values.count, Set(lists.map(\.count)).count == 1,
      let first = lists[0].indices.first(where: { index in Set(lists.map { $0[index] }).count > 1 })
    else { return nil }
    let members = lists.map { $0[first] }
    let head = ", \(place(first))"
    if Set(members).count == Set(members.map(\.displayText)).count {
      return members.map { "\(head): \($0.displayText)" }
    }
    return ends(of: members) { "number \($0 + 1)" }?.map { head + $0 }
      ?? members.map { "\(head): \($0.text)" }
  }
}
