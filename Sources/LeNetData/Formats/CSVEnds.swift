/// What the first and the last columns of a table without a header hold, which tells where the label is.
struct CSVEnds {
  /// Which of two columns is the label.
  enum Place { case first, last, inDoubt }

  /// The values of one column; nil for what is no number.
  private typealias Column = [Double?]

  /// The first three columns, and the last two.
  private var front: [Column] = [[], [], []]
  private var back: [Column] = [[], []]
  /// Fewer lines tell nothing.
  private static let fewLines = 10
  private static let mostLines = 5000

  /// Reads the ends of up to 5,000 lines, spread over the file.
  init(_ lines: [CSV.Line], of text: TextBytes, _ separator: CSVSeparator) throws(CSVError) {
    for place in stride(from: 0, to: lines.count, by: max(1, lines.count / Self.mostLines)) {
      let fields = try CSV.fields(lines[place], of: text, separator)
      guard fields.count > 3 else { continue }
      func value(_ column: Int) -> Double? {
        let field = text.trimmed(fields[column])
        if field.isEmpty { return .nan }
        return text.number(field, decimalComma: separator != .comma)
          ?? text.truth(field).map { $0 ? 1 : 0 }
      }
      for column in 0..<3 { front[column].append(value(column)) }
      back[0].append(value(fields.count - 2))
      back[1].append(value(fields.count - 1))
    }
  }

  /// Whether the first and the last column are numbers.
  var areNumbers: Bool { !front[0].contains(nil) && !back[1].contains(nil) }

  /// Whether the first column counts the lines, or rises as in a sample of a count.
  var countsRows: Bool {
    guard front[0].count > 2, let start = front[0][0], start == 0 || start == 1 else {
      return false
    }
    return zip(front[0], front[0].dropFirst()).allSatisfy { first, second in
      guard let first, let second else { return false }
      return second > first && second == second.rounded()
    }
  }

  /// Which column is the label, the one number `index` or the last.
  func label(after index: Int) -> Place {
    let (first, last) = (
      Figures(front[index], beside: front[index + 1]), Figures(back[1], beside: back[0])
    )
    if first.isText != last.isText { return first.isText ? .first : .last }
    guard front[0].count >= Self.fewLines else { return .first }
    if first.isText { return .inDoubt }
    guard first.mayBeLabel || last.mayBeLabel else {
      // Only one class, or no label at all.
      return first.isConstant || !last.isConstant ? .first : .last
    }
    if first.mayBeLabel != last.mayBeLabel { return first.mayBeLabel ? .first : .last }
    let difference = first.score - last.score
    return difference >= 3 ? .first : difference <= -3 ? .last : .inDoubt
  }

  /// How much a column looks like labels.
  private struct Figures {
    var isText = false
    var isConstant = false
    var mayBeLabel = false
    var score = 0

    init(_ column: Column, beside neighbour: Column) {
      // More words than numbers are labels; a few words are errors.
      isText = 2 * column.count { $0 == nil } > column.count
      guard !column.isEmpty, !column.contains(nil) else { return }
      let values = column.compactMap(\.self)
      var counts: [Double: Int] = [:]
      for value in values { counts[value, default: 0] += 1 }
      isConstant = counts.count == 1
      let (least, most) = (values.min() ?? 0, values.max() ?? 0)
      mayBeLabel =
        !isConstant && least >= 0 && values.allSatisfy { $0 == $0.rounded() }
        && counts.count <= 256 && 2 * counts.count <= values.count
      guard mayBeLabel else { return }
      let share = Double(counts.values.max() ?? 0) / Double(values.count)
      let others = Set(neighbour.compactMap(\.self))
      if Double(counts.count) == most - least + 1 { score += 1 }
      if least <= 1 { score += 1 }
      score += counts.count <= 100 ? 1 : -1
      score += share < 0.5 ? 1 : share > 0.7 ? -2 : 0
      if abs(Self.correlation(values, neighbour.map { $0 ?? 0 })) > 0.3 { score -= 3 }
      let own = Set(counts.keys)
      if own == others { score -= 2 } else if !own.isSubset(of: others) { score += 1 }
    }

    private static func correlation(_ first: [Double], _ second: [Double]) -> Double {
      let count = Double(max(first.count, 1))
      let means = (first.reduce(0, +) / count, second.reduce(0, +) / count)
      var (product, one, other) = (0.0, 0.0, 0.0)
      for (a, b) in zip(first, second) {
        product += (a - means.0) * (b - means.1)
        one += (a - means.0) * (a - means.0)
        other += (b - means.1) * (b - means.1)
      }
      return one > 0 && other > 0 ? product / (one * other).squareRoot() : 0
    }
  }
}
