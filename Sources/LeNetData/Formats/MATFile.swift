import LeNetArchives

/// The numeric arrays of a MATLAB file of version 5 (also 6 and 7), as Octave and SciPy write it too.
///
/// Described in MathWorks' "MAT-File Format". Cells, structures, sparse arrays and text are passed over. Files of
/// version 7.3 are HDF5 and are refused by name.
struct MATFile {
  /// The arrays, in the order of the file.
  private(set) var arrays: [NPYArray] = []
  private let isBigEndian: Bool

  /// The codes of data elements.
  private enum Code {
    static let matrix = 14
    static let compressed = 15
  }

  /// Reads a whole file.
  init(_ bytes: [UInt8]) throws(MATError) {
    if String(decoding: bytes.prefix(19), as: UTF8.self) == "MATLAB 7.3 MAT-file"
      || bytes.starts(with: [0x89, 0x48, 0x44, 0x46])
    {
      throw .hdf5
    }
    guard bytes.count > 128 else { throw .noMAT }
    switch (bytes[126], bytes[127]) {
    case (UInt8(ascii: "I"), UInt8(ascii: "M")): isBigEndian = false
    case (UInt8(ascii: "M"), UInt8(ascii: "I")): isBigEndian = true
    default: throw .noMAT
    }
    try read(bytes[128...], isInner: false)
  }

  /// Reads the elements of a part of the file.
  private mutating func read(_ bytes: ArraySlice<UInt8>, isInner: Bool) throws(MATError) {
    var rest = bytes
    while rest.count >= 8 {
      let element = try element(&rest)
      switch element.code {
      case Code.matrix:
        if let array = try matrix(element.content) { arrays.append(array) }
      case Code.compressed where !isInner:
        try read(Self.inflated(element.content), isInner: true)
      default: break
      }
    }
  }

  /// The content of a zlib stream: two bytes of a header, deflate, a checksum.
  private static func inflated(_ bytes: ArraySlice<UInt8>) throws(MATError) -> ArraySlice<UInt8> {
    let limit = ByteReader.bound(ofCompressed: bytes.count)
    do {
      return try Zlib.inflate(Array(bytes), limit: limit)[...]
    } catch {
      throw .damaged
    }
  }

  private struct Element {
    let code: Int
    let content: ArraySlice<UInt8>
  }

  /// The next element, taken off the bytes.
  private func element(_ rest: inout ArraySlice<UInt8>) throws(MATError) -> Element {
    guard rest.count >= 8 else { throw .damaged }
    let start = rest.startIndex
    let first = number(rest[start..<start + 4])
    // A small element has its size in the upper half, and four bytes of data.
    if first >> 16 != 0 {
      let (code, size) = (first & 0xFFFF, first >> 16)
      guard size <= 4 else { throw .damaged }
      defer { rest = rest.dropFirst(8) }
      return Element(code: code, content: rest[start + 4..<start + 4 + size])
    }
    let size = number(rest[start + 4..<start + 8])
    guard size <= rest.count - 8 else { throw .damaged }
    let content = rest[start + 8..<start + 8 + size]
    let padded = first == Code.compressed ? size : (size + 7) / 8 * 8
    rest = rest.dropFirst(min(8 + padded, rest.count))
    return Element(code: first, content: content)
  }

  private func number(_ bytes: ArraySlice<UInt8>) -> Int {
    wholeNumber(bytes, isSigned: false, isBigEndian: isBigEndian) ?? 0
  }

  /// A numeric array; nil for other classes.
  private func matrix(_ bytes: ArraySlice<UInt8>) throws(MATError) -> NPYArray? {
    var rest = bytes
    guard !rest.isEmpty else { return nil }
    let flags = try element(&rest).content
    guard flags.count >= 8 else { throw .damaged }
    let word = number(flags.prefix(4))
    let (kind, isComplex, isLogical) = (word & 0xFF, word & 0x800 != 0, word & 0x200 != 0)
    // 6 and 7 are real numbers, 8 to 15 whole ones.
    guard 6...15 ~= kind, !isComplex else { return nil }
    let lengths = try element(&rest).content
    guard lengths.count.isMultiple(of: 4), 2...8 ~= lengths.count / 4 else { throw .damaged }
    let sizes = stride(from: lengths.startIndex, to: lengths.endIndex, by: 4).map {
      number(lengths[$0..<$0 + 4])
    }
    let name = String(decoding: try element(&rest).content, as: UTF8.self)
    let values = try element(&rest)
    guard let (type, width) = Self.types[values.code] else { throw .damaged }
    var count = 1
    for size in sizes {
      let (next, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { throw .damaged }
      count = next
    }
    guard count.multipliedReportingOverflow(by: width) == (values.content.count, false) else {
      throw .damaged
    }
    let order = width == 1 ? "|" : isBigEndian ? ">" : "<"
    let isBoolean = isLogical && width == 1
    return NPYArray(
      name: name, type: order + (isBoolean ? "b1" : type), isColumnMajor: true, sizes: sizes,
      content: Array(values.content), width: width)
  }

  /// NumPy's names of the codes of numbers, which may be narrower than the class of the array.
  private static let types: [Int: (String, Int)] = [
    1: ("i1", 1), 2: ("u1", 1), 3: ("i2", 2), 4: ("u2", 2), 5: ("i4", 4), 6: ("u4", 4),
    7: ("f4", 4), 9: ("f8", 8), 12: ("i8", 8), 13: ("u8", 8),
  ]
}

/// What is wrong with a MATLAB file.
public enum MATError: Error, Hashable, Sendable {
  /// The file is HDF5, version 7.3.
  case hdf5
  /// It does not begin as version 5 does.
  case noMAT
  /// A length or a compressed part is wrong.
  case damaged
}

extension MATError: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence without the name of the file.
  public var description: String {
    switch self {
    case .hdf5:
      "this is a MATLAB file of version 7.3 (HDF5), expected version 5 to 7; save it in MATLAB with save(name, '-v7'), "
        + "or in Python as .npz"
    case .noMAT:
      "this is no MATLAB file of version 5; save it with save('-v7', ...) in Octave, save(name, '-v7') in MATLAB"
    case .damaged: "the MATLAB file is damaged; copy or download it again"
    }
  }
}
