package import LeNetImages
package import LeNetText

extension PageReading {
  /// The values by name, for programs.
  package var members: [String: JSON] {
    [
      "rows": .integer(rows), "columns": .integer(columns), "pages": .integer(pages),
      "lines": .array(
        lines.map { line in
          .object([
            "text": .string(line.text), "box": line.box.json,
            "numbers": .array(line.numbers.map(\.json)),
          ])
        }),
    ]
  }
}

extension NumberReading {
  fileprivate var json: JSON {
    .object([
      "text": .string(text), "box": box.json,
      "verdict": .string(verdict.rawValue), "confidence": JSON(confidence),
      "symbols": .array(symbols.map(\.json)),
    ])
  }
}

extension NumberReading.Symbol {
  fileprivate var json: JSON {
    .object([
      "text": .string(String(character)), "box": box.json, "confidence": JSON(confidence),
      "alternatives": .array(
        alternatives.map { other in
          .object([
            "digit": .integer(other.digit), "confidence": JSON(other.confidence),
          ])
        }),
    ])
  }
}

extension Box {
  /// The left and the upper edge, the width and the height.
  package var places: [Int] { [columns.lowerBound, rows.lowerBound, columns.count, rows.count] }

  fileprivate var json: JSON { .array(places.map(JSON.integer)) }
}
