import LeNetModel

extension NPYArray {
  /// The elements as pixels `[image][map][row][column]`, and the size of an image.
  ///
  /// `labels` is the number of images, if it is known: MATLAB's files have them as the last size.
  func images(labels: Int?) throws(NPZError) -> (Shape, PixelValues) {
    if sizes.count > 2, let labels, sizes[0] != labels, sizes.last == labels {
      return try imagesLast()
    }
    let expected = """
      images x rows x columns, with 1 or 3 maps as the last or the second size, or images x pixels of a \
      square
      """
    // The sizes do not tell the order of three maps in a row of pixels.
    let square = sizes.count == 2 ? squareShape(sizes[1]).flatMap { $0.maps == 1 ? $0 : nil } : nil
    guard square != nil || sizes.count == 3 || sizes.count == 4, !sizes.contains(0) else {
      throw .sizes(member: name, found: sizes, expected: expected)
    }
    let elements = try pixels()
    if let square { return (square, elements) }
    if sizes.count == 3 { return (Shape(1, sizes[1], sizes[2]), elements) }
    if sizes[3] == 1 || sizes[3] == 3 {
      let shape = Shape(sizes[3], sizes[1], sizes[2])
      // From `[row][column][map]`: the same as exchanging places and maps.
      let (size, maps) = (sizes[1] * sizes[2], sizes[3])
      return (
        shape,
        elements.reordered {
          transposed($0, rows: size, columns: maps)
        } _: {
          exchanged($0, rows: size, columns: maps)
        }
      )
    }
    guard sizes[1] == 1 || sizes[1] == 3 else {
      throw .sizes(member: name, found: sizes, expected: expected)
    }
    return (Shape(sizes[1], sizes[2], sizes[3]), elements)
  }

  /// Images along the last size: `[row][column][image]` or `[row][column][map][image]`.
  private func imagesLast() throws(NPZError) -> (Shape, PixelValues) {
    let count = sizes[sizes.count - 1]
    let maps = sizes.count == 4 ? sizes[2] : 1
    guard sizes.count <= 4, !sizes.contains(0) else {
      throw .sizes(member: name, found: sizes, expected: "rows x columns x images")
    }
    let (rows, columns) = (sizes[0], sizes[1])
    func places<Element>(_ elements: [Element]) -> [Element] {
      var result: [Element] = []
      result.reserveCapacity(elements.count)
      for image in 0..<count {
        for map in 0..<maps {
          for pixel in 0..<rows * columns {
            result.append(elements[(pixel * maps + map) * count + image])
          }
        }
      }
      return result
    }
    return (Shape(maps, rows, columns), try pixels().reordered(places, places))
  }

  /// The elements in C order (last index fastest) as pixels.
  private func pixels() throws(NPZError) -> PixelValues {
    if width == 1, kind == UInt8(ascii: "u") || kind == UInt8(ascii: "b") {
      let bytes = Array(content[start...])
      if kind == UInt8(ascii: "b"), bytes.contains(where: { $0 > 1 }) { throw mismatch }
      return PixelValues(
        isColumnMajor ? reordered(bytes) : bytes, isBoolean: kind == UInt8(ascii: "b"))
    }
    let numbers = try realNumbers()
    var values = PixelValues()
    for number in isColumnMajor ? reordered(numbers) : numbers {
      if let byte = UInt8(exactly: number) {
        values.append(byte)
      } else {
        values.append(Double(number)) { shortText(Double(number)) }
      }
    }
    values.finish()
    return values
  }

  /// The labels: numbers or names, one for each image, or a row for each image with 1 in the place of its class.
  func labelColumn() throws(NPZError) -> LabelColumn {
    let isRow = sizes.count == 2 && sizes.contains(1)
    guard sizes.count == 2, !isRow, 2...ClassList.largestCount ~= sizes[1] else {
      guard sizes.count == 1 || isRow else {
        throw .sizes(member: name, found: sizes, expected: "one label an image")
      }
      return try labels()
    }
    let numbers = try realNumbers()
    let rows = isColumnMajor ? reordered(numbers) : numbers
    let classes = sizes[1]
    return .numbers(
      try (0..<sizes[0]).map { image throws(NPZError) in
        let row = rows[image * classes..<(image + 1) * classes]
        guard row.allSatisfy({ $0 == 0 || $0 == 1 }), let hot = row.firstIndex(of: 1),
          row.count(where: { $0 == 1 }) == 1
        else { throw .sizes(member: name, found: sizes, expected: "one label an image") }
        return hot - row.startIndex
      })
  }

  /// The elements as real numbers, in the order of the file; throws unless they are finite numbers.
  func realNumbers() throws(NPZError) -> [Float] {
    guard kind == UInt8(ascii: "f") else {
      return try wholeNumbers(inOrder: false).map { Float($0) }
    }
    guard width == 2 || width == 4 || width == 8 else { throw mismatch }
    let isBigEndian = type.hasPrefix(">")
    var numbers: [Float] = []
    numbers.reserveCapacity(count)
    for position in 0..<count {
      var bits: UInt64 = 0
      for byte in 0..<width {
        let place = start + position * width + (isBigEndian ? byte : width - 1 - byte)
        bits = bits << 8 | UInt64(content[place])
      }
      let number =
        switch width {
        case 2: Self.half(UInt16(truncatingIfNeeded: bits))
        case 4: Float(bitPattern: UInt32(truncatingIfNeeded: bits))
        default: Float(Double(bitPattern: bits))
        }
      guard number.isFinite else { throw .notFinite(member: name, position: position) }
      numbers.append(number)
    }
    return numbers
  }

  /// A number of 16 bits as IEEE 754 defines it.
  private static func half(_ bits: UInt16) -> Float {
    let sign: Float = bits & 0x8000 == 0 ? 1 : -1
    let (exponent, fraction) = (Int(bits >> 10 & 31), Float(bits & 1023))
    if exponent == 31 { return fraction == 0 ? sign * .infinity : .nan }
    if exponent == 0 { return sign * fraction * 0x1p-24 }
    return sign * (1 + fraction / 1024)
      * Float(sign: .plus, exponent: exponent - 15, significand: 1)
  }
}

/// Tables of rows and columns with both exchanged, one after the other.
private func exchanged(_ numbers: [Float], rows: Int, columns: Int) -> [Float] {
  var result: [Float] = []
  result.reserveCapacity(numbers.count)
  for table in stride(from: 0, to: numbers.count, by: rows * columns) {
    for column in 0..<columns {
      for row in 0..<rows { result.append(numbers[table + row * columns + column]) }
    }
  }
  return result
}
