import LeNetArchives
import LeNetFiles

/// One array in NumPy's `.npy` format, versions 1.0 to 3.0.
///
/// Described at <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.
struct NPYArray {
  /// The use of an array.
  enum Role { case images, labels }

  /// The member's name, for errors.
  let name: String
  let role: Role
  /// NumPy's name of the element type, such as `|u1` or `<i8`.
  let type: String
  let isColumnMajor: Bool
  let sizes: [Int]
  let content: [UInt8]
  /// Where the elements begin.
  let start: Int
  /// Bytes of an element.
  let width: Int

  /// Elements of the array.
  var count: Int { width == 0 ? 0 : (content.count - start) / width }

  /// Reads and checks the header.
  ///
  /// `length` is that of the whole file, if the content is only its beginning.
  init(
    _ content: [UInt8], name: String, as role: Role, length whole: Int? = nil
  ) throws(NPZError) {
    let reader = LittleEndianBytes(content)
    guard content.starts(with: [0x93] + Array("NUMPY".utf8)),
      let version = reader.number(6, 1), 1...3 ~= version,
      let length = reader.number(8, version == 1 ? 2 : 4)
    else { throw .header(member: name) }
    let begin = version == 1 ? 10 : 12
    // NumPy's own default limit.
    guard length <= 10_000, let text = reader.bytes(begin, length) else {
      throw .header(member: name)
    }
    guard let header = NPYHeader(text) else { throw .header(member: name) }
    self.name = name
    self.role = role
    self.content = content
    start = begin + length
    type = header.type
    isColumnMajor = header.isColumnMajor
    sizes = header.sizes
    guard let width = Self.width(of: type) else { throw Self.mismatch(name, type, role) }
    self.width = width
    var bytes = width
    for size in sizes {
      let (next, overflow) = bytes.multipliedReportingOverflow(by: size)
      guard !overflow else { throw .tooLarge(member: name, bytes: .max) }
      bytes = next
    }
    let found = (whole ?? content.count) - start
    guard bytes == found else { throw .length(member: name, expected: bytes, found: found) }
  }

  /// An array of another format, whose elements fill the content.
  init(
    name: String, type: String, isColumnMajor: Bool, sizes: [Int], content: [UInt8], width: Int
  ) {
    self.name = name
    role = .images
    self.type = type
    self.isColumnMajor = isColumnMajor
    self.sizes = sizes
    self.content = content
    start = 0
    self.width = width
  }

  /// The array as the first and only one of a list.
  var asFirst: NPYArray {
    NPYArray(
      name: name, type: type, isColumnMajor: isColumnMajor, sizes: [1] + sizes,
      content: Array(content[start...]), width: width)
  }

  /// The bytes of an element; nil for a type without plain bytes, such as Python objects.
  private static func width(of type: String) -> Int? {
    let digits = type.drop { "<>|=".contains($0) }.dropFirst()
    guard digits.utf8.count <= 9, let count = Int(digits), count >= 0 else { return nil }
    // A character of UCS-4 has four bytes.
    return kind(of: type) == UInt8(ascii: "U") ? 4 * count : count
  }

  private static func mismatch(_ name: String, _ type: String, _ role: Role) -> NPZError {
    switch role {
    case .images:
      .elements(
        member: name, found: type, expected: "numbers, best uint8 from 0 to 255")
    case .labels: .labels(member: name, found: type)
    }
  }

  var mismatch: NPZError { Self.mismatch(name, type, role) }

  /// The elements as whole numbers, in C order (last index fastest) unless that of the file is asked for.
  func wholeNumbers(inOrder: Bool = true) throws(NPZError) -> [Int] {
    let isSigned = kind == UInt8(ascii: "i")
    guard isSigned || kind == UInt8(ascii: "u") || kind == UInt8(ascii: "b"),
      [1, 2, 4, 8].contains(width)
    else { throw mismatch }
    let isBigEndian = type.hasPrefix(">")
    var numbers: [Int] = []
    numbers.reserveCapacity(count)
    for position in 0..<count {
      let place = start + position * width
      guard
        let number = wholeNumber(
          content[place..<place + width], isSigned: isSigned, isBigEndian: isBigEndian)
      else { throw .value(member: name, position: position) }
      numbers.append(number)
    }
    return isColumnMajor && inOrder ? reordered(numbers) : numbers
  }

  /// NumPy's letter for the kind of elements.
  var kind: UInt8 { Self.kind(of: type) }

  private static func kind(of type: String) -> UInt8 {
    type.utf8.first {
      $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "|")
        && $0 != UInt8(ascii: "=")
    } ?? 0
  }

  /// Reorders elements from Fortran order (first index fastest) to C order (last index fastest).
  func reordered<Element>(_ elements: [Element]) -> [Element] {
    var steps: [Int] = []
    var step = 1
    for size in sizes {
      steps.append(step)
      step *= size
    }
    var result: [Element] = []
    result.reserveCapacity(elements.count)
    var place = [Int](repeating: 0, count: sizes.count)
    var source = 0
    for _ in 0..<elements.count {
      result.append(elements[source])
      var axis = sizes.count - 1
      while axis >= 0 {
        place[axis] += 1
        source += steps[axis]
        if place[axis] < sizes[axis] { break }
        source -= steps[axis] * sizes[axis]
        place[axis] = 0
        axis -= 1
      }
    }
    return result
  }
}
