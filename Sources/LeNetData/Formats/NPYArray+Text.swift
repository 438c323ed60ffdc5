extension NPYArray {
  /// The elements as labels: numbers, or names from text, `|S2` of bytes or `<U2` of UCS-4.
  func labels() throws(NPZError) -> LabelColumn {
    guard kind == UInt8(ascii: "S") || kind == UInt8(ascii: "U") else {
      // Labels of MATLAB and pandas are real numbers.
      guard kind == UInt8(ascii: "f") else { return .numbers(try wholeNumbers()) }
      return .numbers(
        try realNumbers().map { number throws(NPZError) in
          guard let label = Int(exactly: number) else { throw mismatch }
          return label
        })
    }
    // An array of only empty texts has the width 0.
    guard width > 0 else { throw .name(member: name, position: 0) }
    var names: [String] = []
    names.reserveCapacity(count)
    for position in 0..<count {
      let place = start + position * width
      guard let text = text(content[place..<place + width]), !text.isEmpty else {
        throw .name(member: name, position: position)
      }
      names.append(text)
    }
    return LabelColumn(isColumnMajor ? reordered(names) : names)
  }

  /// The text of an element without trailing zeros and surrounding blanks; nil if it is not text.
  private func text(_ element: ArraySlice<UInt8>) -> String? {
    var scalars: [Unicode.Scalar] = []
    if kind == UInt8(ascii: "U") {
      let isBigEndian = type.hasPrefix(">")
      for place in stride(from: element.startIndex, to: element.endIndex, by: 4) {
        let character = element[place..<place + 4]
        let code = (isBigEndian ? Array(character) : character.reversed())
          .reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard let scalar = Unicode.Scalar(code) else { return nil }
        scalars.append(scalar)
      }
    } else {
      guard let text = String(validating: element, as: UTF8.self) else { return nil }
      scalars = Array(text.unicodeScalars)
    }
    while scalars.last?.value == 0 { scalars.removeLast() }
    guard !scalars.contains(where: { $0.value == 0 }) else { return nil }
    while scalars.last == " " { scalars.removeLast() }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.drop { $0 == " " })
    return String(text)
  }
}
